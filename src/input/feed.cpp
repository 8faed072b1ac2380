// libxml2's push parser calls back for elements and text; a stack of depths, no tree, is kept. What an entry holds is gathered in
// strings and becomes a page where the entry ends.
//
// The text of an entry is HTML: escaped in RSS and in Atom's type "html", as elements in Atom's type "xhtml" (and in RSS that
// forgot to escape), which are written out again as tags. A name such as &nbsp; that XML does not know is passed on as it stands,
// which HTML then does know; so are entities that the feed itself declares, which are never expanded. The length of names and
// attributes is bounded by the parser's own limits (10 MB), depth by ours (kDeepest).
#include "input/feed.h"

#include <fmt/format.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <deque>
#include <new>

#include "base/utf8.h"
#include "input/mail_date.h"

namespace dateline::input {

namespace {

constexpr int kDeepest = 256;  // levels of elements

// Who defines an element, as far as feeds are concerned.
enum class Vocabulary : std::uint8_t { Rss, Atom, Content, DublinCore, Rdf, Other };

Vocabulary vocabulary_of(std::string_view uri, std::string_view prefix) {
  if (uri.empty()) {  // prefixes that a feed forgot to declare
    if (prefix.empty()) return Vocabulary::Rss;
    if (prefix == "content") return Vocabulary::Content;
    if (prefix == "dc") return Vocabulary::DublinCore;
    return prefix == "atom" ? Vocabulary::Atom : Vocabulary::Other;
  }
  if (uri == "http://www.w3.org/2005/Atom" || uri == "http://purl.org/atom/ns#") return Vocabulary::Atom;
  if (uri == "http://purl.org/rss/1.0/modules/content/") return Vocabulary::Content;
  if (uri == "http://purl.org/dc/elements/1.1/" || uri == "http://purl.org/dc/terms/") return Vocabulary::DublinCore;
  if (uri == "http://www.w3.org/1999/02/22-rdf-syntax-ns#") return Vocabulary::Rdf;
  const bool is_rss = uri == "http://purl.org/rss/1.0/" || uri.substr(0, 28) == "http://backend.userland.com/" ||
                      uri.substr(0, 28) == "http://my.netscape.com/rdf/s";
  return is_rss ? Vocabulary::Rss : Vocabulary::Other;
}

// What an element of an entry gives.
enum class Part : std::uint8_t { None, Title, Link, Id, Published, Updated, Summary, Content };

Part part_of(Vocabulary vocabulary, std::string_view name) {
  if (vocabulary == Vocabulary::Content) return name == "encoded" ? Part::Content : Part::None;
  if (vocabulary == Vocabulary::DublinCore) {
    return name == "date" || name == "issued" ? Part::Published : name == "modified" ? Part::Updated : Part::None;
  }
  struct Name {
    std::string_view name;
    Part part;
  };
  constexpr Name kRss[] = {{"title", Part::Title},
                           {"link", Part::Link},
                           {"guid", Part::Id},
                           {"pubDate", Part::Published},
                           {"description", Part::Summary}};
  constexpr Name kAtom[] = {{"title", Part::Title},         {"link", Part::Link},        {"id", Part::Id},
                            {"published", Part::Published}, {"issued", Part::Published}, {"updated", Part::Updated},
                            {"modified", Part::Updated},    {"summary", Part::Summary},  {"content", Part::Content}};
  const auto find = [&](const auto& names) {
    for (const Name& one : names) {
      if (one.name == name) return one.part;
    }
    return Part::None;
  };
  return vocabulary == Vocabulary::Rss ? find(kRss) : vocabulary == Vocabulary::Atom ? find(kAtom) : Part::None;
}

std::string_view view(const xmlChar* text) { return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text); }

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
}

// The letter that a reference such as "#8217", "#x2019" or "amp" names; 0: none.
char32_t referenced(std::string_view name) {
  if (name.size() > 1 && name[0] == '#') {
    const bool hexadecimal = name[1] == 'x' || name[1] == 'X';
    char32_t value = 0;
    std::string_view digits = name.substr(hexadecimal ? 2 : 1);
    if (digits.empty() || digits.size() > 8) return 0;
    for (const char c : digits) {
      const int digit = c >= '0' && c <= '9'                  ? c - '0'
                        : hexadecimal && c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : hexadecimal && c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                              : -1;
      if (digit < 0) return 0;
      value = value * (hexadecimal ? 16 : 10) + static_cast<char32_t>(digit);
      if (value > 0x10FFFF) return 0;
    }
    return value >= 0xD800 && value <= 0xDFFF ? 0 : value;
  }
  if (name == "amp") return '&';
  if (name == "lt") return '<';
  if (name == "gt") return '>';
  if (name == "quot") return '"';
  if (name == "apos") return '\'';
  return name == "nbsp" ? 0xA0 : 0;
}

