#pragma once
/// Described structs from Python and to Python. One set of templates for commands, queries,
/// answers, the actor and the facts of the pure rules; they correspond to codec::Reader and
/// codec::Writer.
///
/// A value of the wrong Python type is the programmer's mistake: TypeError. A value that is of the
/// right type but not as described (a word that is none, a date out of range) may come from a
/// user's form: `Misfit`, of which the engine's functions make the refusal that JSON gets for it
/// (REQ-1).

#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include "codec/shape.hpp"
#include "record.hpp"
#include "values.hpp"
#include "values/enums.hpp"
#include "values/suggest.hpp"

namespace xueshi::python {

class Misfit : public std::invalid_argument {
public:
    explicit Misfit(codec::ShapeFault what_fault)
        : std::invalid_argument(what_fault.pointer + ": expected " + what_fault.expected +
                                ", not " + what_fault.found),
          fault(std::move(what_fault)) {}

    codec::ShapeFault fault;
};

class Reader {
public:
    /// `of`: what is read, for messages: "enroll".
    explicit Reader(std::string_view of, std::string place = {})
        : of_(of), pointer_(std::move(place)) {}

    void read(PyObject* from, bool& to);
    void read(PyObject* from, std::int64_t& to);
    void read(PyObject* from, std::size_t& to);
    void read(PyObject* from, std::string& to);
    void read(PyObject* from, std::string_view& to);  ///< lives as long as `from`
    void read(PyObject* from, Hours& to);
    void read(PyObject* from, Date& to);
    void read(PyObject* from, Instant& to);

    template <codec::Enumerated E>
    void read(PyObject* from, E& to) {
        std::string_view text;
        read(from, text);
        if (const auto value = enum_of<E>(text)) {
            to = *value;
        } else {
            misfit("one of " + enum_list<E>(), codec::shown_text(text));
        }
    }
    template <class T>
    void read(PyObject* from, std::optional<T>& to) {
        if (from == Py_None) {
            to.reset();
        } else {
            read(from, to.emplace());
        }
    }
    template <class T>
    void read(PyObject* from, std::vector<T>& to) {
        const py::object items = sequence(from);
        const auto size = static_cast<std::size_t>(PySequence_Fast_GET_SIZE(items.ptr()));
        PyObject** item = PySequence_Fast_ITEMS(items.ptr());
        to.resize(size);
        for (std::size_t i = 0; i < size; ++i) {
            if constexpr (std::is_same_v<T, std::string>) {  // the hot case, without a path object
                if (read_text(item[i], to[i])) continue;
            }
            const Path path(*this, std::to_string(i));
            read(item[i], to[i]);
        }
    }
    template <class V>
    void read(PyObject* from, std::map<std::string, V>& to) {
        py::dict items;  // a copy, so that nobody changes it meanwhile
        items.attr("update")(mapping(from, "a mapping"));
        for (const auto& [key, value] : items) {
            std::string name;
            read(key.ptr(), name);
            const Path path(*this, name);
            read(value.ptr(), to[name]);
        }
    }
    /// An instance of the struct's class, or a mapping with the protocol's names.
    template <codec::Described T>
    void read(PyObject* from, T& to) {
        if (Record<T>::is(from)) {
            read_members(to, [&](std::size_t i) { return Record<T>::get(from, i); });
        } else {
            read_mapping(mapping(from, Record<T>::made()->tp_name), to);
        }
    }
    /// An object that the facts of a rule point to; it lives as long as the reader.
    template <codec::Described T>
    void read(PyObject* from, const T*& to) {
        to = nullptr;
        if (from == Py_None) return;
        auto held = std::make_shared<T>();
        read(from, *held);
        to = held.get();
        held_.push_back(std::move(held));
    }
    /// The fields in their order, as the functions made from the vocabulary give them.
    template <codec::Described T>
    void read_fields(PyObject* tuple, T& to) {
        if (static_cast<std::size_t>(PyTuple_GET_SIZE(tuple)) != Record<T>::size) {
            throw py::index_error("as many values as fields");
        }
        read_members(to, [&](std::size_t i) {
            return py::reinterpret_borrow<py::object>(
                PyTuple_GET_ITEM(tuple, static_cast<Py_ssize_t>(i)));
        });
    }

    /// TypeError: "enroll: /teachers must be a list, not str".
    [[noreturn]] void wrong_type(std::string_view expected, PyObject* found) const;

private:
    class Path {
    public:
        Path(Reader& reader, std::string_view key)
            : reader_(reader), length_(reader.pointer_.size()) {
            codec::append_pointer(reader.pointer_, key);
        }
        ~Path() { reader_.pointer_.resize(length_); }
        Path(const Path&) = delete;
        Path& operator=(const Path&) = delete;

