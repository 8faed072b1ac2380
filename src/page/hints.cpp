// A page has thousands of names of some words each, so words are never copied: each is folded into a hash while it is read, and
// the hashes of one word, of two and of three neighbours are looked up in a table that is made once.
#include "page/hints.h"

namespace dateline::page {

namespace {

constexpr std::uint64_t kSeed = 0xcbf29ce484222325u;
constexpr std::uint64_t kPrime = 0x100000001b3u;
// Names that tell what an element has or lacks, not what it is; the words of utility classes say nothing either.
constexpr std::size_t kLongestName = 80;

std::uint64_t mixed(std::uint64_t hash, char c) { return (hash ^ static_cast<unsigned char>(c)) * kPrime; }
// The hash of words one after the other.
std::uint64_t joined(std::uint64_t first, std::uint64_t second) { return (first * 31 + second) | 1; }

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

// Calls `take` with the hash of each word of a name.
template <typename Take>
void for_each_word(std::string_view name, Take take) {
  std::uint64_t hash = kSeed;
  std::size_t length = 0;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool letter = is_lower(c) || is_upper(c);
    // "relatedPosts": a word begins at a capital behind a small letter.
    if (length > 0 && (!letter || (is_upper(c) && is_lower(name[i - 1])))) {
      take(hash | 1);
      hash = kSeed;
      length = 0;
    }
    if (!letter) continue;
    hash = mixed(hash, is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c);
    ++length;
  }
  if (length > 0) take(hash | 1);
}

int rank(Hint::Kind kind) {
  switch (kind) {
    case Hint::Kind::Body:
      return 3;
    case Hint::Kind::Cut:
      return 2;
    case Hint::Kind::Deck:
    case Hint::Kind::Author:
      return 1;
    default:
      return 0;
  }
}

struct Key {
  std::uint64_t hash = 0;
  void add(std::uint64_t word) { hash = hash == 0 ? word : joined(hash, word); }
};

}  // namespace

Hints::Hints(const knowledge::Knowledge& knowledge, std::string_view table_name) {
  const knowledge::Table table = knowledge.table(table_name);
  if (!table.exists()) return;
  const std::uint32_t words = table.column("words");
  const std::uint32_t where = table.column("where");
  const std::uint32_t kind = table.column("kind");
  const std::uint32_t reason = table.column("reason");
  std::size_t size = 64;
  while (size < table.rows() * 3u) size *= 2;
  entries_.resize(size);
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    Key key;
    for_each_word(table.cell(row, words), [&](std::uint64_t word) { key.add(word); });
    if (key.hash == 0) continue;
    std::size_t at = key.hash & (size - 1);
    while (entries_[at].key != 0 && entries_[at].key != key.hash) at = (at + 1) & (size - 1);
    const std::string_view kind_name = table.cell(row, kind);
    entries_[at] = {key.hash,
                    {kind_name == "body"     ? Hint::Kind::Body
                     : kind_name == "deck"   ? Hint::Kind::Deck
                     : kind_name == "author" ? Hint::Kind::Author
                                             : Hint::Kind::Cut,
                     table.cell(row, reason)},
                    table.cell(row, where) == "name"};
  }
}

const Hints::Entry* Hints::find(std::uint64_t key) const {
  for (std::size_t at = key & (entries_.size() - 1); entries_[at].key != 0; at = (at + 1) & (entries_.size() - 1)) {
    if (entries_[at].key == key) return &entries_[at];
  }
  return nullptr;
}

Hint Hints::of(std::string_view names) const {
  Hint found;
  if (entries_.empty()) return found;
  for (std::size_t begin = 0; begin < names.size();) {
    if (names[begin] <= ' ') {
      ++begin;
      continue;
    }
    std::size_t end = begin;
    while (end < names.size() && names[end] > ' ') ++end;
    const std::string_view name = names.substr(begin, end - begin);
    begin = end + 1;
    if (name.size() > kLongestName || name.find(':') != std::string_view::npos) continue;
    if (name.starts_with("has-") || name.starts_with("no-") || name.starts_with("with-") || name.starts_with("js-")) continue;
    std::uint64_t before_last = 0;
    std::uint64_t last = 0;
    std::size_t count = 0;
    Key whole;
    const auto consider = [&](std::uint64_t key) {
      const Entry* entry = find(key);
      if (entry == nullptr || entry->whole_name) return;
      if (rank(entry->hint.kind) > rank(found.kind)) found = entry->hint;
    };
    for_each_word(name, [&](std::uint64_t word) {
      if (before_last != 0) consider(joined(joined(before_last, last), word));
      if (last != 0) consider(joined(last, word));
      consider(word);
      before_last = last;
      last = word;
      whole.add(word);
      ++count;
    });
    if (count == 0) continue;
    const Entry* entry = find(whole.hash);
    if (entry != nullptr && entry->whole_name && rank(entry->hint.kind) > rank(found.kind)) found = entry->hint;
  }
  return found;
}

}  // namespace dateline::page
