// All words of a batch go through a matrix product together, so that the weights are read once for many words.
#include "syntax/network.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace dateline::syntax {
namespace {

// Takes pieces off the section's front; `is_whole` is false once there was too little.
struct Cursor {
  std::string_view rest;
  bool is_whole = true;

  template <typename T>
  const T* take(std::size_t count) {
    const std::size_t bytes = (count * sizeof(T) + 3) / 4 * 4;
    if (rest.size() < bytes) {
      is_whole = false;
      return nullptr;
    }
    // Sections begin at multiples of 8 in a mapped file, and every piece is padded to a multiple of 4.
    const auto* const piece = static_cast<const T*>(static_cast<const void*>(rest.data()));
    rest.remove_prefix(bytes);
    return piece;
  }

  ByteMatrix take_matrix(std::size_t depth, std::size_t width) {
    ByteMatrix matrix;
    matrix.depth = depth;
    matrix.width = width;
    matrix.weights = take<std::int8_t>(depth * width);
    matrix.sums = take<std::int32_t>(width);
    matrix.scales = take<float>(width);
    matrix.bias = take<float>(width);
    return matrix;
  }
};

void multiply_all(const ByteMatrix& matrix, NetworkWork& work, std::size_t rows, std::vector<float>& output) {
  output.resize(rows * matrix.width);
  multiply(matrix, work.bytes.data(), work.scales.data(), rows, output.data());
}

void all_to_bytes(const std::vector<float>& rows, std::size_t width, NetworkWork& work) {
  const std::size_t count = rows.size() / width;
  work.bytes.resize(rows.size());
  work.scales.resize(count);
  for (std::size_t i = 0; i < count; ++i) to_bytes(&rows[i * width], width, &work.bytes[i * width], work.scales[i]);
}

std::uint32_t best_of(const float* scores, std::size_t count) {
  return static_cast<std::uint32_t>(std::max_element(scores, scores + count) - scores);
}

bool may_follow(std::size_t label, std::size_t before) {
  // Inside follows begin or inside of its own kind: labels 2k + 1 and 2k + 2.
  return label == 0 || label % 2 == 1 || before == label || before + 1 == label;
}

bool is_sound(const NetworkShape& shape) {
  for (const std::uint32_t width : {shape.word, shape.vector, shape.hidden, shape.arc, shape.label}) {
    if (width == 0 || width > kWidest || width % kRowUnit != 0) return false;
  }
  return shape.layers > 0 && shape.layers <= kMostLayers && shape.part_bits > 0 && shape.part_bits <= kMostPartBits;
}

}  // namespace

Result<Network> Network::open(std::string_view section, std::size_t tags) {
  const auto damaged = [] { return failure(ErrorCode::BadInput, "its tables do not fit together"); };
  Network network;
  NetworkHeader& header = network.header_;
  if (section.size() < sizeof header) return damaged();
  std::memcpy(&header, section.data(), sizeof header);
  const NetworkShape& shape = header.shape;
  if (!is_sound(shape)) return damaged();
  if (header.tags != tags || header.learned_words == 0 || header.learned_words > header.vector_words + 1 ||
      header.vector_words > header.words) {
    return damaged();
  }
  Cursor cursor{section.substr(sizeof header)};
  NetworkPieces& pieces = network.pieces_;
  for (std::size_t l = 0; l < shape.layers; ++l) {
    pieces.layers[l] = cursor.take_matrix(shape.layer_input(l), shape.gates());
    pieces.memory[l] = cursor.take<float>(4 * shape.hidden);
  }
  pieces.tag = cursor.take_matrix(shape.state(), padded(tags));
  pieces.name = cursor.take_matrix(shape.state(), padded(kNameLabels));
  pieces.roles = cursor.take_matrix(shape.state(), shape.roles());
  pieces.arc = cursor.take_matrix(shape.arc, shape.arc);
  pieces.label = cursor.take_matrix(shape.label, padded(kRelations));
  pieces.arc_bias = cursor.take<float>(shape.arc);
  pieces.root = cursor.take<float>(shape.arc + shape.label);
  pieces.parts = cursor.take<std::int8_t>(shape.part_rows() * shape.word);
  pieces.words = cursor.take<std::int8_t>(std::size_t{header.learned_words} * shape.word);
  pieces.vectors = cursor.take<std::int8_t>(std::size_t{header.vector_words} * shape.vector);
  pieces.classes = cursor.take<std::uint32_t>(header.words);
  if (!cursor.is_whole || !cursor.rest.empty()) return damaged();
  return network;
}

