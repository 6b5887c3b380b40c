#include "register.hpp"

#include <xueshi/register_texts.hpp>

#include "convert.hpp"
#include "interruptible.hpp"
#include "outcome.hpp"

namespace xueshi::python {

namespace {

class PythonRegister final : public Register {
public:
    explicit PythonRegister(py::object object) : object_(keep(std::move(object))) {}

    void teachers(std::span<const std::string> codes,
                  std::vector<std::optional<Teacher>>& found) override {
        call([&] {
            const Writer writer{ZoneOffset{}};
            const std::vector<std::string> all(codes.begin(), codes.end());
            const py::object answer = object_->attr("teachers")(writer.write(all));
            Reader("Register.teachers").read(answer.ptr(), found);
            if (found.size() != codes.size()) {
                throw py::value_error("Register.teachers: as many answers as codes");
            }
        });
    }

    std::vector<std::pair<Teacher, Person>> search(const TeacherSearch& search,
                                                   std::string_view after,
                                                   std::size_t limit) override {
        return call([&] {
            const Writer writer{ZoneOffset{}};
            const py::object answer = object_->attr("search")(
                writer.write(search), writer.write(after), writer.write(limit));
            std::vector<std::pair<Teacher, Person>> people;
            for (const py::handle item : answer) {
                const auto pair = py::tuple(py::reinterpret_borrow<py::object>(item));
                if (pair.size() != 2) {
                    throw py::value_error("Register.search: pairs of Teacher and Person");
                }
                Reader reader("Register.search");
                auto& one = people.emplace_back();
                reader.read(py::object(pair[0]).ptr(), one.first);
                reader.read(py::object(pair[1]).ptr(), one.second);
            }
            return people;
        });
    }

    std::optional<Org> org(std::string_view code) override {
        return call([&] {
            std::optional<Org> org;
            const py::object answer = object_->attr("org")(to_python(code));
            Reader("Register.org").read(answer.ptr(), org);
            return org;
        });
    }

    std::vector<Org> children(std::string_view org, std::string_view after,
                              std::size_t limit) override {
        return call([&] {
            std::vector<Org> children;
            const py::object answer =
                object_->attr("children")(to_python(org), to_python(after), limit);
            Reader("Register.children").read(answer.ptr(), children);
            return children;
        });
    }

    std::pair<std::vector<std::string>, std::string> changes(std::string_view mark) override {
        return call([&] {
            const auto answer = py::tuple(object_->attr("changes")(to_python(mark)));
            if (answer.size() != 2) {
                throw py::value_error("Register.changes: the codes and the new mark");
            }
            std::pair<std::vector<std::string>, std::string> changes;
            Reader reader("Register.changes");
            reader.read(py::object(answer[0]).ptr(), changes.first);
            reader.read(py::object(answer[1]).ptr(), changes.second);
            return changes;
        });
    }

private:
    template <class Call>
    static std::invoke_result_t<Call> call(Call&& call) {
        const py::gil_scoped_acquire lock;
        try {
            const HeardSignals own;
            return call();
        } catch (py::error_already_set& thrown) {
            failed(thrown);
        } catch (const Misfit& misfit) {
            throw Error(ErrorCode::register_unavailable, failure + misfit.what());
        } catch (const std::exception& wrong) {  // of another type than asked for
            throw Error(ErrorCode::register_unavailable, failure + wrong.what());
        }
    }

    /// Its own failure is the register's; only an interruption isn't.
    [[noreturn]] static void failed(py::error_already_set& thrown) {
        if (thrown.matches(class_named("Error"))) rethrow(thrown);
        const py::object raised = py::reinterpret_borrow<py::object>(thrown.value());
        if (thrown.trace() && !thrown.trace().is_none())
            raised.attr("__traceback__") = thrown.trace();
        if (!thrown.matches(PyExc_Exception)) {
            const Interruption interruption(keep(raised));
            keep_for_caller(std::make_exception_ptr(interruption));
            throw interruption;
        }
        std::string message = failure + Py_TYPE(raised.ptr())->tp_name;
        const std::string told = shown(raised.ptr());
        if (!told.empty()) message.append(": ").append(told);
        throw CausedError(ErrorCode::register_unavailable, message, keep(raised));
    }

    static inline const std::string failure = "the host's register failed: ";

    Kept object_;
};

}  // namespace

std::shared_ptr<Register> register_from(const py::object& given) {
    if (given.is_none()) return nullptr;
    if (!py::isinstance(given, class_named("Register"))) {
        throw py::type_error(std::string("a register is a xueshi.Register, not ") +
                             Py_TYPE(given.ptr())->tp_name);
    }
    return std::make_shared<PythonRegister>(given);
}

}  // namespace xueshi::python
