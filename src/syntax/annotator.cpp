#include "syntax/annotator.h"

#include <algorithm>
#include <string>
#include <vector>

#include "syntax/agreement.h"
#include "syntax/lemmatizer.h"
#include "syntax/lexicon_keys.h"
#include "syntax/model.h"
#include "syntax/sentence_splitter.h"
#include "syntax/tokenizer.h"

namespace dateline::syntax {

struct Annotator::Parts {
  Model model;
  WordTables words;
  knowledge::Table irregulars;
  std::uint32_t form_column = kNone;
  std::uint32_t tags_column = kNone;
  std::uint32_t lemma_column = kNone;

  // The lemma of an irregular form ("led" as VBD: lead); empty when the table does not have it.
  std::string_view irregular(std::string_view form, std::string_view xpos) const;
};

namespace {

// The network is quickest when it gets some sentences at once.
constexpr std::uint32_t kBatchWords = 256;

// Everything that is used again for each batch of sentences.
struct Work {
  NetworkWork network;
  std::vector<WordForm> forms;
  std::vector<std::string_view> texts;
  std::string base;
  std::string lemma;
};

// Tokens of a sentence's wire dateline, which the network sees as a sentence of its own: it is no part of the grammar of what
// follows it.
std::uint32_t dateline_tokens(const Document& document, const Sentence& sentence) {
  std::uint32_t count = 0;
  while (sentence.first_token + count < sentence.end_token &&
         document.dateline.span.contains(document.tokens.span[sentence.first_token + count]))
    ++count;
  return sentence.first_token + count < sentence.end_token ? count : 0;
}

// Where the piece of a sentence begins that holds the token at `offset`. A very long sentence is cut: the network sees its pieces
// as sentences.
std::uint32_t piece_of(std::uint32_t offset, std::uint32_t dateline) {
  const std::uint32_t base = offset < dateline ? 0 : dateline;
  return base + (offset - base) / kLongestSentence * kLongestSentence;
}

// Adds a sentence's words to the batch.
void add_sentence(const Model& model, const Document& document, const Sentence& sentence, Work& work) {
  work.texts.clear();
  for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i) work.texts.push_back(document.text_of_token(i));
  const CaseStyle style = case_style(work.texts);
  const std::uint32_t dateline = dateline_tokens(document, sentence);
  for (std::uint32_t i = 0; i < work.texts.size(); ++i) {
    if (i > 0 && piece_of(i, dateline) == i) work.network.ends.push_back(static_cast<std::uint32_t>(work.forms.size()));
    const WordForm form = word_form(work.texts[i], work.base);
    work.forms.push_back(form);
    work.network.words.push_back({model.vocabulary.find(word_key(form.lower)), part_hashes(form, style)});
  }
  work.network.ends.push_back(static_cast<std::uint32_t>(work.forms.size()));
}

// Puts a sentence's arcs into the document; they begin at `begin` in the batch. The roots of all pieces hang on that of the first
// piece behind the dateline.
void take_arcs(const std::vector<Arc>& arcs, std::uint32_t begin, const Sentence& sentence, Document& document) {
  Tokens& tokens = document.tokens;
  const std::uint32_t dateline = dateline_tokens(document, sentence);
  std::uint32_t root = kNone;
  for (std::uint32_t i = sentence.first_token + dateline; i < sentence.end_token && root == kNone; ++i)
    if (arcs[begin + i - sentence.first_token].head == kNone) root = i;
  for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i) {
    const std::uint32_t offset = i - sentence.first_token;
    const Arc& arc = arcs[begin + offset];
    tokens.relation[i] = arc.relation;
    if (arc.head != kNone) {
      tokens.head[i] = sentence.first_token + piece_of(offset, dateline) + arc.head;
    } else if (i == root) {
      tokens.head[i] = kNone;
    } else {
      tokens.head[i] = root;
      tokens.relation[i] = offset < dateline ? Relation::dep : Relation::parataxis;
    }
  }
}

bool has_part(std::string_view list, std::string_view part) {
  for (;;) {
    const std::size_t bar = list.find('|');
    if (list.substr(0, bar) == part) return true;
    if (bar == std::string_view::npos) return false;
    list.remove_prefix(bar + 1);
  }
}

