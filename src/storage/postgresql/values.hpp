#pragma once
/// Values on their way to the server and back, in the protocol's binary formats.

#include <memory>
#include <string>
#include <vector>

#include <libpq-fe.h>

#include <xueshi/storage.hpp>

#include "library.hpp"

namespace xueshi::storage::postgresql {

/// The parameters of one statement, in order.
class Parameters {
public:
    void add(const Cell& cell);
    void add_text(std::string_view text);
    void add_integer(std::int64_t value) { add(Cell{CellType::integer, value, {}}); }

    /// What rows (or keys) have in the first `columns` columns: of one row its values, of several
    /// an array for each column. Throws argument_invalid for a row that isn't one of `table`.
    void add_rows(const Table& table, std::size_t columns, std::span<const std::string> rows);
    void add_row(const Table& table, std::size_t columns, const std::string& row);

    std::size_t size() const noexcept { return values_.size(); }
    /// Valid until something is added.
    std::vector<const char*> pointers() const;
    std::vector<int> lengths() const;

private:
    struct Value {
        std::string bytes;
        bool null = false;
    };

    std::vector<Value> values_;
};

/// What the server answered to one statement.
class Result {
public:
    Result(std::shared_ptr<const Library> library, PGresult* result) noexcept
        : result_(result, Clear{std::move(library)}) {}

    explicit operator bool() const noexcept { return result_ != nullptr; }
    ExecStatusType status() const { return library().result_status(result_.get()); }
    std::string state() const { return field(PG_DIAG_SQLSTATE); }
    std::string message() const { return field(PG_DIAG_MESSAGE_PRIMARY); }
    std::string_view command() const { return library().command_status(result_.get()); }
    bool changed_rows() const;

    int rows() const { return library().row_count(result_.get()); }
    bool is_null(int row, int column) const {
        return library().get_is_null(result_.get(), row, column) != 0;
    }
    std::string_view bytes(int row, int column) const;
    std::string text(int row, int column) const { return std::string(bytes(row, column)); }
    std::int64_t integer(int row, int column) const;
    /// Appends the cells of a row of `table`, its first `columns` columns.
    void append_row(const Table& table, int row, std::size_t columns, std::string& out) const;

private:
    struct Clear {
        std::shared_ptr<const Library> library;
        void operator()(PGresult* result) const noexcept { library->clear(result); }
    };

    const Library& library() const noexcept { return *result_.get_deleter().library; }
    std::string field(int code) const;

    std::unique_ptr<PGresult, Clear> result_;
};

}  // namespace xueshi::storage::postgresql
