#pragma once
/// The words of xueshi-tool: each takes what follows it and gives the program's exit status.

#include <span>
#include <string_view>

namespace xueshi::tools {

using Arguments = std::span<const std::string_view>;

inline constexpr int success = 0;
inline constexpr int failure = 1;
inline constexpr int misused = 2;  ///< arguments that the word doesn't know

/// demo [--teachers N] [--seed N] [--storage URL] [--json]: plays a project year of Jiangsu.
int demo(Arguments arguments);
/// scenario FILE… [--storage URL]: a line for each file, with its first difference.
int scenario(Arguments arguments);
/// migrate FROM TO [--json]: moves a storage to another, or goes on with it, and examines the copy.
int migrate(Arguments arguments);
/// backup FILE COPY: copies an SQLite storage that is in use.
int backup(Arguments arguments);
/// reference DIRECTORY: writes the Markdown pages of commands, queries, refusals and rules.
int reference(Arguments arguments);

}  // namespace xueshi::tools
