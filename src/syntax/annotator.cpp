#include "syntax/annotator.h"

#include <string>
#include <vector>

#include "syntax/agreement.h"
#include "syntax/model.h"
#include "syntax/parser.h"
#include "syntax/sentence_splitter.h"
#include "syntax/tagger.h"
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

// Everything that is used again for each sentence of a document.
struct Work {
  TaggerWork tagger;
  ParserWork parser;
  std::vector<std::string_view> forms;
  std::string base;
  std::string lemma;
};

bool has_part(std::string_view list, std::string_view part) {
  for (;;) {
    const std::size_t bar = list.find('|');
    if (list.substr(0, bar) == part) return true;
    if (bar == std::string_view::npos) return false;
    list.remove_prefix(bar + 1);
  }
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
  for (const Sentence& sentence : document.sentences) {
    const std::uint32_t first = sentence.first_token;
    const std::uint32_t count = sentence.end_token - first;
    work.forms.clear();
    for (std::uint32_t i = 0; i < count; ++i) work.forms.push_back(document.text_of_token(first + i));
    tag(model, work.forms, work.tagger);

    work.parser.words.clear();
    for (std::uint32_t i = 0; i < count; ++i) {
      const WordForm& form = work.tagger.words[i].form;
      work.parser.words.push_back({form.lower, form.suffix[2], work.tagger.tags[i] + 1});
    }
    parse(model, work.parser);

    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t token = first + i;
      const std::uint32_t number = work.tagger.tags[i];
      const Tag& tag = model.tags[number];
      tokens.upos[token] = tag.upos;
      tokens.xpos[token] = tag.xpos;
      tokens.feats[token] = features_of(model, number, work.tagger.words[i].form);
      work.lemma.clear();
      work.base.clear();
      if (tag.upos == Upos::VERB || tag.upos == Upos::NOUN || tag.upos == Upos::ADJ || tag.upos == Upos::ADV) {
        normalise(work.forms[i], work.base);
        work.lemma = parts_->irregular(work.base, tag.xpos);
      }
      if (work.lemma.empty()) lemmatise(model, work.forms[i], number, work.base, work.lemma);
      tokens.lemma[token] = document.keep(work.lemma);
      const Arc& arc = work.parser.arcs[i];
      tokens.head[token] = arc.head == kNone ? kNone : first + arc.head;
      tokens.relation[token] = arc.relation;
    }
    settle_features(document, sentence);
  }
}

}  // namespace dateline::syntax
