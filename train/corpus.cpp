#include "corpus.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "dateline/document.h"
#include "random.h"
#include "syntax/conllu.h"

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
std::map<TagName, std::uint32_t> number_tags(const std::vector<Document>& documents, std::uint32_t rarest_tag, Treebank& treebank) {
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

void capitalise(std::string& form) {
  if (!form.empty() && form[0] >= 'a' && form[0] <= 'z') form[0] = static_cast<char>(form[0] - 'a' + 'A');
}

}  // namespace

Result<Treebank> read_treebank(const std::vector<std::string>& paths, std::uint32_t rarest_tag) {
  std::vector<Document> documents;
  for (const std::string& path : paths) {
    auto bytes = read_gzip(path);
    if (!bytes) return Failure(bytes.error());
    auto document = syntax::read_conllu(*bytes, path, syntax::ConlluColumns::All);
    if (!document) return Failure(document.error());
    documents.push_back(std::move(*document));
  }
  Treebank treebank;
  const auto tags = number_tags(documents, rarest_tag, treebank);
  const auto feats = number_feats(documents, treebank);
  for (const Document& document : documents) {
    const Tokens& tokens = document.tokens;
    for (const Sentence& sentence : document.sentences) {
      TreebankSentence out;
      const std::uint32_t size = sentence.end_token - sentence.first_token;
      for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i) {
        out.forms.emplace_back(document.text_of_token(i));
        out.lemmas.emplace_back(tokens.lemma[i]);
        out.tags.push_back(tags.at({std::string(tokens.xpos[i]), std::string(name_of(tokens.upos[i]))}));
        out.feats.push_back(feats.at(std::string(tokens.feats[i])));
        out.heads.push_back(tokens.head[i] == kNone ? size : tokens.head[i] - sentence.first_token);
        out.relations.push_back(tokens.relation[i]);
      }
      treebank.sentences.push_back(std::move(out));
    }
  }
  return treebank;
}

void add_copies(Treebank& treebank, std::uint64_t seed) {
  constexpr double kInCapitals = 0.03;
  constexpr double kInTitleCase = 0.04;
  constexpr double kWithoutStop = 0.03;
  constexpr std::size_t kShortWord = 4;  // headlines leave shorter words small
  Random random(seed);
  for (const TreebankSentence& sentence : treebank.sentences) {
    if (sentence.size() < 4) continue;
    if (random.with_chance(kInCapitals)) {
      TreebankSentence copy = sentence;
      for (std::string& form : copy.forms) {
        for (char& c : form) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      }
      treebank.copies.push_back(std::move(copy));
    }
    if (random.with_chance(kInTitleCase)) {
      TreebankSentence copy = sentence;
      for (std::string& form : copy.forms) {
        if (form.size() >= kShortWord) capitalise(form);
      }
      capitalise(copy.forms.front());
      treebank.copies.push_back(std::move(copy));
    }
    const std::uint32_t last = sentence.size() - 1;
    const bool is_stop = sentence.forms[last] == "." &&
                         std::find(sentence.heads.begin(), sentence.heads.end(), last) == sentence.heads.end();
    if (is_stop && random.with_chance(kWithoutStop)) {
      TreebankSentence copy = sentence;
      copy.forms.pop_back();
      copy.lemmas.pop_back();
      copy.tags.pop_back();
      copy.feats.pop_back();
      copy.heads.pop_back();
      copy.relations.pop_back();
      for (std::uint32_t& head : copy.heads) head = std::min(head, last);
      treebank.copies.push_back(std::move(copy));
    }
  }
}

}  // namespace dateline::train
