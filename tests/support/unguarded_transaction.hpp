#pragma once

#include <xueshi/storage.hpp>

namespace xueshi::support {

/// Reads what is there at each moment and guards nothing: the base of transactions that are none.
class UnguardedTransaction : public storage::Transaction {
public:
    UnguardedTransaction(storage::Storage& inner, storage::Deadline deadline)
        : inner_(inner), deadline_(deadline) {}

    void get(const storage::Table& table, std::span<const std::string> keys, storage::Guard,
             std::vector<std::string>& rows) override {
        inner_.begin(storage::Access::read, deadline_)
            ->get(table, keys, storage::Guard::none, rows);
    }
    void scan(const storage::Table& table, std::size_t index, std::string_view prefix,
              std::string_view after, std::size_t limit, std::vector<std::string>& rows) override {
        inner_.begin(storage::Access::read, deadline_)
            ->scan(table, index, prefix, after, limit, rows);
    }

protected:
    std::unique_ptr<storage::Transaction> begin_writing() const {
        return inner_.begin(storage::Access::write, deadline_);
    }

private:
    storage::Storage& inner_;
    storage::Deadline deadline_;
};

}  // namespace xueshi::support