    private:
        Reader& reader_;
        std::size_t length_;
    };

    template <class T, class Get>
    void read_members(T& to, Get&& get) {
        std::size_t position = 0;
        codec::for_each_field<T>([&](auto pointer, const Field& field) {
            const Path path(*this, field.name);
            const py::object value = get(position++);
            read(value.ptr(), to.*pointer);
        });
    }
    template <class T>
    void read_mapping(const py::dict& from, T& to) {
        for (const auto& [key, value] : from) {
            std::string name;
            read(key.ptr(), name);
            bool known = false;
            codec::for_each_field<T>(
                [&](auto, const Field& field) { known |= field.name == name; });
            if (known) continue;
            const Path path(*this, name);
            const auto names = codec::names_of<T>();
            misfit(codec::expected_keys(names) + did_you_mean(name, names), shown(value.ptr()));
        }
        codec::for_each_field<T>([&](auto pointer, const Field& field) {
            using V = std::decay_t<decltype(to.*pointer)>;
            const Path path(*this, field.name);
            const py::object name = to_python(field.name);
            const auto value =
                py::reinterpret_borrow<py::object>(PyDict_GetItemWithError(from.ptr(), name.ptr()));
            if (value) return read(value.ptr(), to.*pointer);
            if (PyErr_Occurred() != nullptr) throw py::error_already_set();
            constexpr bool open = codec::is_optional<V> || std::is_same_v<V, bool> ||
                                  codec::is_map<V> || std::is_pointer_v<V>;
            if (open || field.defaulted || (codec::is_vector<V> && field.least <= 0)) return;
            misfit(std::string(field.meaning), "nothing");
        });
    }

    /// False where it is no text at all or one that can't be UTF-8.
    static bool read_text(PyObject* from, std::string& to);
    py::object sequence(PyObject* from);
    py::dict mapping(PyObject* from, std::string_view expected);
    [[noreturn]] void misfit(std::string expected, std::string found, std::size_t limit = 0);

    std::string_view of_;
    std::string pointer_;
    std::vector<std::shared_ptr<void>> held_;
};

/// Gives instants in the zone of the policy.
class Writer {
public:
    explicit Writer(ZoneOffset zone) : zone_(zone) {}

    py::object write(bool value) const { return py::bool_(value); }
    py::object write(std::int64_t value) const { return py::int_(value); }
    py::object write(std::size_t value) const { return py::int_(value); }
    py::object write(const std::string& value) const { return to_python(std::string_view(value)); }
    py::object write(std::string_view value) const { return to_python(value); }
    py::object write(Hours value) const { return to_python(value); }
    py::object write(Date value) const { return to_python(value); }
    py::object write(Instant value) const { return to_python(value, zone_); }
    py::object write(const Interval& value) const {
        return py::make_tuple(write(value.from), write(value.to));
    }

    template <codec::Enumerated E>
    py::object write(E value) const {
        static const auto* names = [] {
            auto* made = new std::vector<py::object>();
            for (const auto name : enum_names<E>())
                made->push_back(to_python(name));
            return made;
        }();
        for (std::size_t i = 0; i < names->size(); ++i) {
            if (enum_values<E>()[i] == value) return (*names)[i];
        }
        throw py::value_error("a value without a name");
    }
    template <class T>
    py::object write(const std::optional<T>& value) const {
        return value ? write(*value) : py::none();
    }
    template <class T>
    py::object write(const std::vector<T>& values) const {
        py::tuple items(values.size());
        for (std::size_t i = 0; i < values.size(); ++i) {
            const T& value = values[i];
            PyTuple_SET_ITEM(items.ptr(), static_cast<Py_ssize_t>(i), write(value).release().ptr());
        }
        return items;
    }
    template <class V>
    py::object write(const std::map<std::string, V>& values) const {
        py::dict items;
        for (const auto& [key, value] : values)
            items[write(key)] = write(value);
        return items;
    }
    template <codec::Described T>
    py::object write(const T& value) const {
        PyTypeObject* type = Record<T>::made();
        PyObject* made = type->tp_alloc(type, 0);
        if (made == nullptr) throw py::error_already_set();
        auto self = py::reinterpret_steal<py::object>(made);
        std::size_t position = 0;
        codec::for_each_field<T>([&](auto pointer, const Field&) {
            Record<T>::set(made, position++, write(value.*pointer));
        });
        return self;
    }

private:
    ZoneOffset zone_;
};

}  // namespace xueshi::python
