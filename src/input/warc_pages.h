// The pages of a WARC archive: responses with status 200, resources and conversions (WET) that are HTML, XHTML or plain text. One
// thread.
#pragma once

#include <optional>
#include <string>

#include "input/source.h"
#include "input/warc_reader.h"

namespace dateline::input {

class WarcPages {
 public:
  // `path` as the user named it.
  WarcPages(ByteStream stream, std::string path, const InputOptions& options);

  // The next page, or what is wrong with a record; nothing at the end of the archive.
  std::optional<Item> next();

 private:
  Item item_at(RecordPlace place, Result<Page> page) const;
  Item fault(const RecordFault& fault) const;
  // Nothing for a record that is no page.
  FromRecord<std::optional<Page>> page_of(const WarcRecord& record);
  FromRecord<std::optional<Page>> page_of_response(const WarcRecord& record);
  // The whole block; a fault when it is over the limit.
  FromRecord<std::string_view> whole_block(const WarcRecord& record);

  WarcReader reader_;
  std::string path_;
  std::uint64_t largest_page_;
  bool is_all_;                        // no range was asked for
  std::optional<RecordPlace> faulty_;  // the last record with a fault, which is named once
  bool found_any_ = false;
  bool ended_ = false;
};

}  // namespace dateline::input