// "Its soldiers had shot at villagers": a noun that the tree hangs a perfect's auxiliary on is a participle. The words before `t`
// have their lemmas.
std::uint32_t settled_tag(const Model& model, std::uint32_t number, const Document& document, const Sentence& sentence,
                          std::uint32_t t) {
  constexpr std::uint32_t kNear = 4;
  if (model.tags[number].upos != Upos::NOUN) return number;
  const Tokens& tokens = document.tokens;
  bool has_perfect = false;
  for (std::uint32_t i = t - std::min(t - sentence.first_token, kNear); i < t; ++i) {
    if (tokens.head[i] != t) continue;
    if (tokens.relation[i] == Relation::cop) return number;  // "she has been mayor"
    if (tokens.relation[i] == Relation::aux && tokens.lemma[i] == "have") has_perfect = true;
  }
  if (!has_perfect) return number;
  const auto participle = std::find_if(model.tags.begin(), model.tags.end(),
                                       [](const Tag& tag) { return tag.upos == Upos::VERB && tag.xpos == "VBN"; });
  return participle == model.tags.end() ? number : static_cast<std::uint32_t>(participle - model.tags.begin());
}

}  // namespace

std::string_view Annotator::Parts::irregular(std::string_view form, std::string_view xpos) const {
  if (!irregulars.exists()) return {};
  for (const std::uint32_t row : irregulars.find(form_column, form)) {
    if (has_part(irregulars.cell(row, tags_column), xpos)) return irregulars.cell(row, lemma_column);
  }
  return {};
}

Annotator::Annotator(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Annotator::Annotator(Annotator&&) noexcept = default;
Annotator& Annotator::operator=(Annotator&&) noexcept = default;
Annotator::~Annotator() = default;

Result<Annotator> Annotator::open(const std::string& model_path, const knowledge::Knowledge& knowledge) {
  auto model = Model::open(model_path);
  if (!model) return Failure(model.error());
  auto parts = std::make_unique<Parts>(Parts{std::move(*model), WordTables(knowledge), knowledge.table("irregulars")});
  if (parts->irregulars.exists()) {
    parts->form_column = parts->irregulars.column("form");
    parts->tags_column = parts->irregulars.column("tags");
    parts->lemma_column = parts->irregulars.column("lemma");
  }
  return Annotator(std::move(parts));
}

std::string_view Annotator::model_sha256() const { return parts_->model.sha256(); }

void Annotator::annotate(Document& document) const {
  document.sentences.clear();
  document.tokens.resize(0);
  std::vector<RawToken> raw;
  std::vector<std::uint32_t> ends;
  for (std::uint32_t p = 0; p < document.paragraphs.size(); ++p) {
    raw.clear();
    ends.clear();
    tokenize(parts_->words, document.text, document.paragraphs[p], raw);
    split_sentences(parts_->words, document.text, raw, ends);
    const std::uint32_t first = document.tokens.size();
    document.tokens.resize(first + static_cast<std::uint32_t>(raw.size()));
    std::uint32_t begin = 0;
    for (const std::uint32_t end : ends) {
      const auto sentence = static_cast<std::uint32_t>(document.sentences.size());
      for (std::uint32_t i = begin; i < end; ++i) {
        document.tokens.span[first + i] = raw[i].span;
        document.tokens.multiword[first + i] = raw[i].multiword;
        document.tokens.sentence[first + i] = sentence;
      }
      document.sentences.push_back({{raw[begin].span.begin, raw[end - 1].span.end}, first + begin, first + end, p});
      begin = end;
    }
  }
  tag_and_parse(document);
}

void Annotator::tag_and_parse(Document& document) const {
  const Model& model = parts_->model;
  Tokens& tokens = document.tokens;
  Work work;
  for (std::size_t first = 0, end = 0; first < document.sentences.size(); first = end) {
    work.forms.clear();
    work.network.words.clear();
    work.network.ends.clear();
    do {
      add_sentence(model, document, document.sentences[end++], work);
    } while (end < document.sentences.size() && work.forms.size() < kBatchWords);
    model.network.run(work.network);

    std::uint32_t begin = 0;
    for (std::size_t s = first; s < end; ++s) {
      const Sentence& sentence = document.sentences[s];
      take_arcs(work.network.arcs, begin, sentence, document);
      for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i, ++begin) {
        const std::uint32_t number = settled_tag(model, work.network.tags[begin], document, sentence, i);
        const Tag& tag = model.tags[number];
        tokens.upos[i] = tag.upos;
        tokens.xpos[i] = tag.xpos;
        tokens.feats[i] = features_of(model, number, work.forms[begin]);
        tokens.name[i] = work.network.names[begin];
        const std::string_view form = document.text_of_token(i);
        work.lemma.clear();
        work.base.clear();
        if (tag.upos == Upos::VERB || tag.upos == Upos::NOUN || tag.upos == Upos::ADJ || tag.upos == Upos::ADV) {
          normalise(form, work.base);
          work.lemma = parts_->irregular(work.base, tag.xpos);
        }
        if (work.lemma.empty()) lemmatise(model, form, number, work.base, work.lemma);
        tokens.lemma[i] = document.keep(work.lemma);
      }
      settle_features(document, sentence);
    }
  }
}

}  // namespace dateline::syntax
