// A pattern is a row of symbols with optional parts ("of?") and alternatives ("(to|through)"); each way through it is a path in
// the trie of its level. Matching walks the trie from each item, following every symbol that the item has; an item has eight at
// most and paths are short, so the work per item is bounded. Of the matches from an item the longest whose conditions hold wins;
// of equally long ones the earlier row. tests/when/patterns_test.cpp runs each row's example.
#include "when/patterns.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/tsv.h"

namespace dateline::when {

namespace {

constexpr std::size_t kLongestPattern = 14;
constexpr std::size_t kMostPaths = 2000;

}  // namespace

// Expands one pattern's text into paths.
struct Patterns::Compiler {
  struct Path {
    std::vector<Symbol> symbols;
    std::uint32_t boundaries = 0;
  };

  Lexicon& lexicon;
  std::string_view text;
  std::size_t at = 0;

  Result<std::vector<Path>> run() {
    auto paths = sequence(0);
    if (!paths) return paths;
    if (at != text.size()) return failure(ErrorCode::BadInput, fmt::format("'{}': a ) too many", text));
    std::erase_if(*paths, [](const Path& path) { return path.symbols.empty(); });
    if (paths->empty()) return failure(ErrorCode::BadInput, "a pattern needs an element");
    return paths;
  }

  static void append(Path& path, const Path& more) {
    path.boundaries |= more.boundaries << path.symbols.size();
    path.symbols.insert(path.symbols.end(), more.symbols.begin(), more.symbols.end());
  }

  Result<std::vector<Path>> sequence(int depth) {
    std::vector<Path> paths(1);
    if (depth > 4) return failure(ErrorCode::BadInput, fmt::format("'{}' is nested too deep", text));
    while (at < text.size() && text[at] != ')' && text[at] != '|') {
      if (text[at] == ' ') {
        ++at;
        continue;
      }
      if (text[at] == '/' && (at + 1 == text.size() || text[at + 1] == ' ')) {
        for (Path& path : paths) path.boundaries |= 1u << path.symbols.size();
        ++at;
        continue;
      }
      auto next = element(depth);
      if (!next) return next;
      if (at < text.size() && text[at] == '?') {
        ++at;
        next->emplace_back();
      }
      std::vector<Path> longer;
      for (const Path& path : paths) {
        for (const Path& more : *next) {
          longer.push_back(path);
          append(longer.back(), more);
          if (longer.back().symbols.size() > kLongestPattern)
            return failure(ErrorCode::BadInput, fmt::format("'{}' is too long", text));
        }
      }
      if (longer.size() > kMostPaths) return failure(ErrorCode::BadInput, fmt::format("'{}' has too many alternatives", text));
      paths = std::move(longer);
    }
    return paths;
  }

