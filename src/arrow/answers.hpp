#pragma once
/// A query's answers as one table, however many pages they come in.

#include <set>

#include <xueshi/outcome.hpp>
#include <xueshi/query_texts.hpp>

#include "rows.hpp"

namespace xueshi::arrow {

template <class T>
inline constexpr bool is_rows = false;
template <codec::Described Row>
inline constexpr bool is_rows<std::vector<Row>> = true;

/// The field of an answer that holds its rows: the first list of structs.
template <class Answer>
struct RowsOf {
    template <class Member>
    using type = std::decay_t<decltype(std::declval<Answer&>().*Member::pointer)>;
    template <class Member>
    using holds_rows = boost::mp11::mp_bool<is_rows<type<Member>>>;
    using members = codec::members_of<Answer>;
    using member = boost::mp11::mp_at<members, boost::mp11::mp_find_if<members, holds_rows>>;
    static constexpr auto pointer = member::pointer;
    using Row = typename type<member>::value_type;
};

/// Whether its answers come in pages, each of which tells where the next begins.
template <class Q>
inline constexpr bool has_pages = requires(Q query, typename Q::Answer answer) {
    query.limit;
    query.after = answer.next;
};

template <class T>
inline constexpr bool is_words = false;
template <codec::Enumerated E>
inline constexpr bool is_words<std::vector<E>> = true;

/// What the query asks for in a list of words of that name, so that the columns don't depend on
/// what is found.
template <class Q>
std::vector<std::string> keys_asked(const Q& query, std::string_view name) {
    std::vector<std::string> keys;
    codec::for_each_field<Q>([&](auto pointer, const Field& field) {
        using V = std::decay_t<decltype(std::declval<Q&>().*pointer)>;
        if constexpr (is_words<V>) {
            if (field.name != name) return;
            for (const auto word : query.*pointer)
                keys.emplace_back(enum_name(word));
        }
    });
    return keys;
}

/// Of each map in a row: the keys that are asked for, or else those that occur.
template <class Q, class Row>
Keys keys_of(const Q& query, const std::vector<Row>& rows) {
    Keys keys;
    codec::for_each_field<Row>([&](auto pointer, const Field& field) {
        if constexpr (codec::is_map<std::decay_t<decltype(std::declval<Row&>().*pointer)>>) {
            std::vector<std::string>& named = keys[std::string(field.name)];
            named = keys_asked(query, field.name);
            if (!named.empty()) return;
            std::set<std::string> seen;
            for (const Row& row : rows)
                for (const auto& [key, value] : row.*pointer)
                    seen.insert(key);
            named.assign(seen.begin(), seen.end());
        }
    });
    return keys;
}

/// `ask(query)` gives the outcome of one page, `zone()` the zone of instants, after the first one.
/// The first refusal ends it.
template <class Q, class Ask, class Zone>
Outcome<std::shared_ptr<const Table>> table_of_all(Q query, Ask&& ask, Zone&& zone,
                                                   std::int64_t batch_rows = usual_batch) {
    using Rows = RowsOf<typename Q::Answer>;
    std::optional<RowTable<typename Rows::Row>> table;
    if constexpr (has_pages<Q>) query.limit = shared_fields::limit.most;
    for (;;) {
        Outcome<typename Q::Answer> page = ask(query);
        if (!page.ok()) return {{}, std::move(page.refusals)};
        const auto& rows = (*page.result).*Rows::pointer;
        if (!table) table.emplace(zone(), keys_of(query, rows), batch_rows);
        table->append(rows);
        if constexpr (has_pages<Q>) {
            query.after = page.result->next;
            if (query.after) continue;
        }
        return {table->finish(), {}};
    }
}

}  // namespace xueshi::arrow
