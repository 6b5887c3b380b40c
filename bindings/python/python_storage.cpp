/// A storage written in Python. Each call takes Python's lock, however many threads come.

#include <pybind11/stl.h>

#include "callback.hpp"
#include "storage.hpp"
#include "values.hpp"

namespace xueshi::python {

namespace {

using storage::Access;
using storage::BoundedAdd;
using storage::Deadline;
using storage::Guard;
using storage::Info;
using storage::Schema;
using storage::Table;

py::object described(const Table& table) {
    return py::cast(&table, py::return_value_policy::reference);
}

py::list to_list(std::span<const std::string> rows) {
    py::list all;
    for (const std::string& row : rows)
        all.append(to_bytes(row));
    return all;
}

[[noreturn]] void wrong(const char* giver, const char* expected, py::handle found) {
    throw py::type_error(std::string(giver) + " must give " + expected + ", not " +
                         Py_TYPE(found.ptr())->tp_name);
}

std::string from_bytes(py::handle value, const char* giver, const char* expected) {
    if (!PyBytes_Check(value.ptr())) wrong(giver, expected, value);
    return {PyBytes_AS_STRING(value.ptr()),
            static_cast<std::size_t>(PyBytes_GET_SIZE(value.ptr()))};
}

/// What can be walked through; a text or a row alone is none.
py::iterable items(const py::object& value, const char* giver, const char* expected) {
    const bool one = PyUnicode_Check(value.ptr()) || PyBytes_Check(value.ptr());
    if (one || !py::isinstance<py::iterable>(value)) wrong(giver, expected, value);
    return py::reinterpret_borrow<py::iterable>(value);
}

std::vector<std::string> texts(const py::object& value, const char* giver) {
    constexpr const char* expected = "a list of str";
    std::vector<std::string> all;
    for (const py::handle one : items(value, giver, expected)) {
        if (!PyUnicode_Check(one.ptr())) wrong(giver, expected, one);
        all.push_back(one.cast<std::string>());
    }
    return all;
}

double seconds(Deadline deadline) {
    return std::chrono::duration<double>(deadline.time_since_epoch()).count();
}

/// Python's lock, and its exceptions as ours.
template <class Call>
auto with_python(Call&& call) {
    try {
        return call_back(std::forward<Call>(call));
    } catch (const py::cast_error& error) {
        throw Error(ErrorCode::internal,
                    std::string("a storage in Python answered something else: ") + error.what());
    }
}

class PythonTransaction final : public storage::Transaction {
public:
    explicit PythonTransaction(py::object object) : object_(keep(std::move(object))) {}

    ~PythonTransaction() override {
        const py::gil_scoped_acquire lock;
        if (!committed_) roll_back();
        object_.reset();
    }

    void get(const Table& table, std::span<const std::string> keys, Guard guard,
             std::vector<std::string>& rows) override {
        static constexpr const char* names[] = {"none", "shared", "exclusive"};
        with_python([&] {
            const py::object answer = object_->attr("get")(described(table), to_list(keys),
                                                           names[static_cast<std::size_t>(guard)]);
            constexpr const char* giver = "Transaction.get";
            constexpr const char* expected = "a list of bytes or None";
            rows.clear();
            for (const py::handle row : items(answer, giver, expected)) {
                rows.push_back(row.is_none() ? std::string() : from_bytes(row, giver, expected));
            }
            if (rows.size() != keys.size()) {
                throw Error(ErrorCode::internal,
                            "a storage in Python answered get() with another number of rows");
            }
        });
    }

    void scan(const Table& table, std::size_t index, std::string_view prefix,
              std::string_view after, std::size_t limit, std::vector<std::string>& rows) override {
        with_python([&] {
            const py::object place =
                index == storage::by_key ? py::object(py::none()) : py::object(py::int_(index));
            const std::size_t most = std::min<std::size_t>(limit, PY_SSIZE_T_MAX);
            const py::object answer = object_->attr("scan")(
                described(table), place, to_bytes(prefix), to_bytes(after), most);
            constexpr const char* giver = "Transaction.scan";
            constexpr const char* expected = "a list of bytes";
            for (const py::handle row : items(answer, giver, expected))
                rows.push_back(from_bytes(row, giver, expected));
        });
    }