  Result<std::vector<Path>> element(int depth) {
    if (text[at] == '(') {
      ++at;
      std::vector<Path> all;
      for (;;) {
        auto one = sequence(depth + 1);
        if (!one) return one;
        all.insert(all.end(), one->begin(), one->end());
        if (at < text.size() && text[at] == '|') {
          ++at;
          continue;
        }
        break;
      }
      if (at >= text.size()) return failure(ErrorCode::BadInput, fmt::format("'{}' lacks a )", text));
      ++at;
      return all;
    }
    const std::size_t begin = at;
    while (at < text.size() && text[at] != ' ' && text[at] != '?' && text[at] != '|' && text[at] != ')') ++at;
    Path path;
    path.symbols.push_back(lexicon.add_symbol(text.substr(begin, at - begin)));
    return std::vector<Path>{path};
  }
};

void Patterns::make_result_symbols(Lexicon& lexicon) {
  static constexpr std::array<std::string_view, kGrains> names = {"[second]",  "[minute]", "[hour]",   "[part]",   "[day]",
                                                                  "[weekend]", "[week]",   "[month]",  "[season]", "[quarter]",
                                                                  "[half]",    "[year]",   "[decade]", "[century]"};
  for (const std::string_view name : names) grain_symbols_.push_back(lexicon.add_symbol(name));
  any_date_ = lexicon.add_symbol("[date]");
  weekday_ = lexicon.add_symbol("[weekday]");
  month_day_ = lexicon.add_symbol("[monthday]");
  bare_clock_ = lexicon.add_symbol("[clock]");
  duration_ = lexicon.add_symbol("[duration]");
  set_ = lexicon.add_symbol("[set]");
  reference_ = lexicon.add_symbol("[ref]");
  holiday_ = lexicon.add_symbol("[holiday]");
  unit_ = lexicon.add_symbol("[unit]");
  numeric_ = lexicon.add_symbol("[numeric]");
  war_ = lexicon.add_symbol("[war]");
}

void Patterns::add_result(Item& item, const Node& node) const {
  switch (node.op) {
    case Op::Ignore:
      return;
    case Op::War:
      item.add(war_);
      return;
    case Op::Duration:
      item.add(duration_);
      return;
    case Op::Set:
    case Op::SetOf:
      item.add(set_);
      return;
    case Op::Reference:
      item.add(reference_);
      return;
    case Op::Clock:
      if (node.child == kNone) {
        item.add(bare_clock_);
        return;
      }
      break;
    case Op::Weekday:
      item.add(weekday_);
      break;
    case Op::MonthDay:
      item.add(month_day_);
      break;
    case Op::Holiday:
      item.add(holiday_);
      break;
    case Op::Relative:
      item.add(unit_);
      break;
    case Op::Numeric:
      item.add(numeric_);
      break;
    default:
      break;
  }
  item.add(grain_symbols_[static_cast<std::size_t>(node.grain)]);
  item.add(any_date_);
}

// Names of holidays and wars: the row of the table is what `operation` takes.
Result<void> Patterns::read_names(const knowledge::Table& table, std::string_view operation, Lexicon& lexicon) {
  const auto names_column = table.column("names");
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    const auto number = static_cast<std::uint32_t>(patterns_.size());
    Pattern pattern;
    pattern.id = table.cell(row, table.column("id"));
    Action action;
    Term constant;
    constant.constant = static_cast<int>(row);
    const auto parsed = parse_action(operation, lexicon);
    if (!parsed) return Failure(parsed.error());
    action = *parsed;
    action.terms[0] = constant;
    pattern.actions.push_back(std::move(action));
    patterns_.push_back(std::move(pattern));
    for (const std::string_view name : base::split_list(table.cell(row, names_column))) {
      std::uint32_t node = 0;
      for (const std::string_view word : base::split_list(name, ' ')) {
        const Symbol symbol = lexicon.add_symbol(word);
        auto& edges = trie_[node].edges;
        const auto found = std::find_if(edges.begin(), edges.end(), [&](const Edge& edge) { return edge.symbol == symbol; });
        if (found != edges.end()) {
          node = found->target;
          continue;
        }
        const auto target = static_cast<std::uint32_t>(trie_.size());
        edges.push_back({symbol, target});
        trie_.emplace_back();
        node = target;
      }
      trie_[node].endings.push_back({number, 0});
    }
  }
  return {};
}