// A title that is HTML, without tags and references, in one line.
std::string title_text(std::string_view html) {
  std::string out;
  for (std::size_t i = 0; i < html.size(); ++i) {
    if (html[i] == '<') {
      const std::size_t close = html.find('>', i);
      const bool is_tag = close != std::string_view::npos && i + 1 < html.size() &&
                          (html[i + 1] == '/' || base::is_letter(static_cast<unsigned char>(html[i + 1])));
      if (is_tag) {
        i = close;
        continue;
      }
    }
    if (html[i] == '&') {
      const std::size_t end = html.substr(i, 12).find(';');
      if (end != std::string_view::npos) {
        if (const char32_t letter = referenced(html.substr(i + 1, end - 1))) {
          base::append_utf8(out, letter);
          i += end;
          continue;
        }
      }
    }
    out += html[i];
  }
  return base::one_line(out);
}

std::string iso_date(std::string_view text) {
  const std::string line = base::one_line(text);
  if (const auto date = base::parse_iso_date(line)) return base::to_string(*date);
  if (const auto date = parse_mail_date(line)) return base::to_string(*date);
  return {};
}

// The name of the first element that begins in the bytes, with its prefix; empty when none does.
std::string_view first_element(std::string_view bytes) {
  while (true) {
    const std::size_t open = bytes.find('<');
    if (open == std::string_view::npos) return {};
    bytes.remove_prefix(open + 1);
    const std::string_view end = bytes.substr(0, 3) == "!--" ? "-->" : bytes.substr(0, 1) == "?" ? "?>" : ">";
    if (end == ">" && bytes.substr(0, 1) != "!") return bytes.substr(0, bytes.find_first_of(" \t\r\n/>"));
    const std::size_t close = bytes.find(end);
    if (close == std::string_view::npos) return {};
    bytes.remove_prefix(close + end.size());
  }
}

bool is_feed_root(std::string_view name) { return name == "rss" || name == "feed" || name == "RDF"; }

}  // namespace

bool looks_like_feed(std::string_view beginning) {
  std::string_view name = first_element(beginning);
  const std::size_t colon = name.find(':');
  if (colon != std::string_view::npos) name.remove_prefix(colon + 1);
  return is_feed_root(name);
}

struct FeedPages::Parser {
  Parser(ByteStream from, std::string named, const InputOptions& options)
      : stream(std::move(from)), path(std::move(named)), largest_page(options.largest_page) {}
  ~Parser() {
    if (context == nullptr) return;
    xmlFreeDoc(context->myDoc);  // where the parser keeps a feed's entity declarations, which nobody asks for
    xmlFreeParserCtxt(context);
  }

  ByteStream stream;
  std::string path;
  std::uint64_t largest_page;
  xmlParserCtxtPtr context = nullptr;
  bool ended = false;
  bool complained = false;  // about its XML
  std::deque<Item> ready;   // of the bytes parsed last

  int depth = 0;
  bool root_seen = false;
  int entry_depth = 0;  // of the entry that is read; 0: none
  std::uint64_t entry_line = 0;
  int part_depth = 0;  // of the part that is read; 0: none
  Part part = Part::None;
  bool part_is_text = false;  // not HTML: to be escaped
  std::string gathered;
  bool too_large = false;
  std::string title, link, id, published, updated, summary, content;
  std::string unknown_name;  // "&nbsp;"
  xmlEntity unknown_entity{};

  void complain(std::uint64_t line, ErrorCode code, std::string_view message) {
    Item item{Page{}, path, line};
    item.page = failure(code, fmt::format("{}: {}", item.where(), message));
    ready.push_back(std::move(item));
  }

  std::uint64_t line_here() const { return static_cast<std::uint64_t>(std::max(0, xmlSAX2GetLineNumber(context))); }

  void stop(std::uint64_t line, std::string_view message) {
    if (!complained) complain(line, ErrorCode::BadInput, message);
    complained = true;
    xmlStopParser(context);
  }

  void add(std::string_view text, bool escaped) {
    if (part == Part::None || too_large) return;
    const std::size_t held = gathered.size() + title.size() + link.size() + id.size() + summary.size() + content.size();
    if (held + text.size() > largest_page) {
      too_large = true;
      gathered.clear();
    } else if (escaped) {
      append_escaped(gathered, text);
    } else {
      gathered.append(text);
    }
  }

