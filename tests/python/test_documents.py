"""What the documents show works."""

import re
from pathlib import Path

import pytest

from conftest import ROOT


@pytest.mark.parametrize(
    "page", ["README.md", "README.zh-CN.md", "docs/python.md", "docs/spreadsheets.md"]
)
def test_the_first_program_of_a_page_runs(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    found = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert found is not None
    monkeypatch.chdir(tmp_path)
    exec(compile(found.group(1), page, "exec"), {})
    assert capsys.readouterr().out