    void append(const Table& table, std::span<const std::string> rows) override {
        with_python([&] { object_->attr("append")(described(table), to_list(rows)); });
    }

    void put(const Table& table, std::span<const std::string> rows) override {
        with_python([&] { object_->attr("put")(described(table), to_list(rows)); });
    }

    void erase(const Table& table, std::span<const std::string> keys) override {
        with_python([&] { object_->attr("erase")(described(table), to_list(keys)); });
    }

    bool add(const Table& table, const BoundedAdd& change) override {
        return with_python([&] {
            const py::object answer = object_->attr("add")(
                described(table), make("BoundedAdd", to_bytes(change.key), change.column,
                                       change.delta, change.at_least_column, change.at_most_column,
                                       change.at_least, change.at_most));
            if (!PyBool_Check(answer.ptr())) wrong("Transaction.add", "a bool", answer);
            return answer.is(py::bool_(true));
        });
    }

    void commit() override {
        with_python([&] { object_->attr("commit")(); });
        committed_ = true;
    }

private:
    /// Whatever is pending, it waits until the host's rollback is through.
    void roll_back() noexcept {
        const HeardSignals own;
        bool interrupted = false;
        const auto tell = [&](py::error_already_set& error) {
            if (error.matches(PyExc_KeyboardInterrupt)) {
                interrupted = true;
            } else {
                error.discard_as_unraisable("the rollback of a transaction");
            }
        };
        try {
            if (PyErr_CheckSignals() != 0) throw py::error_already_set();
        } catch (py::error_already_set& error) {
            tell(error);
        }
        try {
            object_->attr("rollback")();
        } catch (py::error_already_set& error) {
            tell(error);
        }
        if (interrupted) PyErr_SetInterrupt();
    }

    Kept object_;
    bool committed_ = false;
};

class PythonStorage final : public storage::Storage {
public:
    explicit PythonStorage(py::object object) : object_(keep(std::move(object))) {}

    py::object object() const { return *object_; }

    void prepare(const Schema& schema) override {
        with_python([&] {
            py::list tables;
            for (const Table* table : schema.tables)
                tables.append(described(*table));
            object_->attr("prepare")(make("Schema", schema.version, schema.least_reader,
                                          schema.least_writer, py::tuple(tables)));
        });
    }

    std::unique_ptr<storage::Transaction> begin(Access access, Deadline deadline) override {
        return with_python([&]() -> std::unique_ptr<storage::Transaction> {
            py::object made = object_->attr("begin")(access == Access::write ? "write" : "read",
                                                     seconds(deadline));
            require_instance(made, "Transaction", "Storage.begin");
            return std::make_unique<PythonTransaction>(std::move(made));
        });
    }

    Info info() const override {
        return with_python([&] {
            const py::object answer = object_->attr("info")();
            require_instance(answer, "Info", "Storage.info");
            Info info;
            info.kind = py::str(answer.attr("kind"));
            info.location = py::str(answer.attr("location"));
            info.durable = answer.attr("durable").cast<bool>();
            for (const auto& [name, text] : py::dict(answer.attr("details")))
                info.details.emplace_back(py::str(name), py::str(text));
            info.warnings = texts(answer.attr("warnings"), "Storage.info");
            return info;
        });
    }

    std::vector<std::string> check() override {
        return with_python([&] { return texts(object_->attr("check")(), "Storage.check"); });
    }

private:
    Kept object_;
};

}  // namespace

std::unique_ptr<storage::Storage> python_storage(py::object object) {
    return std::make_unique<PythonStorage>(std::move(object));
}

py::object python_of(storage::Storage& storage) {
    const auto* ours = dynamic_cast<PythonStorage*>(&storage);
    return ours == nullptr ? py::object(py::none()) : ours->object();
}

}  // namespace xueshi::python