  void begin_entry(std::string_view about) {
    entry_depth = depth;
    entry_line = line_here();
    for (std::string* field : {&title, &link, &published, &updated, &summary, &content}) field->clear();
    id = about;
    too_large = false;
  }

  void end_entry() {
    entry_depth = 0;
    if (too_large) {
      complain(entry_line, ErrorCode::TooLarge,
               fmt::format("the entry is over the limit of {} for one page; it is left out", in_mebibytes(largest_page)));
      return;
    }
    Page page;
    page.kind = ContentKind::Html;
    page.charset = "UTF-8";  // what the parser makes of any feed
    page.title = title_text(title);
    page.url = base::one_line(!link.empty() ? link : id.substr(0, 4) == "http" ? id : std::string());
    page.source_id = base::one_line(id.empty() ? link : id);
    page.published = iso_date(published);
    if (page.published.empty()) page.published = iso_date(updated);
    if (!page.published.empty()) page.published_from = "feed";
    std::string& text = !content.empty() ? content : summary;
    if (text.empty() && page.title.empty()) return;
    if (text.empty()) {
      page.kind = ContentKind::Text;
      page.bytes = page.title;
    } else {
      page.bytes = "<article>" + text + "</article>";
    }
    ready.push_back(Item{std::move(page), path, entry_line});
  }

  void end_part() {
    const auto keep = [&](std::string& field) {
      if (field.empty()) field = gathered;
    };
    switch (part) {
      case Part::Title:
        keep(title);
        break;
      case Part::Link:
        keep(link);
        break;
      case Part::Id:
        id = base::one_line(gathered);
        break;
      case Part::Published:
        keep(published);
        break;
      case Part::Updated:
        keep(updated);
        break;
      case Part::Summary:
        keep(summary);
        break;
      case Part::Content:
        keep(content);
        break;
      case Part::None:
        break;
    }
    gathered.clear();
    part = Part::None;
    part_depth = 0;
  }

  void start_element(std::string_view name, std::string_view prefix, std::string_view uri, int count,
                     const xmlChar** attributes) {
    if (++depth > kDeepest)
      return stop(line_here(), fmt::format("elements are nested over {} deep; the rest of the feed is not read", kDeepest));
    // Five pointers an attribute: name, prefix, namespace, begin and end of the value.
    const auto attribute = [&](std::string_view wanted) -> std::string_view {
      for (int i = 0; i < count; ++i) {
        const xmlChar** one = attributes + 5 * i;
        if (view(one[0]) == wanted) return {reinterpret_cast<const char*>(one[3]), static_cast<std::size_t>(one[4] - one[3])};
      }
      return {};
    };
    const Vocabulary vocabulary = vocabulary_of(uri, prefix);
    if (depth == 1) {
      root_seen = true;
      if (is_feed_root(name)) return;
      return stop(0, fmt::format("is no feed: its root element is <{}>; give RSS or Atom, or say what it is with -f",
                                 base::printable(name.substr(0, 40))));
    }
    if (part_depth != 0) {  // markup within a text
      add("<", false);
      add(name, false);
      for (int i = 0; i < count; ++i) {
        const xmlChar** one = attributes + 5 * i;
        add(" ", false);
        add(view(one[0]), false);
        add("=\"", false);
        add({reinterpret_cast<const char*>(one[3]), static_cast<std::size_t>(one[4] - one[3])}, true);
        add("\"", false);
      }
      add(">", false);
      return;
    }
    if (entry_depth == 0) {
      const bool is_entry =
          (name == "item" && vocabulary == Vocabulary::Rss) || (name == "entry" && vocabulary == Vocabulary::Atom);
      if (is_entry) begin_entry(attribute("about"));
      return;
    }
    if (depth != entry_depth + 1) return;
    part = part_of(vocabulary, name);
    if (part == Part::None) return;
    if (part == Part::Link && vocabulary == Vocabulary::Atom) {
      const std::string_view relation = attribute("rel");
      if (link.empty() && (relation.empty() || relation == "alternate")) link = attribute("href");
      part = Part::None;
      return;
    }
    const std::string_view type = attribute("type");
    const bool is_html = type == "html" || type == "text/html" || type == "xhtml" || type == "application/xhtml+xml";
    // Atom's texts are plain unless they say otherwise; of XHTML the text between the elements is.
    part_is_text = vocabulary == Vocabulary::Atom && part != Part::Id && part != Part::Published && part != Part::Updated &&
                   (!is_html || type == "xhtml" || type == "application/xhtml+xml");
    part_depth = depth;
  }

