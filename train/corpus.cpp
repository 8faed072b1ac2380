#include "corpus.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "dateline/document.h"
#include "syntax/conllu.h"
#include "syntax/word_form.h"

namespace dateline::train {
namespace {

Result<std::string> read_gzip(const std::string& path) {
  gzFile file = gzopen(path.c_str(), "rb");
  if (!file) return failure(ErrorCode::NotFound, fmt::format("{}: cannot be opened", path));
  std::string bytes;
  std::vector<char> block(1 << 16);
  int got = 0;
  while ((got = gzread(file, block.data(), static_cast<unsigned>(block.size()))) > 0) {
    bytes.append(block.data(), static_cast<std::size_t>(got));
  }
  gzclose(file);
  if (got < 0) return failure(ErrorCode::NotReadable, fmt::format("{}: damaged gzip data", path));
  return bytes;
}

using TagName = std::pair<std::string, std::string>;  // XPOS, UPOS

// Numbers for the tags, in the order of their names.
std::map<TagName, std::uint32_t> number_tags(const std::vector<Document>& documents, std::uint32_t rarest_tag,
                                             Treebank& treebank) {
  std::map<TagName, std::uint32_t> counts;
  for (const Document& document : documents) {
    for (std::uint32_t i = 0; i < document.tokens.size(); ++i) {
      ++counts[{std::string(document.tokens.xpos[i]), std::string(name_of(document.tokens.upos[i]))}];
    }
  }
  std::map<std::string, TagName> commonest;  // by XPOS
  for (const auto& [name, count] : counts) {
    auto [at, is_new] = commonest.try_emplace(name.first, name);
    if (!is_new && counts[at->second] < count) at->second = name;
  }
  std::map<TagName, std::uint32_t> numbers;
  for (const auto& [name, count] : counts) {
    if (count < rarest_tag && commonest[name.first] != name) continue;
    numbers[name] = static_cast<std::uint32_t>(treebank.tags.size());
    treebank.tags.push_back({upos_from(name.second), name.first});
  }
  for (const auto& [name, count] : counts) {
    if (count < rarest_tag) numbers.try_emplace(name, numbers[commonest[name.first]]);
  }
  return numbers;
}

std::map<std::string, std::uint32_t> number_feats(const std::vector<Document>& documents, Treebank& treebank) {
  std::map<std::string, std::uint32_t> numbers;
  for (const Document& document : documents) {
    for (const std::string_view feats : document.tokens.feats) numbers.try_emplace(std::string(feats), 0);
  }
  for (auto& [feats, number] : numbers) {
    number = static_cast<std::uint32_t>(treebank.feats.size());
    treebank.feats.push_back(feats);
  }
  return numbers;
}

// "B-LOC" as a number.
std::uint8_t name_label(std::string_view text) {
  static constexpr std::array<std::string_view, 4> kKinds = {"PER", "ORG", "LOC", "MISC"};
  if (text.size() < 3) return 0;
  const auto kind = std::find(kKinds.begin(), kKinds.end(), text.substr(2));
  if (kind == kKinds.end()) return 0;
  return static_cast<std::uint8_t>(2 * (kind - kKinds.begin()) + (text[0] == 'B' ? 1 : 2));
}

Result<Document> read_document(const std::string& path) {
  auto bytes = read_gzip(path);
  if (!bytes) return Failure(bytes.error());
  return syntax::read_conllu(*bytes, path, syntax::ConlluColumns::All);
}

// Unknown tags and features become the first.
void add_sentences(const Document& document, const std::map<TagName, std::uint32_t>& tags,
                   const std::map<std::string, std::uint32_t>& feats, Treebank& treebank) {
  const auto number = [](const auto& numbers, const auto& name) {
    const auto found = numbers.find(name);
    return found == numbers.end() ? 0 : found->second;
  };
  const Tokens& tokens = document.tokens;
  for (const Sentence& sentence : document.sentences) {
    TreebankSentence out;
    const std::uint32_t size = sentence.end_token - sentence.first_token;
    for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i) {
      out.forms.emplace_back(document.text_of_token(i));
      out.lemmas.emplace_back(tokens.lemma[i]);
      out.tags.push_back(number(tags, TagName(tokens.xpos[i], name_of(tokens.upos[i]))));
      out.feats.push_back(number(feats, std::string(tokens.feats[i])));
      out.heads.push_back(tokens.head[i] == kNone ? size : tokens.head[i] - sentence.first_token);
      out.relations.push_back(tokens.relation[i]);
    }
    treebank.sentences.push_back(std::move(out));
  }
}

}  // namespace

