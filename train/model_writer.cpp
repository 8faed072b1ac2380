#include "model_writer.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "dateline/annotations.h"
#include "syntax/model_file.h"

namespace dateline::train {
namespace {

template <typename T>
void append(std::string& bytes, const T& value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

}  // namespace

std::string table_section(const TableRows& rows) {
  std::uint32_t bits = 4;
  while ((std::size_t{1} << bits) * 2 < rows.size() * 3) ++bits;
  const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
  std::vector<std::uint32_t> slots(2 * (mask + 1), kNone);
  TableRows sorted = rows;
  std::sort(sorted.begin(), sorted.end());
  for (const auto& [hash, value] : sorted) {
    std::uint64_t slot = hash >> (64 - bits);
    while (slots[2 * slot + 1] != kNone) slot = (slot + 1) & mask;
    slots[2 * slot] = static_cast<std::uint32_t>(hash);
    slots[2 * slot + 1] = value;
  }
  std::string section;
  append(section, bits);
  append(section, std::uint32_t{0});
  for (const std::uint32_t number : slots) append(section, number);
  return section;
}

std::string lines_section(const std::vector<std::string>& lines) { return fmt::format("{}", fmt::join(lines, "\n")); }

std::string model_bytes(const std::vector<std::string>& sections) {
  std::string body;
  const std::size_t body_begin = sizeof(syntax::FileHeader);
  std::size_t at = body_begin + sections.size() * sizeof(syntax::SectionEntry);
  for (std::size_t i = 0; i < sections.size(); ++i) {
    append(body, syntax::SectionEntry{static_cast<std::uint32_t>(i), 0, at, sections[i].size()});
    at = (at + sections[i].size() + 7) / 8 * 8;
  }
  for (const std::string& section : sections) {
    body += section;
    body.resize((body.size() + 7) / 8 * 8);
  }
  syntax::FileHeader header{
      syntax::kModelMagic, syntax::kModelVersion, static_cast<std::uint32_t>(sections.size()), body_begin + body.size(), 0, {}};
  const std::string sha256 = base::sha256_hex(body);
  std::copy(sha256.begin(), sha256.end(), header.sha256.begin());
  header.checksum = base::xxh64(sha256 + body);
  std::string bytes;
  append(bytes, header);
  return bytes + body;
}

}  // namespace dateline::train
