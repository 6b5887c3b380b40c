#pragma once
/// What the server's catalog says of our tables.

#include <map>
#include <set>

#include "connection.hpp"

namespace xueshi::storage::postgresql {

struct StoredColumn {
    std::string type;
    std::string collation;
    bool nullable = false;
};

struct StoredIndex {
    std::string table;
    std::vector<std::string> columns;
    bool unique = false;
    bool valid = false;
};

struct StoredSchema {
    bool exists = false;
    std::map<std::string, std::map<std::string, StoredColumn>> tables{};
    std::map<std::string, StoredIndex> indexes{};
    std::map<std::string, std::vector<std::string>> keys{};  ///< columns of primary keys, by table
    std::set<std::string> distributed{};  ///< tables of which other servers hold parts
    std::map<std::string, std::int64_t> versions{};

    std::int64_t version(const std::string& name) const {
        const auto found = versions.find(name);
        return found == versions.end() ? 0 : found->second;
    }
};

inline constexpr const char* meta_table = "xueshi_meta";

StoredSchema read_schema(Connection& connection, const std::string& name);

}  // namespace xueshi::storage::postgresql