void Network::embed(NetworkWork& work) const {
  const NetworkShape& shape = header_.shape;
  work.below.resize(work.words.size() * shape.input());
  for (std::size_t t = 0; t < work.words.size(); ++t) {
    const NetworkWord& word = work.words[t];
    const std::size_t row = word.number != kNone && word.number + 1 < header_.learned_words ? word.number + 1 : 0;
    const std::uint32_t classes = word.number < header_.words ? pieces_.classes[word.number] : 0;
    std::array<const std::int8_t*, kPartCount + 1 + kMostClassHashes> rows;
    rows[0] = pieces_.words + row * shape.word;
    for (std::size_t i = 0; i < kPartCount; ++i) rows[i + 1] = pieces_.parts + shape.part_row(word.parts[i]) * shape.word;
    std::size_t count = kPartCount + 1;
    for_each_class_hash(classes, [&](std::uint32_t hash) { rows[count++] = pieces_.parts + shape.part_row(hash) * shape.word; });
    float* const to = &work.below[t * shape.input()];
    add_bytes(rows.data(), count, shape.word, header_.row_scale, to);
    if (word.number < header_.vector_words) {
      const std::int8_t* const vector = pieces_.vectors + std::size_t{word.number} * shape.vector;
      add_bytes(&vector, 1, shape.vector, header_.vector_scale, to + shape.word);
    } else {
      std::fill_n(to + shape.word, shape.vector, 0.0f);
    }
  }
}

void Network::run(NetworkWork& work) const {
  const NetworkShape& shape = header_.shape;
  const std::size_t size = work.words.size();
  embed(work);
  for (std::size_t l = 0; l < shape.layers; ++l) {
    const ByteMatrix& matrix = pieces_.layers[l];
    all_to_bytes(work.below, matrix.depth, work);
    multiply_all(matrix, work, size, work.gates);
    work.above.resize(size * shape.state());
    std::uint32_t begin = 0;
    for (const std::uint32_t end : work.ends) {
      for (std::size_t d = 0; d < 2; ++d) {
        const std::size_t at = begin * shape.state() + d * shape.hidden;
        recur(&work.gates[begin * shape.gates() + d * NetworkShape::kGates * shape.hidden], shape.gates(),
              pieces_.memory[l] + d * 2 * shape.hidden, l == 0 ? nullptr : &work.below[at], &work.above[at], shape.state(),
              shape.hidden, end - begin, d == 0 ? Direction::Forward : Direction::Backward);
      }
      begin = end;
    }
    work.below.swap(work.above);
  }
  all_to_bytes(work.below, shape.state(), work);
  tags(work);
  names(work);
  trees(work);
}

void Network::tags(NetworkWork& work) const {
  const std::size_t size = work.words.size();
  multiply_all(pieces_.tag, work, size, work.scores);
  work.tags.resize(size);
  for (std::size_t t = 0; t < size; ++t) work.tags[t] = best_of(&work.scores[t * pieces_.tag.width], header_.tags);
}

// The labels with the highest sum of scores among those in which no name begins in its middle (Viterbi).
void Network::names(NetworkWork& work) const {
  multiply_all(pieces_.name, work, work.words.size(), work.scores);
  work.names.resize(work.words.size());
  std::uint32_t begin = 0;
  for (const std::uint32_t end : work.ends) {
    std::array<float, kNameLabels> sums;
    work.back.resize(end - begin);
    for (std::uint32_t t = begin; t < end; ++t) {
      const float* const scores = &work.scores[t * pieces_.name.width];
      std::array<float, kNameLabels> next;
      for (std::size_t label = 0; label < kNameLabels; ++label) {
        float best = t == begin && may_follow(label, 0) ? 0 : -std::numeric_limits<float>::infinity();
        for (std::size_t before = 0; t > begin && before < kNameLabels; ++before) {
          if (!may_follow(label, before) || sums[before] <= best) continue;
          best = sums[before];
          work.back[t - begin][label] = static_cast<std::uint8_t>(before);
        }
        next[label] = best + scores[label];
      }
      sums = next;
    }
    std::size_t label = best_of(sums.data(), kNameLabels);
    for (std::uint32_t t = end; t-- > begin;) {
      work.names[t] = static_cast<NameLabel>(label);
      label = work.back[t - begin][label];
    }
    begin = end;
  }
}

