"""How large a file may be. Beyond these it is refused, with the limit told."""

from typing import Final

FILE_BYTES: Final = 64 << 20
"""of the file itself"""
PARTS: Final = 512
"""files within a workbook; Excel writes about a dozen, and one for each picture"""
UNPACKED_BYTES: Final = 256 << 20
"""of all parts together, as the workbook's own list tells them"""
RATIO: Final = 200
"""how far a part of more than a MiB may have been compressed; sheets reach 10 to 40"""
PLAIN_PART_BYTES: Final = 8 << 20
"""of a part that is neither a sheet nor the texts' table"""
ROWS: Final = 200_000
"""down to which row there may be content"""
COLUMNS: Final = 64
CELLS: Final = 4_000_000
"""of the rectangle that contains all content: so much is held in memory"""
TEXT_BYTES: Final = 256 << 20
"""of all cells' texts, each counted as often as it stands in the sheet"""
FORMULAS: Final = 10_000
"""so many are told cell by cell"""
