#include "store/database.h"

namespace dateline::store {

std::unique_ptr<Database> open_database(const std::string& where, Access access) {
  if (where.starts_with("postgres://") || where.starts_with("postgresql://")) return open_postgres(where);
  return open_sqlite(where, access);
}

}  // namespace dateline::store