void Network::trees(NetworkWork& work) const {
  multiply_all(pieces_.roles, work, work.words.size(), work.roles);
  work.arcs.resize(work.words.size());
  std::uint32_t begin = 0;
  for (const std::uint32_t end : work.ends) {
    heads(work, begin, end);
    begin = end;
  }
  relations(work);
}

void Network::heads(NetworkWork& work, std::uint32_t begin, std::uint32_t end) const {
  const NetworkShape& shape = header_.shape;
  const std::uint32_t count = end - begin;
  const std::size_t columns = padded(count + 1);
  work.bytes.resize(count * shape.arc);
  work.scales.resize(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    float* const role = &work.roles[(begin + i) * shape.roles()];
    leak(role, 2 * shape.arc);
    to_bytes(role, shape.arc, &work.bytes[i * shape.arc], work.scales[i]);
  }
  multiply_all(pieces_.arc, work, count, work.projected);
  work.heads.assign(shape.arc * columns, 0.0f);
  work.apt.assign(columns, 0.0f);
  for (std::uint32_t j = 0; j <= count; ++j) {
    const float* const head = j == count ? pieces_.root : &work.roles[(begin + j) * shape.roles() + shape.arc];
    for (std::size_t k = 0; k < shape.arc; ++k) {
      work.heads[k * columns + j] = head[k];
      work.apt[j] += head[k] * pieces_.arc_bias[k];
    }
  }
  work.arc_scores.resize(count * columns);
  for (std::uint32_t i = 0; i < count; ++i) {
    multiply_row(&work.projected[i * shape.arc], work.heads.data(), work.apt.data(), shape.arc, columns,
                 &work.arc_scores[i * columns]);
  }
  work.chosen.resize(count);
  best_tree(work.arc_scores, columns, count, work.tree, work.chosen);
  for (std::uint32_t i = 0; i < count; ++i) work.arcs[begin + i].head = work.chosen[i] == count ? kNone : work.chosen[i];
}

void Network::relations(NetworkWork& work) const {
  const NetworkShape& shape = header_.shape;
  const std::size_t dependent_at = 2 * shape.arc;
  const std::size_t head_at = dependent_at + shape.label;
  const std::size_t size = work.words.size();
  work.above.resize(size * shape.label);
  std::uint32_t begin = 0;
  for (const std::uint32_t end : work.ends) {
    for (std::uint32_t t = begin; t < end; ++t) {
      const std::uint32_t head = work.arcs[t].head;
      const float* const dependent = &work.roles[t * shape.roles() + dependent_at];
      const float* const governor =
          head == kNone ? pieces_.root + shape.arc : &work.roles[(begin + head) * shape.roles() + head_at];
      for (std::size_t k = 0; k < shape.label; ++k) work.above[t * shape.label + k] = dependent[k] + governor[k];
    }
    begin = end;
  }
  leak(work.above.data(), work.above.size());
  all_to_bytes(work.above, shape.label, work);
  multiply_all(pieces_.label, work, size, work.scores);
  for (std::size_t t = 0; t < size; ++t) {
    float* const scores = &work.scores[t * pieces_.label.width];
    Arc& arc = work.arcs[t];
    scores[static_cast<std::size_t>(Relation::root)] = -std::numeric_limits<float>::infinity();
    arc.relation = arc.head == kNone ? Relation::root : static_cast<Relation>(best_of(scores, kRelations));
  }
}

}  // namespace dateline::syntax
