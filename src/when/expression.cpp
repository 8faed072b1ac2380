// Parses the actions of the pattern table. Recursive descent, of bounded depth.
#include "when/expression.h"

#include <fmt/format.h>

#include <algorithm>

#include "when/functions.h"

namespace dateline::when {

namespace {

class ActionParser {
 public:
  ActionParser(std::string_view text, Lexicon& lexicon) : text_(text), lexicon_(lexicon) {}

  Result<Action> parse() {
    Action action;
    auto root = term(action, 0);
    if (!root) return Failure(root.error());
    if (at_ != text_.size()) return failure(ErrorCode::BadInput, fmt::format("'{}' goes on after its end", text_));
    action.root = *root;
    return action;
  }

 private:
  void skip_space() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  bool take(char c) {
    skip_space();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  static bool is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  }

  std::string_view name() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_name(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  std::uint16_t push(Action& action, Term term) {
    action.terms.push_back(std::move(term));
    return static_cast<std::uint16_t>(action.terms.size() - 1);
  }

  Result<std::uint16_t> term(Action& action, int depth) {
    if (depth > 6) return failure(ErrorCode::BadInput, fmt::format("'{}' is nested too deep", text_));
    skip_space();
    if (take('$')) return capture(action);
    const std::string_view word = name();
    if (word.empty()) return failure(ErrorCode::BadInput, fmt::format("'{}': something is missing at position {}", text_, at_));
    if (!take('(')) {
      const auto value = lexicon_.value_of(word);
      if (!value) return Failure(value.error());
      Term constant;
      constant.constant = *value;
      return push(action, constant);
    }
    const auto found =
        std::find_if(kFunctions.begin(), kFunctions.end(), [&](const FunctionEntry& entry) { return entry.name == word; });
    if (found == kFunctions.end()) return failure(ErrorCode::BadInput, fmt::format("'{}' is no operation", word));
    Term call;
    call.kind = Term::Kind::Call;
    call.function = static_cast<std::uint8_t>(found - kFunctions.begin());
    if (!take(')')) {
      do {
        auto argument = term(action, depth + 1);
        if (!argument) return argument;
        call.arguments.push_back(*argument);
      } while (take(','));
      if (!take(')')) return failure(ErrorCode::BadInput, fmt::format("'{}' lacks a )", text_));
    }
    if (call.arguments.size() < found->at_least || call.arguments.size() > found->at_most) {
      return failure(ErrorCode::BadInput, fmt::format("'{}' takes {} to {} values", word, found->at_least, found->at_most));
    }
    return push(action, std::move(call));
  }

  Result<std::uint16_t> capture(Action& action) {
    const std::size_t begin = at_;
    if (at_ < text_.size() && text_[at_] == '[') {
      at_ = std::min(text_.find(']', at_), text_.size() - 1) + 1;
    } else {
      while (at_ < text_.size() && ((text_[at_] >= 'A' && text_[at_] <= 'Z') || text_[at_] == '_')) ++at_;
    }
    Term term;
    term.kind = Term::Kind::Capture;
    term.symbol = lexicon_.symbol(text_.substr(begin, at_ - begin));
    if (term.symbol == kNoSymbol) {
      // INT2 is the one class whose name ends in a digit.
      if (at_ < text_.size() && text_.substr(begin, at_ + 1 - begin) == "INT2") term.symbol = lexicon_.symbol("INT2"), ++at_;
    }
    if (term.symbol == kNoSymbol)
      return failure(ErrorCode::BadInput, fmt::format("'{}': nothing is called '{}'", text_, text_.substr(begin, at_ - begin)));
    if (at_ < text_.size() && text_[at_] >= '1' && text_[at_] <= '9')
      term.occurrence = static_cast<std::uint8_t>(text_[at_++] - '1');
    return push(action, term);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Lexicon& lexicon_;
};

}  // namespace

Result<Action> parse_action(std::string_view text, Lexicon& lexicon) { return ActionParser(text, lexicon).parse(); }

}  // namespace dateline::when
