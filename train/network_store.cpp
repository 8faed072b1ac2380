#include "network_store.h"

#include <fmt/format.h>

#include <array>
#include <cstring>
#include <string_view>

#include "base/file.h"

namespace dateline::train {
namespace {

constexpr std::array<char, 8> kMagic = {'D', 'L', 'T', 'E', 'A', 'C', 'H', '1'};

struct Header {
  std::array<char, 8> magic = kMagic;
  syntax::NetworkShape shape;
  std::uint32_t tags = 0;
  std::uint32_t relations = 0;
  std::uint32_t learned = 0;
  std::uint32_t words = 0;
  std::uint32_t vector_words = 0;
  std::uint32_t classes = 0;
};

template <typename T>
void append(std::string& bytes, const std::vector<T>& values) {
  bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

template <typename T>
bool take(std::string_view& bytes, std::vector<T>& values, std::size_t count) {
  if (bytes.size() / sizeof(T) < count) return false;
  values.resize(count);
  std::memcpy(values.data(), bytes.data(), count * sizeof(T));
  bytes.remove_prefix(count * sizeof(T));
  return true;
}

}  // namespace

Result<void> write_teacher(const std::string& path, const Network& network, const Vocabulary& vocabulary) {
  Header header;
  header.shape = network.shape;
  header.tags = static_cast<std::uint32_t>(network.tags);
  header.relations = static_cast<std::uint32_t>(network.relations);
  header.learned = vocabulary.learned;
  header.words = static_cast<std::uint32_t>(vocabulary.words.size());
  header.vector_words = static_cast<std::uint32_t>(vocabulary.vectors.size() / network.shape.vector);
  header.classes = static_cast<std::uint32_t>(vocabulary.classes.size());
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
  append(bytes, vocabulary.words);
  append(bytes, vocabulary.counts);
  append(bytes, vocabulary.vectors);
  append(bytes, vocabulary.classes);
  append(bytes, network.dense);
  append(bytes, network.words);
  append(bytes, network.parts);
  return base::write_file(path, bytes);
}

Result<Teacher> read_teacher(const std::string& path, std::size_t tags, std::size_t relations) {
  const auto file = base::read_file(path);
  if (!file) return Failure(file.error());
  const auto bad = [&](std::string_view what) { return failure(ErrorCode::BadInput, fmt::format("{}: {}", path, what)); };
  std::string_view bytes = *file;
  Header header;
  if (bytes.size() < sizeof header) return bad("no teacher: too short");
  std::memcpy(&header, bytes.data(), sizeof header);
  bytes.remove_prefix(sizeof header);
  if (header.magic != kMagic) return bad("no teacher; --keep of another run writes one");
  if (header.tags != tags || header.relations != relations)
    return bad("was trained with other tags; train it on these treebanks");
  Teacher teacher{Network(header.shape, tags, relations, header.learned + 1, 0), {}};
  Vocabulary& vocabulary = teacher.vocabulary;
  Network& network = teacher.network;
  vocabulary.learned = header.learned;
  if (!take(bytes, vocabulary.words, header.words) || !take(bytes, vocabulary.counts, header.vector_words) ||
      !take(bytes, vocabulary.vectors, std::size_t{header.vector_words} * header.shape.vector) ||
      !take(bytes, vocabulary.classes, header.classes) || !take(bytes, network.dense, network.dense.size()) ||
      !take(bytes, network.words, network.words.size()) || !take(bytes, network.parts, network.parts.size()) || !bytes.empty()) {
    return bad("has another size than its shape says");
  }
  return teacher;
}

}  // namespace dateline::train