  void end_element(std::string_view name) {
    if (part_depth == depth) {
      end_part();
    } else if (part_depth != 0) {
      add("</", false);
      add(name, false);
      add(">", false);
    } else if (entry_depth == depth) {
      end_entry();
    }
    --depth;
  }

  xmlEntityPtr entity(const xmlChar* name) {
    if (xmlEntityPtr predefined = xmlGetPredefinedEntity(name)) return predefined;
    if (context->inSubset != 0) return nullptr;  // asked where one is declared, to write into it
    unknown_name = fmt::format("&{};", view(name));
    unknown_entity.type = XML_ENTITY_DECL;
    unknown_entity.etype = XML_INTERNAL_PREDEFINED_ENTITY;
    unknown_entity.name = name;
    unknown_entity.content = reinterpret_cast<xmlChar*>(unknown_name.data());
    unknown_entity.length = static_cast<int>(unknown_name.size());
    return &unknown_entity;
  }

  void xml_error(const xmlError& error) {
    if (complained || error.level != XML_ERR_FATAL) return;
    complained = true;
    if (!root_seen) {
      complain(0, ErrorCode::BadInput, "is no feed: it does not begin as XML; give RSS or Atom, or say what it is with -f");
      return;
    }
    complain(static_cast<std::uint64_t>(std::max(0, error.line)), ErrorCode::BadInput,
             fmt::format("is not well-formed XML ({}); what can be read of the feed is read",
                         base::one_line(error.message == nullptr ? "" : error.message)));
  }

  void open() {
    xmlSAXHandler handler{};
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = [](void* self, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri, int, const xmlChar**,
                                int count, int, const xmlChar** attributes) {
      static_cast<Parser*>(self)->start_element(view(name), view(prefix), view(uri), count, attributes);
    };
    handler.endElementNs = [](void* self, const xmlChar* name, const xmlChar*, const xmlChar*) {
      static_cast<Parser*>(self)->end_element(view(name));
    };
    handler.characters = [](void* self, const xmlChar* text, int size) {
      auto& parser = *static_cast<Parser*>(self);
      parser.add({reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)}, parser.part_is_text);
    };
    handler.ignorableWhitespace = handler.characters;
    handler.cdataBlock = handler.characters;
    handler.getEntity = [](void* self, const xmlChar* name) { return static_cast<Parser*>(self)->entity(name); };
    handler.serror = [](void* self, xmlErrorPtr error) { static_cast<Parser*>(self)->xml_error(*error); };
    context = xmlCreatePushParserCtxt(&handler, this, nullptr, 0, nullptr);
    if (context == nullptr) throw std::bad_alloc();
    // NOENT makes `&amp;` in an attribute `&`; the only entities that there are to expand are those of entity().
    xmlCtxtUseOptions(context, XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOENT);
  }

  // Parses the next piece; after the last one `ended` is set.
  void go_on() {
    if (context == nullptr) open();
    auto piece = stream.read();
    if (!piece) {
      ready.push_back({Failure(piece.error()), path});
      ended = true;
      return;
    }
    ended = piece->bytes.empty();
    if (ended && !root_seen && !complained && xmlByteConsumed(context) <= 0) {
      complain(0, ErrorCode::BadInput, "is empty; a feed is an RSS or Atom file");
      return;
    }
    for (std::size_t from = 0; from < piece->bytes.size() || ended; from += kChunk) {
      const std::string_view chunk = piece->bytes.substr(std::min(from, piece->bytes.size()), kChunk);
      xmlParseChunk(context, chunk.data(), static_cast<int>(chunk.size()), ended ? 1 : 0);
      if (context->disableSAX != 0) ended = true;
      if (ended) return;
    }
  }

  static constexpr std::size_t kChunk = 16 * 1024;
};

FeedPages::FeedPages(ByteStream stream, std::string path, const InputOptions& options)
    : parser_(std::make_unique<Parser>(std::move(stream), std::move(path), options)) {}
FeedPages::~FeedPages() = default;

std::optional<Item> FeedPages::next() {
  Parser& parser = *parser_;
  while (parser.ready.empty() && !parser.ended) parser.go_on();
  if (parser.ready.empty()) return std::nullopt;
  Item item = std::move(parser.ready.front());
  parser.ready.pop_front();
  return item;
}

}  // namespace dateline::input
