// Writes compact JSON into a string. The caller opens and closes; commas and escapes are done here. Texts may be any bytes:
// control characters are escaped, what is not UTF-8 (a file name can be) becomes U+FFFD, everything else is copied.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dateline::base {

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  void key(std::string_view name);
  void value(std::string_view text);
  void value(const char* text) { value(std::string_view(text)); }
  // A value that is JSON already.
  void raw(std::string_view json) {
    separate();
    out_ += json;
  }
  void null();
  void value(bool truth);
  void value(std::uint32_t number);
  void value(std::int64_t number);
  // Shortest form with at most `decimals` places, without trailing zeros.
  void value(double number, int decimals);

  template <typename T>
  void field(std::string_view name, T&& v) {
    key(name);
    value(static_cast<T&&>(v));
  }
  // Writes nothing when the text is empty: unknown fields are absent.
  void field_if_known(std::string_view name, std::string_view text) {
    if (!text.empty()) field(name, text);
  }

 private:
  void open(char bracket);
  void close(char bracket);
  void separate();

  std::string& out_;
  bool needs_comma_ = false;
};

}  // namespace dateline::base
