#include "interruptible.hpp"

#include <chrono>
#include <pybind11/pybind11.h>
#include <utility>

namespace xueshi::python {

namespace py = pybind11;

namespace {

using storage::Deadline;
using storage::Guard;
using storage::Table;

constexpr std::chrono::milliseconds between_looks{50};
unsigned long main_thread = 0;  // as PyThread_get_thread_ident() counts, which needs no lock

class Lookout {
public:
    void look() {
        if (ended_) return;
        hear_signals();
        last_ = Deadline::clock::now();
    }
    void look_sometimes() {
        if (Deadline::clock::now() - last_ > between_looks) look();
    }

    void end() noexcept { ended_ = true; }

private:
    Deadline last_{};
    bool ended_ = false;
};

class InterruptibleTransaction final : public storage::Transaction {
public:
    explicit InterruptibleTransaction(std::unique_ptr<Transaction> inner)
        : inner_(std::move(inner)) {
        lookout_.look();
    }

    void get(const Table& table, std::span<const std::string> keys, Guard guard,
             std::vector<std::string>& rows) override {
        lookout_.look_sometimes();
        inner_->get(table, keys, guard, rows);
    }
    void scan(const Table& table, std::size_t index, std::string_view prefix,
              std::string_view after, std::size_t limit, std::vector<std::string>& rows) override {
        lookout_.look_sometimes();
        inner_->scan(table, index, prefix, after, limit, rows);
    }
    void append(const Table& table, std::span<const std::string> rows) override {
        inner_->append(table, rows);
    }
    void put(const Table& table, std::span<const std::string> rows) override {
        inner_->put(table, rows);
    }
    void erase(const Table& table, std::span<const std::string> keys) override {
        inner_->erase(table, keys);
    }
    bool add(const Table& table, const storage::BoundedAdd& change) override {
        return inner_->add(table, change);
    }
    void commit() override {
        lookout_.look();
        inner_->commit();
    }
    bool listens() const noexcept override { return inner_->listens(); }
    /// From here on commands of other threads may be in it, which a signal to this one doesn't
    /// concern.
    void wait_at_most(std::chrono::milliseconds most) override {
        lookout_.end();
        inner_->wait_at_most(most);
    }
    void expect(const Table& table, std::span<const std::string> keys, Guard guard) override {
        inner_->expect(table, keys, guard);
    }
    void add_or_conflict(const Table& table, const storage::BoundedAdd& change) override {
        inner_->add_or_conflict(table, change);
    }

private:
    std::unique_ptr<Transaction> inner_;
    Lookout lookout_;
};

class Interruptible final : public storage::Storage {
public:
    explicit Interruptible(std::shared_ptr<Storage> inner) : inner_(std::move(inner)) {}

    void prepare(const storage::Schema& schema) override { inner_->prepare(schema); }
    std::unique_ptr<storage::Transaction> begin(storage::Access access,
                                                Deadline deadline) override {
        return std::make_unique<InterruptibleTransaction>(inner_->begin(access, deadline));
    }
    std::unique_ptr<storage::Transaction> begin_older(Deadline deadline) override {
        return std::make_unique<InterruptibleTransaction>(inner_->begin_older(deadline));
    }
    storage::Info info() const override { return inner_->info(); }
    std::vector<std::string> check() override { return inner_->check(); }

private:
    std::shared_ptr<Storage> inner_;
};

}  // namespace

std::shared_ptr<storage::Storage> interruptible(std::shared_ptr<storage::Storage> storage) {
    return std::make_shared<Interruptible>(std::move(storage));
}

namespace {

thread_local HeardSignals* keeper = nullptr;

}  // namespace

void hear_signals() {
    if (PyThread_get_thread_ident() != main_thread) return;
    const py::gil_scoped_acquire lock;
    if (PyErr_CheckSignals() == 0) return;
    const py::error_already_set raised;
    keep_for_caller(std::make_exception_ptr(raised));
    throw raised;
}

void keep_for_caller(std::exception_ptr interruption) noexcept {
    if (keeper != nullptr) keeper->heard_ = std::move(interruption);
}

HeardSignals::HeardSignals() : outer_(std::exchange(keeper, this)) {}
HeardSignals::~HeardSignals() { keeper = outer_; }

void HeardSignals::rethrow() const {
    if (heard_) std::rethrow_exception(heard_);
}

void note_main_thread() {
    main_thread =
        py::module_::import("threading").attr("main_thread")().attr("ident").cast<unsigned long>();
}

}  // namespace xueshi::python
