#pragma once
/// The reference pages, as Markdown. Equal libraries write equal pages.

#include <string>
#include <string_view>

namespace xueshi::tools {

std::string commands_page();
std::string queries_page();
std::string refusals_page();
std::string rules_page();

/// Text for a table's cell.
std::string cell(std::string_view text);
/// The address of a heading, as Markdown's viewers make it: small letters, blanks as hyphens.
std::string anchor(std::string_view heading);
/// What stands at the top of each page.
std::string page_head(std::string_view title, std::string_view about);

}  // namespace xueshi::tools
