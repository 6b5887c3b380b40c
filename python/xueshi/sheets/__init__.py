"""Spreadsheets: templates, imports through the same door, exports; .xlsx and .csv.

.xlsx needs `pip install xueshi[excel]`, CSV nothing. What a file is follows from its suffix.

report = sheets.import_sheet(engine, actor, "teachers", "teachers.xlsx", marked="faults.xlsx")
print(report)
"""

from xueshi.sheets.errors import HostileFile, Interrupted, MissingExtra, SheetInvalid
from xueshi.sheets.exporting import export_sheet, exports
from xueshi.sheets.importing import import_sheet
from xueshi.sheets.kinds import kinds
from xueshi.sheets.report import Fault, ImportReport
from xueshi.sheets.templates import write_template

__all__ = [
    "Fault",
    "HostileFile",
    "ImportReport",
    "Interrupted",
    "MissingExtra",
    "SheetInvalid",
    "export_sheet",
    "exports",
    "import_sheet",
    "kinds",
    "write_template",
]
