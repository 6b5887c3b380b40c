#pragma once
/// A transaction on a leased connection.

#include <unordered_map>

#include "../sql/queries.hpp"
#include "../transaction_state.hpp"
#include "pool.hpp"

namespace xueshi::storage::sqlite {

/// The prepared tables. Never changed once made: preparing again makes another.
struct Prepared {
    std::int64_t version = 0;
    const Table* const* described = nullptr;  ///< where the description lies
    std::unordered_map<std::string_view, sql::TableQueries> tables{};
    std::vector<std::string> names{};  ///< what the map's keys point to
};

class SqliteTransaction final : public Transaction {
public:
    SqliteTransaction(Pool& pool, std::shared_ptr<const Prepared> prepared, Access access,
                      Deadline deadline);

    void get(const Table& table, std::span<const std::string> keys, Guard guard,
             std::vector<std::string>& rows) override;
    void scan(const Table& table, std::size_t index, std::string_view prefix,
              std::string_view after, std::size_t limit, std::vector<std::string>& rows) override;
    void append(const Table& table, std::span<const std::string> rows) override;
    void put(const Table& table, std::span<const std::string> rows) override;
    void erase(const Table& table, std::span<const std::string> keys) override;
    bool add(const Table& table, const BoundedAdd& change) override;
    void commit() override;

private:
    const sql::TableQueries& find(const Table& table) const;
    void check_versions();
    void write(const Table& table, const std::string& statement, std::span<const std::string> rows);
    std::size_t walk(const Table& table, const sql::TableQueries& queries,
                     std::span<const std::string> keys, std::span<std::string> rows);
    void get_each(const Table& table, const sql::TableQueries& queries,
                  std::span<const std::string> keys, std::span<std::string> rows);

    std::shared_ptr<const Prepared> prepared_;
    Lease lease_;
    TransactionState state_;
};

}  // namespace xueshi::storage::sqlite
