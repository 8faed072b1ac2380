// CoNLL-U (universaldependencies.org/format.html) and IOB2.
#include <fmt/format.h>

#include <iterator>

#include "base/hash.h"
#include "dateline/formats.h"

namespace dateline {

namespace {

// Columns are separated by tabs: white space inside a token is written as one space.
std::string column(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!space) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out.empty() ? "_" : out;
}

std::string_view or_underscore(std::string_view text) { return text.empty() ? std::string_view("_") : text; }

}  // namespace

std::string to_conllu(const Document& d) {
  std::string out;
  auto to = std::back_inserter(out);
  const std::string id = d.source_id.empty() ? base::sha256_hex(d.text).substr(0, 12) : column(d.source_id);
  if (!d.sentences.empty()) fmt::format_to(to, "# newdoc id = {}\n", id);
  std::uint32_t paragraph = kNone;
  for (std::uint32_t s = 0; s < d.sentences.size(); ++s) {
    const Sentence& sentence = d.sentences[s];
    if (sentence.paragraph != paragraph) {
      paragraph = sentence.paragraph;
      fmt::format_to(to, "# newpar id = {}-p{}\n", id, paragraph + 1);
    }
    fmt::format_to(to, "# sent_id = {}-s{}\n# text = {}\n", id, s + 1, column(d.text_of(sentence.span)));
    for (std::uint32_t t = sentence.first_token; t < sentence.end_token; ++t) {
      const auto touches_next = [&](std::uint32_t last) {
        return last + 1 < sentence.end_token && d.tokens.span[last].end == d.tokens.span[last + 1].begin;
      };
      const std::uint32_t number = t - sentence.first_token + 1;
      if (const std::uint32_t words = d.tokens.multiword[t]; words >= 2 && t + words <= sentence.end_token) {
        const Span whole = d.tokens.span[t].joined(d.tokens.span[t + words - 1]);
        fmt::format_to(to, "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{}\n", number, number + words - 1, column(d.text_of(whole)),
                       touches_next(t + words - 1) ? "SpaceAfter=No" : "_");
      }
      const std::uint32_t head = d.tokens.head[t];
      fmt::format_to(to, "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t_\t{}\n", number, column(d.text_of_token(t)),
                     or_underscore(d.tokens.lemma[t]), name_of(d.tokens.upos[t]), or_underscore(d.tokens.xpos[t]),
                     or_underscore(d.tokens.feats[t]), head == kNone ? 0 : head - sentence.first_token + 1,
                     name_of(d.tokens.relation[t]), touches_next(t) ? "SpaceAfter=No" : "_");
    }
    out += '\n';
  }
  return out;
}

namespace {

// The kind that the model gives to a word of a name, in the order of NameLabel.
std::string_view kind_of(NameLabel label) {
  constexpr std::string_view kKinds[] = {"PER", "ORG", "LOC", "MISC"};
  return kKinds[(static_cast<std::size_t>(label) - static_cast<std::size_t>(NameLabel::BeginPerson)) / 2];
}

struct NamedSpan {
  std::uint32_t end;
  std::string_view type;
};

// A mention as treebanks of names mark it. They leave out nouns behind a name that a record takes for a part of whoever acts ("US
// troops", "the Bush administration") and adjectives of peoples.
NamedSpan named_span(const Document& d, const Mention& mention) {
  const auto is_outside = [&](std::uint32_t t) { return d.tokens.name[t] == NameLabel::Outside; };
  NamedSpan span{mention.end_token, name_of(d.entities[mention.entity].type)};
  if (is_outside(mention.first_token)) {
    if (d.entities[mention.entity].type == EntityType::NORP) span.end = mention.first_token;
    return span;
  }
  const auto is_small_noun = [&](std::uint32_t t) {
    return is_outside(t) && d.tokens.upos[t] == Upos::NOUN && d.text_of_token(t).front() >= 'a' &&
           d.text_of_token(t).front() <= 'z';
  };
  while (span.end > mention.first_token + 1 && is_small_noun(span.end - 1)) --span.end;
  if (span.end < mention.end_token || d.entities[mention.entity].type == EntityType::NORP)
    span.type = kind_of(d.tokens.name[mention.first_token]);
  return span;
}

}  // namespace

std::string to_iob2(const Document& d) {
  std::string out;
  auto to = std::back_inserter(out);
  for (const Sentence& sentence : d.sentences) {
    std::vector<std::string> tags(sentence.end_token - sentence.first_token, "O");
    for (const Mention& mention : d.mentions) {
      if (mention.kind != MentionKind::Name || mention.entity == kNone) continue;
      if (mention.first_token < sentence.first_token || mention.end_token > sentence.end_token) continue;
      const NamedSpan span = named_span(d, mention);
      for (std::uint32_t t = mention.first_token; t < span.end; ++t) {
        std::string& tag = tags[t - sentence.first_token];
        if (tag == "O") tag = fmt::format("{}-{}", t == mention.first_token ? 'B' : 'I', span.type);
      }
    }
    for (std::uint32_t t = sentence.first_token; t < sentence.end_token; ++t) {
      const std::uint32_t i = t - sentence.first_token;
      fmt::format_to(to, "{}\t{}\t{}\n", i + 1, column(d.text_of_token(t)), tags[i]);
    }
    out += '\n';
  }
  return out;
}

}  // namespace dateline
