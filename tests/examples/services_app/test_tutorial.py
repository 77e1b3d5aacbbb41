"""The tutorial's code runs as it stands, against the running platform."""

import re
from pathlib import Path

import pytest

from amana.sdk import Amana

PAGE = Path(__file__).parents[3] / "docs" / "tutorial" / "protect-a-service.md"
BLOCK = re.compile(r"^( *)```python\n(.*?)^ *```", re.DOTALL | re.MULTILINE)


def test_the_tutorial_s_code_runs_as_it_stands(
    key_file: Path,
    amana_url: str,
    amana: Amana,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It permits the first question, refuses the offer, and shows both in the history."""
    text = PAGE.read_text(encoding="utf-8")
    blocks = [block.replace("\n" + indent, "\n").lstrip() for indent, block in BLOCK.findall(text)]
    code = "\n".join(blocks).replace("http://127.0.0.1:8470", amana_url)
    monkeypatch.setenv("AMANA_KEY_FILE", str(key_file))
    names: dict[str, object] = {}
    exec(compile(code, str(PAGE), "exec"), names)  # noqa: S102 - the page's own code
    printed = capsys.readouterr().out
    opened = names["amana"]
    assert isinstance(opened, Amana)
    opened.close()
    assert "sent" not in printed.splitlines()
    assert "message refused" in printed
    assert [act.outcome for act in amana.history("person-17")].count("done") == 2