Result<Treebank> read_treebank(const std::vector<std::string>& paths, std::uint32_t rarest_tag) {
  std::vector<Document> documents;
  for (const std::string& path : paths) {
    auto document = read_document(path);
    if (!document) return Failure(document.error());
    documents.push_back(std::move(*document));
  }
  Treebank treebank;
  const auto tags = number_tags(documents, rarest_tag, treebank);
  const auto feats = number_feats(documents, treebank);
  for (const Document& document : documents) add_sentences(document, tags, feats, treebank);
  return treebank;
}

Result<Treebank> read_treebank_like(const Treebank& treebank, const std::string& path) {
  auto document = read_document(path);
  if (!document) return Failure(document.error());
  std::map<TagName, std::uint32_t> tags;
  for (std::uint32_t i = 0; i < treebank.tags.size(); ++i)
    tags[{treebank.tags[i].xpos, std::string(name_of(treebank.tags[i].upos))}] = i;
  Treebank like;
  add_sentences(*document, tags, {}, like);
  return like;
}

Result<void> read_names(const std::vector<std::string>& paths, Treebank& treebank) {
  std::size_t sentence = 0;
  for (const std::string& path : paths) {
    auto bytes = read_gzip(path);
    if (!bytes) return Failure(bytes.error());
    const std::size_t first = sentence;
    bool marks_other = false;
    std::vector<std::uint8_t> labels;
    const auto finish = [&] {
      if (labels.empty()) return true;
      if (sentence == treebank.sentences.size() || treebank.sentences[sentence].size() != labels.size()) return false;
      treebank.sentences[sentence++].names = std::move(labels);
      labels.clear();
      return true;
    };
    std::string_view rest = *bytes;
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
      const std::size_t tab = line.rfind('\t');
      const bool is_word = tab != std::string_view::npos && !line.starts_with('#');
      if (is_word) {
        const std::uint8_t label = name_label(line.substr(tab + 1));
        marks_other |= label >= 7;
        labels.push_back(label);
      } else if (line.empty() && !finish()) {
        break;
      }
    }
    if (!finish()) {
      return failure(ErrorCode::BadInput,
                     fmt::format("{}: sentence {} has other words than the treebank's", path, sentence - first + 1));
    }
    for (std::size_t s = first; s < sentence; ++s) treebank.sentences[s].marks_other_names = marks_other;
  }
  return {};
}

Result<std::vector<TreebankSentence>> read_sentences(const std::string& path, std::uint32_t longest) {
  auto bytes = read_gzip(path);
  if (!bytes) return Failure(bytes.error());
  auto document = syntax::read_conllu(*bytes, path, syntax::ConlluColumns::TokensOnly);
  if (!document) return Failure(document.error());
  std::vector<TreebankSentence> sentences;
  for (const Sentence& sentence : document->sentences) {
    if (sentence.end_token - sentence.first_token > longest) continue;
    sentences.emplace_back();
    for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i)
      sentences.back().forms.emplace_back(document->text_of_token(i));
  }
  return sentences;
}

Result<std::vector<std::uint32_t>> read_words(const std::string& path) {
  auto bytes = read_gzip(path);
  if (!bytes) return Failure(bytes.error());
  auto document = syntax::read_conllu(*bytes, path, syntax::ConlluColumns::TokensOnly);
  if (!document) return Failure(document.error());
  std::vector<std::uint32_t> words;
  std::string buffer;
  for (const Sentence& sentence : document->sentences) {
    for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i) {
      words.push_back(syntax::word_form(document->text_of_token(i), buffer).lower);
    }
    words.push_back(0);
  }
  return words;
}

}  // namespace dateline::train
