#include "engine_handle.hpp"

#include <xueshi/query_texts.hpp>

#include "convert.hpp"
#include "interruptible.hpp"
#include "options.hpp"
#include "outcome.hpp"
#include "register.hpp"
#include "storage.hpp"

namespace xueshi::python {

namespace {

Clock clock_from(const py::object& given) {
    if (given.is_none()) return system_now;
    return [clock = keep_function(given, "clock")] {
        const py::gil_scoped_acquire lock;
        try {
            const HeardSignals own;
            Instant instant;
            Reader("the clock").read((*clock)().ptr(), instant);
            return instant;
        } catch (py::error_already_set& thrown) {
            rethrow_as_it_is(thrown);
        }
    };
}

std::string_view kind_name(Observation::Kind kind) {
    static constexpr std::string_view names[] = {"command", "explanation", "query"};
    return names[static_cast<std::size_t>(kind)];
}

py::object observation(const Observation& seen) {
    const Writer writer{ZoneOffset{}};
    const py::object receipt = seen.receipt == nullptr ? py::none() : writer.write(*seen.receipt);
    const py::object error =
        seen.error ? writer.write(error_name(*seen.error)) : py::object(py::none());
    const py::object actor = seen.actor == nullptr ? py::none() : writer.write(*seen.actor);
    const py::object request_id =
        seen.request_id.empty() ? py::object(py::none()) : writer.write(seen.request_id);
    return make("Observation", writer.write(kind_name(seen.kind)), writer.write(seen.name), actor,
                request_id, to_python(seen.refusals), receipt, error, writer.write(seen.teachers),
                seen.attempts, std::chrono::duration<double>(seen.took).count());
}

Observer observer_from(const py::object& given) {
    if (given.is_none()) return {};
    return [observer = keep_function(given, "observer")](const Observation& seen) {
        const py::gil_scoped_acquire lock;
        try {
            const HeardSignals own;
            (*observer)(observation(seen));
        } catch (py::error_already_set& thrown) {
            if (seen.kind == Observation::Kind::query) rethrow(thrown);
            // The command is done, and gives its receipt: what went wrong is told, not raised.
            if (thrown.matches(PyExc_KeyboardInterrupt)) return PyErr_SetInterrupt();
            thrown.discard_as_unraisable("the observer of an engine");
        }
    };
}

/// Never shows what was given: it is a secret.
std::optional<PersonKey> person_key_from(const py::object& given) {
    if (given.is_none()) return std::nullopt;
    constexpr const char* wrong = "person_key must be an id (str) and a secret (str or bytes)";
    if (!py::isinstance<py::tuple>(given) && !py::isinstance<py::list>(given)) {
        throw py::type_error(wrong);
    }
    const auto pair = py::tuple(given);
    if (pair.size() != 2 || !py::isinstance<py::str>(pair[0]) ||
        !(py::isinstance<py::str>(pair[1]) || py::isinstance<py::bytes>(pair[1]))) {
        throw py::type_error(wrong);
    }
    return PersonKey{pair[0].cast<std::string>(), pair[1].cast<std::string>()};
}

}  // namespace

EngineHandle EngineHandle::open(const py::object& storage, const PolicyPointer& policy,
                                const py::object& external_register, const py::object& clock,
                                const py::object& observer, const py::object& person_key,
                                const py::object& patience) {
    EngineOptions options;
    options.clock = clock_from(clock);
    options.external_register = register_from(external_register);
    options.observer = observer_from(observer);
    options.patience = milliseconds_from(patience, "patience");
    options.person_key = person_key_from(person_key);
    auto opened = interruptible(storage_from(storage));
    EngineHandle handle;
    handle.engine_ = unlocked(
        [&] { return std::make_shared<Engine>(std::move(opened), std::move(options), policy); });
    return handle;
}

std::shared_ptr<Engine> EngineHandle::engine() const {
    if (engine_ == nullptr) throw Error(ErrorCode::argument_invalid, "the engine is closed");
    return engine_;
}

void EngineHandle::close() {
    auto last = std::move(engine_);
    engine_.reset();
    unlocked([&] { last.reset(); });
}

}  // namespace xueshi::python
