// An expected failure is a value. `Error::message` names what failed, where, and what to do about it, so that a caller can
// print it as it is.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace dateline {

enum class ErrorCode : unsigned char {
  NotFound,      // a file, folder or entry does not exist
  NotReadable,   // it exists and may not or cannot be read
  NotWritable,   // output could not be written
  BadInput,      // its content is not what it should be
  BadArgument,   // the caller's value is wrong
  TooLarge,      // over a stated limit
  WrongVersion,  // made by, or for, another version of dateline
};

struct Error {
  ErrorCode code = ErrorCode::BadInput;
  std::string message;
};

template <typename T>
using Result = tl::expected<T, Error>;

using Failure = tl::unexpected<Error>;

inline Failure failure(ErrorCode code, std::string message) { return Failure(Error{code, std::move(message)}); }

}  // namespace dateline
