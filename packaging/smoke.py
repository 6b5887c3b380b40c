"""Whether an installed wheel works: `python smoke.py SCENARIO`, anywhere but in the source tree."""

import sys

import xueshi

assert "pybind11" not in sys.modules
founder = xueshi.Actor("province_admin", org="32")
with xueshi.Engine.open("memory:", policy="jiangsu", founder=founder) as engine:
    assert engine.policy is not None and engine.policy.name == "jiangsu"
    report = xueshi.run_scenario(sys.argv[1])
    assert report.ok, report
print(xueshi.__version__, xueshi.__file__)
