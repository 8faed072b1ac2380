// Makes what the tests of input read: records, packed bytes, files in a folder of their own.
#pragma once

#include <fmt/format.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "input/source.h"

namespace dateline::input {

inline std::string gzipped(std::string_view bytes) {
  z_stream stream{};
  ::deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(::deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  ::deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  ::deflateEnd(&stream);
  return out;
}

inline std::string zstd_packed(std::string_view bytes, std::string_view dictionary = {}) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  ZSTD_CCtx* context = ZSTD_createCCtx();
  out.resize(ZSTD_compress_usingDict(context, out.data(), out.size(), bytes.data(), bytes.size(), dictionary.data(),
                                     dictionary.size(), 3));
  ZSTD_freeCCtx(context);
  return out;
}

inline std::string warc_record(std::string_view type, std::string_view headers, std::string_view block) {
  return fmt::format("WARC/1.0\r\nWARC-Type: {}\r\nWARC-Date: 2023-09-15T10:21:00Z\r\n{}Content-Length: {}\r\n\r\n{}\r\n\r\n",
                     type, headers, block.size(), block);
}

inline std::string warc_response(std::string_view url, std::string_view body,
                                 std::string_view http_headers = "Content-Type: text/html\r\n",
                                 std::string_view status_line = "HTTP/1.1 200 OK") {
  const std::string headers = fmt::format(
      "WARC-Target-URI: {}\r\nWARC-Record-ID: <urn:test:{}>\r\nContent-Type: application/http; msgtype=response\r\n", url, url);
  return warc_record("response", headers, fmt::format("{}\r\n{}\r\n{}", status_line, http_headers, body));
}

// A folder that goes away with the test.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "dateline-test-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string path(std::string_view name = "") const { return (std::filesystem::path(path_) / name).string(); }
  // Makes the folders on the way, too.
  std::string write(std::string_view name, std::string_view bytes) const {
    const std::string file = path(name);
    std::filesystem::create_directories(std::filesystem::path(file).parent_path());
    std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return file;
  }

 private:
  std::string path_;
};

// All items of some inputs.
inline std::vector<Item> all_items(std::vector<std::string> inputs, InputOptions options = {}) {
  std::vector<Item> items;
  auto source = Source::open(std::move(inputs), std::move(options));
  while (source) {
    auto item = source->next();
    if (!item) break;
    items.push_back(std::move(*item));
  }
  return items;
}

// "place: bytes of the page" or "! message", a line each, with the folder's name taken out.
inline std::string told(const std::vector<Item>& items, const Folder& folder) {
  std::string out;
  for (const Item& item : items) {
    out += item.page ? fmt::format("{}: {}\n", item.where(), item.page->bytes) : fmt::format("! {}\n", item.page.error().message);
  }
  const std::string prefix = folder.path();
  for (std::size_t at = 0; (at = out.find(prefix, at)) != std::string::npos;) out.erase(at, prefix.size());
  return out;
}

}  // namespace dateline::input
