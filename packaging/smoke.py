"""Whether an installed wheel works: `python smoke.py SCENARIO`, anywhere but in the source tree."""

import sys
import tempfile
from pathlib import Path

import xueshi

assert "pybind11" not in sys.modules
founder = xueshi.Actor("province_admin", org="32")
with (
    tempfile.TemporaryDirectory() as folder,
    xueshi.Engine.open("memory:", policy="jiangsu", founder=founder) as engine,
):
    assert engine.policy is not None and engine.policy.name == "jiangsu"
    report = xueshi.run_scenario(sys.argv[1])
    assert report.ok, report
    # Sheets of texts need nothing; workbooks name the extra that they need.
    assert not {"python_calamine", "xlsxwriter"} & set(sys.modules)
    from xueshi import sheets

    plain, workbook = Path(folder, "orgs.csv"), Path(folder, "orgs.xlsx")
    sheets.write_template("orgs", plain)
    sheets.import_sheet(engine, founder, "orgs", plain)
    workbook.write_bytes(b"PK\3\4")
    for work in (
        lambda: sheets.write_template("orgs", workbook),
        lambda: sheets.import_sheet(engine, founder, "orgs", workbook),
    ):
        try:
            work()
        except sheets.MissingExtra as error:
            assert "pip install 'xueshi[excel]'" in str(error) and ".xlsx" in str(error)
        else:
            raise AssertionError("nothing was missing")
print(xueshi.__version__, xueshi.__file__)
