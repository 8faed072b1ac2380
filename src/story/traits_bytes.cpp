// Traits as bytes: a version, then numbers of 7 bits a byte; ascending keys as differences would save little and are not worth
// it.
#include <bit>
#include <cstring>

#include "story/traits.h"

namespace dateline::story {

namespace {

constexpr std::uint64_t kVersion = 1;
constexpr std::uint64_t kMost = 1u << 16;  // rows of a kind: more are damage

class Writer {
 public:
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(0x80 | (value & 0x7F));
    bytes_ += static_cast<char>(value);
  }
  void key(std::uint32_t value) { bytes_.append(reinterpret_cast<const char*>(&value), sizeof value); }
  void day(std::int32_t value) { number(static_cast<std::uint32_t>(value) ^ 0x80000000u); }
  void real(float value) { key(std::bit_cast<std::uint32_t>(value)); }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// Reads zeros behind the end, and says at last whether it came to that.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (bytes_.empty()) {
        good_ = false;
        return 0;
      }
      const auto byte = static_cast<unsigned char>(bytes_[0]);
      bytes_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) break;
    }
    return value;
  }
  std::size_t count() {
    const std::uint64_t value = number();
    if (value > kMost) good_ = false;
    return good_ ? static_cast<std::size_t>(value) : 0;
  }
  std::uint32_t key() {
    std::uint32_t value = 0;
    if (bytes_.size() < sizeof value) {
      good_ = false;
      return 0;
    }
    std::memcpy(&value, bytes_.data(), sizeof value);
    bytes_.remove_prefix(sizeof value);
    return value;
  }
  std::int32_t day() { return static_cast<std::int32_t>(static_cast<std::uint32_t>(number()) ^ 0x80000000u); }
  float real() { return std::bit_cast<float>(key()); }
  bool is_done() const { return good_ && bytes_.empty(); }

 private:
  std::string_view bytes_;
  bool good_ = true;
};

void write(Writer& out, const std::vector<std::uint32_t>& keys) {
  out.number(keys.size());
  for (const std::uint32_t key : keys) out.key(key);
}

void read(Reader& in, std::vector<std::uint32_t>& keys) {
  keys.resize(in.count());
  for (std::uint32_t& key : keys) key = in.key();
}

void write(Writer& out, const std::vector<PartyTraits>& parties) {
  out.number(parties.size());
  for (const PartyTraits& party : parties) {
    out.key(party.entity);
    out.key(party.code);
    out.key(party.country);
  }
}

void read(Reader& in, std::vector<PartyTraits>& parties) {
  parties.resize(in.count());
  for (PartyTraits& party : parties) {
    party.entity = in.key();
    party.code = in.key();
    party.country = in.key();
  }
}

}  // namespace

std::string to_bytes(const Traits& traits) {
  Writer out;
  out.number(kVersion);
  out.day(traits.day);
  write(out, traits.words);
  out.number(traits.features.size());
  for (const Feature& feature : traits.features) {
    out.key(feature.key);
    out.number(feature.weight);
  }
  out.number(traits.events.size());
  for (const EventTraits& event : traits.events) {
    out.key(event.type);
    out.key(event.mode);
    write(out, event.actors);
    write(out, event.recipients);
    out.day(event.begin);
    out.day(event.end);
    out.key(event.place);
    out.key(event.country);
    out.real(event.latitude);
    out.real(event.longitude);
    out.number(event.is_point ? 1 : 0);
    write(out, event.sentence);
    out.number(event.quantities.size());
    for (const QuantityTraits& quantity : event.quantities) {
      out.key(quantity.what);
      out.number(static_cast<std::uint64_t>(quantity.value));
    }
  }
  return out.take();
}

Result<Traits> traits_from_bytes(std::string_view bytes) {
  Reader in(bytes);
  Traits traits;
  if (in.number() != kVersion) {
    return failure(ErrorCode::WrongVersion, "the traits of an article are of another version; store the records anew");
  }
  traits.day = in.day();
  read(in, traits.words);
  traits.features.resize(in.count());
  for (Feature& feature : traits.features) {
    feature.key = in.key();
    feature.weight = static_cast<std::uint32_t>(in.number());
  }
  traits.events.resize(in.count());
  for (EventTraits& event : traits.events) {
    event.type = in.key();
    event.mode = in.key();
    read(in, event.actors);
    read(in, event.recipients);
    event.begin = in.day();
    event.end = in.day();
    event.place = in.key();
    event.country = in.key();
    event.latitude = in.real();
    event.longitude = in.real();
    event.is_point = in.number() != 0;
    read(in, event.sentence);
    event.quantities.resize(in.count());
    for (QuantityTraits& quantity : event.quantities) {
      quantity.what = in.key();
      quantity.value = static_cast<std::int64_t>(in.number());
    }
  }
  if (!in.is_done()) return failure(ErrorCode::BadInput, "the traits of an article are damaged; store the records anew");
  return traits;
}

}  // namespace dateline::story
