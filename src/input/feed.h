// The entries of a feed: RSS 2.0 (and 0.9x), RSS 1.0, Atom (1.0 and 0.3). Read as a stream, one entry held at a time. Nothing is
// fetched, and no entity that a feed declares is expanded. One thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "input/byte_stream.h"
#include "input/source.h"

namespace dateline::input {

// True when the first element that begins in these bytes is a feed's.
bool looks_like_feed(std::string_view beginning);

class FeedPages {
 public:
  // `path` as the user named it.
  FeedPages(ByteStream stream, std::string path, const InputOptions& options);
  ~FeedPages();

  // The next entry as a page, with the date that the feed gives it, or what is wrong; nothing at the end. A feed that is
  // not well-formed is named once, and read as far as it can be. An entry without a text of its own has its title for one.
  std::optional<Item> next();

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace dateline::input