Result<void> Patterns::read_patterns(const knowledge::Table& table, Lexicon& lexicon) {
  const auto id = table.column("id");
  const auto level_column = table.column("level");
  const auto pattern_column = table.column("pattern");
  const auto action_column = table.column("action");
  const auto before_column = table.column("before");
  const auto after_column = table.column("after");
  const auto upos_column = table.column("upos");
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    const auto wrong = [&](std::string_view why) {
      return failure(ErrorCode::BadInput, fmt::format("{}: {}", table.origin(row), why));
    };
    Pattern pattern;
    pattern.id = table.cell(row, id);
    const std::string_view level_text = table.cell(row, level_column);
    const int level = level_text.empty() ? 0 : level_text.front() - '0';
    if (level < 1 || level > kLevels) return wrong("the level is a number from 1 to 4");
    for (const std::string_view text : base::split_list(table.cell(row, action_column), ';')) {
      auto action = parse_action(text.substr(std::min(text.find_first_not_of(' '), text.size())), lexicon);
      if (!action) return wrong(action.error().message);
      pattern.actions.push_back(std::move(*action));
    }
    const auto read_neighbour = [&](std::string_view cell, Neighbour& neighbour) {
      if (cell.empty()) return;
      neighbour.rule = Neighbour::Rule::OneOf;
      if (cell.front() == '!') {
        neighbour.rule = Neighbour::Rule::NoneOf;
        cell.remove_prefix(1);
      }
      for (const std::string_view name : base::split_list(cell)) {
        if (name == "^") {
          neighbour.edge = true;
        } else {
          neighbour.symbols.push_back(lexicon.add_symbol(name));
        }
      }
    };
    read_neighbour(table.cell(row, before_column), pattern.before);
    read_neighbour(table.cell(row, after_column), pattern.after);
    std::string_view upos = table.cell(row, upos_column);
    std::uint32_t* set = &pattern.upos;
    if (!upos.empty() && upos.front() == '!') {
      set = &pattern.not_upos;
      upos.remove_prefix(1);
    }
    for (const std::string_view name : base::split_list(upos)) *set |= 1u << static_cast<unsigned>(upos_from(name));

    Compiler compiler{lexicon, table.cell(row, pattern_column), 0};
    auto paths = compiler.run();
    if (!paths) return wrong(paths.error().message);
    const auto number = static_cast<std::uint32_t>(patterns_.size());
    for (const Compiler::Path& path : *paths) {
      auto node = static_cast<std::uint32_t>(level - 1);
      for (const Symbol symbol : path.symbols) {
        auto& edges = trie_[node].edges;
        const auto found = std::find_if(edges.begin(), edges.end(), [&](const Edge& edge) { return edge.symbol == symbol; });
        if (found != edges.end()) {
          node = found->target;
          continue;
        }
        const auto target = static_cast<std::uint32_t>(trie_.size());
        edges.push_back({symbol, target});
        trie_.emplace_back();
        node = target;
      }
      trie_[node].endings.push_back({number, path.boundaries});
    }
    patterns_.push_back(std::move(pattern));
  }
  return {};
}

Result<Patterns> Patterns::create(const knowledge::Knowledge& knowledge, Lexicon& lexicon) {
  Patterns patterns;
  patterns.trie_.resize(kLevels);
  patterns.make_result_symbols(lexicon);
  if (auto read = patterns.read_patterns(knowledge.table("time_patterns"), lexicon); !read) return Failure(read.error());
  if (auto read = patterns.read_names(knowledge.table("time_holidays"), "holiday(0)", lexicon); !read)
    return Failure(read.error());
  if (auto read = patterns.read_names(knowledge.table("time_wars"), "war(0)", lexicon); !read) return Failure(read.error());
  for (TrieNode& node : patterns.trie_) {
    std::sort(node.edges.begin(), node.edges.end(), [](const Edge& a, const Edge& b) { return a.symbol < b.symbol; });
  }
  return patterns;
}

// One level over the items of one sentence.
struct Patterns::Matcher {
  const Patterns& patterns;
  const Lexicon& lexicon;
  const SentenceContext& context;
  Scan& scan;
  std::vector<Node>& nodes;

  struct Match {
    std::vector<Capture> captures;
    Ending ending{kNone, 0};
    std::size_t length = 0;
  };
  std::vector<Capture> path;
  Match best;
  std::size_t start = 0;

  void walk(std::uint32_t node, std::size_t at) {
    const TrieNode& state = patterns.trie_[node];
    if (!state.endings.empty() && path.size() >= best.length) consider(state);
    if (at == scan.items.size() || state.edges.empty()) return;
    const Item& item = scan.items[at];
    for (std::size_t i = 0; i < item.symbol_count; ++i) {
      const Symbol symbol = item.symbols[i];
      const auto edge = std::lower_bound(state.edges.begin(), state.edges.end(), symbol,
                                         [](const Edge& a, Symbol wanted) { return a.symbol < wanted; });
      if (edge == state.edges.end() || edge->symbol != symbol) continue;
      path.push_back({symbol, &item});
      walk(edge->target, at + 1);
      path.pop_back();
    }
  }

  bool holds(const Neighbour& neighbour, bool there, std::size_t at) const {
    if (neighbour.rule == Neighbour::Rule::Anything) return true;
    bool found = !there && neighbour.edge;
    if (there) {
      for (const Symbol symbol : neighbour.symbols) found = found || scan.items[at].is(symbol);
    }
    return found == (neighbour.rule == Neighbour::Rule::OneOf);
  }

