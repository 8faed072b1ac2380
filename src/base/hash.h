// Hashes: sha256 names things for people and records; xxh64 finds them in tables and guards blobs against damage.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dateline::base {

std::string sha256_hex(std::string_view bytes);
std::uint64_t xxh64(std::string_view bytes);

}  // namespace dateline::base
