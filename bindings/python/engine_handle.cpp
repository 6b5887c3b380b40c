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
    return [clock = keep(given)] {
        const py::gil_scoped_acquire lock;
        const py::object now = (*clock)();
        Instant instant;
        Reader("the clock").read(now.ptr(), instant);
        return instant;
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
    return [observer = keep(given)](const Observation& seen) {
        const py::gil_scoped_acquire lock;
        try {
            (*observer)(observation(seen));
        } catch (py::error_already_set& thrown) {
            rethrow(thrown);
        }
    };
}

}  // namespace

EngineHandle EngineHandle::open(const py::object& storage, const PolicyPointer& policy,
                                const py::object& external_register, const py::object& clock,
                                const py::object& observer, const Key& person_key,
                                const py::object& patience) {
    EngineOptions options;
    options.clock = clock_from(clock);
    options.external_register = register_from(external_register);
    options.observer = observer_from(observer);
    options.patience = milliseconds_from(patience, "patience");
    if (person_key) options.person_key = PersonKey{person_key->first, person_key->second};
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
