#include "archive/pages.h"

#include <fmt/format.h>
#include <libdeflate.h>

#include <algorithm>
#include <fstream>
#include <memory>

#include "base/hash.h"

namespace dateline::bench {

namespace {

constexpr std::string_view kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December"};

std::size_t hash_of(std::string_view text) {
  std::size_t hash = 14695981039346656037u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return hash ^ (hash >> 29);
}

// The number in "Name12x3", "Country12" or "Town12x3".
std::size_t number_in(std::string_view name) {
  std::size_t number = 0;
  for (const char c : name) {
    if (c == 'x') break;
    if (c >= '0' && c <= '9') number = number * 10 + static_cast<std::size_t>(c - '0');
  }
  return number;
}

void replace(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != text.npos; at += with.size()) text.replace(at, what.size(), with);
}

std::string written_date(std::string_view iso) {
  const std::size_t month = number_in(iso.substr(5, 2)), day = number_in(iso.substr(8, 2));
  return fmt::format("{} {}", kMonths[(month + 11) % 12], day);
}

std::string packed(std::string_view bytes) {
  const std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor*)> compressor(libdeflate_alloc_compressor(6),
                                                                                            libdeflate_free_compressor);
  std::string out(libdeflate_gzip_compress_bound(compressor.get(), bytes.size()), '\0');
  out.resize(libdeflate_gzip_compress(compressor.get(), bytes.data(), bytes.size(), out.data(), out.size()));
  return out;
}

}  // namespace

PageWriter::PageWriter(const std::string& table) {
  std::ifstream file(table);
  for (std::string line; std::getline(file, line);) {
    const std::size_t first = line.find('\t'), second = line.find('\t', first + 1);
    if (line.empty() || line[0] == '#' || second == line.npos) continue;
    const std::string kind = line.substr(0, first), text = line.substr(second + 1);
    rows_[kind].push_back(text);
    by_key_[kind + " " + line.substr(first + 1, second - first - 1)] = text;
  }
}

const std::string& PageWriter::row(const std::string& kind, std::size_t number) const {
  const std::vector<std::string>& rows = rows_.at(kind);
  return rows[number % rows.size()];
}

std::string PageWriter::party(const Document& document, const Event& event, bool actor) const {
  const auto& parties = actor ? event.actors : event.recipients;
  if (parties.empty()) return actor ? "officials" : "the opposition";
  const Entity& entity = document.entities[parties.front().entity];
  const std::string& country = row("country", number_in(entity.name));
  const auto role = entity.code.size() > 3 ? by_key_.find("role " + std::string(entity.code.substr(3))) : by_key_.end();
  return role == by_key_.end() ? country : fmt::format(fmt::runtime(role->second), country);
}

std::string PageWriter::sentence(const Document& document, std::uint32_t number,
                                 const std::vector<const Event*>& event_of) const {
  const Span span = document.sentences[number].span;
  std::vector<std::string_view> words;
  const std::string_view text = std::string_view(document.text).substr(span.begin, span.end - span.begin);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  const auto word = [&](std::size_t i) { return hash_of(words[i % words.size()]); };
  std::string out = row("filler", word(1));
  if (const Event* event = event_of[number]) {
    out = by_key_.at("event " + std::string(event->type));
    replace(out, "{who}", party(document, *event, true));
    replace(out, "{whom}", party(document, *event, false));
    replace(out, "{town}",
            event->place == kNone ? row("town", word(4)) : row("town", number_in(document.places[event->place].name)));
    replace(out, "{day}",
            written_date(event->time == kNone ? document.published : std::string(document.times[event->time].begin)));
    out[0] = static_cast<char>(out[0] >= 'a' && out[0] <= 'z' ? out[0] - 32 : out[0]);
  }
  // A name of its own from the generated text, so that stories differ in their words as real ones do.
  const auto named = [&](std::size_t i) {
    std::string name(words[i % words.size()]);
    name.erase(std::remove_if(name.begin(), name.end(), [](char c) { return c < 'a' || c > 'z'; }), name.end());
    if (name.size() < 5) return row("word", word(i));
    name[0] = static_cast<char>(name[0] - 32);
    return name + " " + row("word", word(i));
  };
  for (std::size_t i = 0; i < 3; ++i) replace(out, fmt::format("{{{}}}", i), named(5 + 2 * i));
  return out;
}

std::string PageWriter::html(const Article& article) const {
  const Document& d = article.document;
  std::vector<const Event*> event_of(d.sentences.size(), nullptr);
  for (const Event& event : d.events) {
    if (event_of[event.sentence] == nullptr) event_of[event.sentence] = &event;
  }
  const std::size_t seed = hash_of(d.url);
  const std::string title = sentence(d, 0, event_of);
  std::string page = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{0} | {1}</title>\n<link rel=\"canonical\" "
      "href=\"{2}\">\n"
      "<meta property=\"og:site_name\" content=\"{1}\"><meta property=\"article:published_time\" content=\"{3}T08:00:00Z\">\n",
      title, d.publisher, d.url, d.published);
  for (std::size_t i = 0; i < 12; ++i)
    page += fmt::format(
        "<script>window.module{0}={{\"id\":\"{1:x}\",\"slots\":[{2},{3}],\"path\":\"/static/js/{1:x}.min.js\"}};</script>\n", i,
        seed * (i + 1), seed % 97, i * 31);
  page += "</head><body><header><nav><ul>";
  for (std::size_t i = 0; i < 24; ++i)
    page += fmt::format("<li class=\"menu-item menu-item-{0}\"><a href=\"/section/{0}\">{1}</a></li>", i, row("menu", i));
  page += "</ul></nav></header><main><article><h1>" + title + "</h1>\n";
  for (std::uint32_t i = 0; i < d.sentences.size(); ++i)
    page += fmt::format("{}{}{}", i % 3 == 0 ? "<p>" : "", sentence(d, i, event_of),
                        i % 3 == 2 || i + 1 == d.sentences.size() ? "</p>\n" : " ");
  page += "</article></main><aside class=\"related\"><h2>Most read</h2>";
  for (std::size_t i = 0; i < 40; ++i)
    page += fmt::format(
        "<div class=\"teaser teaser--small\" data-id=\"{0:x}\"><a href=\"/news/{0:x}\"><img src=\"/img/{0:x}.jpg\" "
        "alt=\"\"><h3>The {1} and the "
        "{2}</h3></a><span class=\"teaser__meta\">{3} min</span></div>\n",
        seed * (i + 7), row("word", seed + i), row("word", seed / 7 + 3 * i), 1 + i % 9);
  return page + "</aside><footer><p>All rights reserved.</p></footer></body></html>\n";
}

std::string PageWriter::warc_record(const Article& article) const {
  const Document& d = article.document;
  const std::string block = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html(article);
  return packed(fmt::format(
      "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: {}T10:00:00Z\r\nWARC-Target-URI: {}\r\nWARC-Record-ID: <urn:sha256:{}>\r\n"
      "Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{}\r\n\r\n",
      d.published, d.url, base::sha256_hex(d.url).substr(0, 32), block.size(), block));
}

}  // namespace dateline::bench