  bool tag_allows(const Pattern& pattern) const {
    if (pattern.upos == 0 && pattern.not_upos == 0) return true;
    const Tokens& tokens = context.document->tokens;
    const std::uint32_t begin = scan.items[start].span.begin;
    const auto first = tokens.span.begin() + context.first_token;
    const auto last = tokens.span.begin() + context.end_token;
    auto token = std::upper_bound(first, last, begin, [](std::uint32_t offset, Span span) { return offset < span.begin; });
    if (token == first) return true;
    const Upos upos = tokens.upos[static_cast<std::size_t>(token - tokens.span.begin()) - 1];
    if (upos == Upos::X) return true;
    const std::uint32_t bit = 1u << static_cast<unsigned>(upos);
    if (pattern.upos != 0) return (pattern.upos & bit) != 0;
    return (pattern.not_upos & bit) == 0;
  }

  void consider(const TrieNode& state) {
    for (const Ending& ending : state.endings) {
      const bool better = path.size() > best.length || (path.size() == best.length && ending.pattern < best.ending.pattern);
      if (!better) continue;
      const Pattern& pattern = patterns.patterns_[ending.pattern];
      if (!holds(pattern.before, start > 0, start - 1)) continue;
      if (!holds(pattern.after, start + path.size() < scan.items.size(), start + path.size())) continue;
      if (!tag_allows(pattern)) continue;
      best.captures = path;
      best.ending = ending;
      best.length = path.size();
    }
  }

  // Replaces what matched by nodes; returns false when the match does not make sense.
  bool replace(std::vector<Item>& out, std::vector<std::uint32_t>& pattern_of_node) {
    const Pattern& pattern = patterns.patterns_[best.ending.pattern];
    std::vector<Item> made;
    std::size_t part_begin = 0;
    std::size_t part = 0;
    // Parts of a list are every second stretch: "May 4", "and", "5".
    for (std::size_t i = 0; i <= best.length; ++i) {
      const bool boundary = i == best.length || (i > 0 && (best.ending.boundaries >> i & 1u) != 0);
      if (!boundary) continue;
      const bool is_connective = pattern.actions.size() > 1 && part % 2 == 1;
      if (is_connective) {
        for (std::size_t j = part_begin; j < i; ++j) made.push_back(scan.items[start + j]);
      } else {
        const std::size_t action = pattern.actions.size() > 1 ? part / 2 : 0;
        if (action >= pattern.actions.size()) return false;
        const std::uint32_t node = build(pattern.actions[action], best.captures, scan, lexicon, nodes);
        if (node == kNone) return false;
        Item item;
        item.span = {scan.items[start + part_begin].span.begin, scan.items[start + i - 1].span.end};
        item.space_before = scan.items[start + part_begin].space_before;
        item.node = node;
        patterns.add_result(item, nodes[node]);
        made.push_back(item);
        pattern_of_node.resize(nodes.size(), kNone);
        pattern_of_node[node] = best.ending.pattern;
      }
      part_begin = i;
      ++part;
    }
    out.insert(out.end(), made.begin(), made.end());
    return true;
  }

  void run(int level, std::vector<std::uint32_t>& pattern_of_node) {
    std::vector<Item> out;
    bool changed = false;
    for (start = 0; start < scan.items.size();) {
      best = Match{};
      if (scan.items[start].symbol_count > 0) walk(static_cast<std::uint32_t>(level), start);
      if (best.length > 0 && replace(out, pattern_of_node)) {
        start += best.length;
        changed = true;
        continue;
      }
      out.push_back(scan.items[start++]);
    }
    if (changed) scan.items = std::move(out);
  }
};

void Patterns::find(const Lexicon& lexicon, const SentenceContext& context, Scan& scan, std::vector<Node>& nodes,
                    std::vector<Expression>& found) const {
  std::vector<std::uint32_t> pattern_of_node;
  Matcher matcher{*this, lexicon, context, scan, nodes, {}, {}, 0};
  for (int level = 0; level < kLevels; ++level) matcher.run(level, pattern_of_node);
  for (const Item& item : scan.items) {
    if (item.node == kNone) continue;
    const Node& node = nodes[item.node];
    if (node.op == Op::Ignore || node.reporting == Reporting::Inner) continue;
    found.push_back({item.span, item.node, pattern_of_node[item.node]});
  }
}

}  // namespace dateline::when
