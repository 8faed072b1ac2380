// The tables of a store and their versions (docs/store.md).
#pragma once

#include "store/database.h"

namespace dateline::store {

inline constexpr int kSchemaVersion = 3;

// Makes the tables, or brings those of an older version up to this one. Throws Fault: for a store of a newer version, and for a
// database that holds other tables of the same names.
void migrate(Database& database);
// The store's version. Throws Fault when there is no store, or one of a newer version.
int check_version(Database& database);

// A store to read; an older one is brought up to date by whoever opens it.
std::unique_ptr<Database> open_to_read(const std::string& where);

}  // namespace dateline::store
