"""``amana read`` as a person and as a program call it."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from amana.cli.app import run
from amana.cli.exits import Exit
from amana.domain.policy.parse import parse

POLICY = "# الخصوصية\n\nنجمع اسمك وهاتفك.\n\n# Privacy\n\nWe never sell your data.\n"
KEYS = {"text", "start", "end", "lang", "heading", "kinds", "slots", "confidence"}
SLOTS = {"data", "purposes", "recipients", "source", "period", "condition", "negated"}
SLOTS |= {"who", "channel"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a small policy in both languages."""
    path = tmp_path / "shop.md"
    path.write_text(POLICY, encoding="utf-8")
    return path


def test_json_is_a_list_of_objects_with_the_agreed_keys(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Programs find text, place, language, kinds and slots of each passage."""
    assert run(["read", str(file), "--format", "json"]) == Exit.OK
    rows = json.loads(capsys.readouterr().out)
    assert [row["kinds"][0] for row in rows] == ["heading", "collect", "heading", "never"]
    for row in rows:
        assert set(row) >= KEYS
        assert set(row["slots"]) == SLOTS
        assert POLICY[row["start"] : row["end"]] == row["text"]


@pytest.mark.parametrize(("language", "word"), [("ar", "ما نجمعه"), ("en", "Collects")])
def test_text_is_an_outline_in_the_readers_language(
    file: Path, language: str, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The kinds are named as the reader calls them, with a count at the end."""
    assert run(["read", str(file), "--lang", language]) == Exit.OK
    assert word in capsys.readouterr().out


def test_the_text_of_a_page_stands_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """For a page, offsets count in the extracted text, so that text is printed."""
    page = tmp_path / "p.html"
    page.write_text("<h1>Privacy</h1><p>We never   sell data.</p>", encoding="utf-8")
    run(["read", str(page)])
    assert capsys.readouterr().out.startswith("Privacy\n\nWe never sell data.\n")


def test_yaml_is_written_with_its_texts(file: Path, tmp_path: Path) -> None:
    """The draft and the texts that it names can be taken as they are."""
    out = tmp_path / "out" / "policy.yaml"
    out.parent.mkdir()
    assert run(["read", str(file), "--format", "yaml", "--output", str(out)]) == Exit.OK
    texts = {"ar": out.with_name("privacy.ar.md"), "en": out.with_name("privacy.en.md")}
    held = {language: path.read_text(encoding="utf-8") for language, path in texts.items()}
    assert len(parse(out.read_text(encoding="utf-8"), texts=held).promises) == 2  # type: ignore[arg-type] # keys are the two languages


def test_standard_input_is_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A dash stands for what is piped in."""
    piped = io.TextIOWrapper(io.BytesIO("لا نبيع بياناتك.".encode("cp1256")))
    monkeypatch.setattr("sys.stdin", piped)
    assert run(["read", "-", "--format", "json"]) == Exit.OK
    assert json.loads(capsys.readouterr().out)[0]["kinds"] == ["never"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_file_of_50_megabytes_is_refused_unread(
    tmp_path: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its size is enough to refuse it; the message names the limit."""
    path = tmp_path / "large.txt"
    with path.open("wb") as sink:
        os.truncate(sink.fileno(), 50_000_000)
    assert run(["read", str(path), "--lang", language]) == Exit.MALFORMED
    assert "10" in capsys.readouterr().err


@pytest.mark.parametrize("data", [b"", b"  \n", b"%PDF-1.4", b"a\x00b", b"\xd8\xa7" * 50 + b"\xff"])
def test_what_cannot_be_read_is_said_in_both_languages(
    data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each fault has its message, and the exit code of a malformed input."""
    path = tmp_path / "f"
    path.write_bytes(data)
    said = set()
    for language in ("ar", "en"):
        assert run(["read", str(path), "--lang", language]) == Exit.MALFORMED
        said.add(capsys.readouterr().err)
    assert len(said) == 2


def test_a_file_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message names the file as it was given."""
    assert run(["read", str(tmp_path / "none.txt"), "--lang", "en"]) == Exit.MALFORMED
    assert "none.txt" in capsys.readouterr().err


def test_a_result_that_cannot_be_written_is_said(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that is not there is the caller's to make."""
    out = tmp_path / "none" / "policy.yaml"
    done = run(["read", str(file), "--format", "yaml", "--output", str(out), "--lang", "en"])
    assert done == Exit.MALFORMED
    assert "policy.yaml" in capsys.readouterr().err


def test_overrides_are_reported_apart_from_the_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The warning goes to the person, the result stays clean."""
    path = tmp_path / "f.txt"
    path.write_text("We never \u202esell\u202c data.", encoding="utf-8")
    assert run(["read", str(path), "--lang", "en", "--format", "json"]) == Exit.OK
    captured = capsys.readouterr()
    assert "Warning" in captured.err
    assert json.loads(captured.out)


def test_reading_needs_nothing_of_the_server() -> None:
    """The command works where only the reading extra is installed."""
    code = (
        "import sys; from amana.cli import read; "
        "print([m for m in ('fastapi', 'psycopg', 'babel', 'pydantic', 'jinja2', 'uvicorn', "
        "'cryptography') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
