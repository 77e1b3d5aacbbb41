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


ARABIC = (
    "# ما نجمعه\n\nنجمع اسمك ورقم هاتفك.\n\nنشارك بريدك مع المعلنين.\n\nلا نبيع بياناتك الشخصية.\n"
)
ENGLISH = "# What we collect\n\nWe collect your name.\n\nWe never sell your personal data.\n"


@pytest.fixture
def both(tmp_path: Path) -> tuple[str, str]:
    """Return one policy in two files, one a language."""
    paths = tmp_path / "privacy.ar.md", tmp_path / "privacy.en.md"
    for path, text in zip(paths, (ARABIC, ENGLISH), strict=True):
        path.write_text(text, encoding="utf-8")
    return str(paths[0]), str(paths[1])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ar", ("تناقضات", "لا تذكر مدة", "لا تقوله إلا العربية", "في العربية وحدها")),
        ("en", ("Contradictions", "Gives no period", "Only the Arabic says", "only in Arabic")),
    ],
)
def test_contradictions_gaps_and_languages_are_said_after_the_outline(
    both: tuple[str, str], language: str, said: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """In the language of who reads, with the sentences of the policy."""
    assert run(["--lang", language, "read", *both]) == Exit.OK
    out = capsys.readouterr().out
    assert all(words in out for words in said)
    assert out.count("نشارك بريدك مع المعلنين.") == 3


def test_a_review_for_programs_names_passages_by_their_places(
    both: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Contradictions, gaps and the two languages beside the passages."""
    assert run(["read", *both, "--format", "review"]) == Exit.OK
    review = json.loads(capsys.readouterr().out)
    texts = [row["text"] for row in review["passages"]]
    found = {each["code"]: [texts[n] for n in each["passages"]] for each in review["findings"]}
    assert found["sold_and_never_sold"] == ["نشارك بريدك مع المعلنين.", "لا نبيع بياناتك الشخصية."]
    assert found["no_period"] == []
    pairs = {(*each["ar"], *each["en"]) for each in review["correspondence"]}
    assert (texts.index("لا نبيع بياناتك الشخصية."), len(texts) - 1) in pairs
    assert {"slot": "data", "ar": ["phone"], "en": []} in [
        it for each in review["correspondence"] for it in each["differences"]
    ]
    names = {row["text"]: row["promise"] for row in review["passages"]}
    assert names["لا نبيع بياناتك الشخصية."] == names["We never sell your personal data."] == "P3"


def test_what_refers_back_is_said_with_what_it_stands_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """For people in words, for programs as terms and places."""
    path = tmp_path / "p.md"
    path.write_text("We collect your name. We use this data for marketing.", encoding="utf-8")
    run(["read", str(path)])
    assert "stands for: name" in capsys.readouterr().out
    run(["read", str(path), "--format", "json"])
    assert [row["refers"] for row in json.loads(capsys.readouterr().out)] == [
        None,
        {"data": ["name"], "purposes": [], "passages": [0]},
    ]


def test_a_folder_holds_all_that_the_next_commands_need(
    both: tuple[str, str], tmp_path: Path
) -> None:
    """The policy and its texts; what is there is not written over."""
    folder = tmp_path / "new" / "policy"
    assert run(["read", *both, "--write-folder", str(folder)]) == Exit.OK
    assert {path.name for path in folder.iterdir()} == {
        "policy.yaml", "privacy.ar.md", "privacy.en.md",
    }  # fmt: skip
    assert run(["plan", str(folder / "policy.yaml")]) == Exit.OK
    assert run(["check", str(folder / "policy.yaml"), "--law", "qatar"]) in (Exit.OK, Exit.FAILED)
    assert run(["read", *both, "--write-folder", str(folder)]) != Exit.OK


@pytest.mark.parametrize("more", [("--format", "json"), ("--output", "elsewhere.json")])
@pytest.mark.parametrize("told", [("en", "not both"), ("ar", "لا يُجمع")])
def test_a_folder_is_not_written_beside_another_form(
    file: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, str], told: tuple[str, str]
) -> None:
    """What would have no effect is refused, and nothing is written."""
    folder, (language, said) = file.parent / "new", told
    command = ["--lang", language, "read", str(file), "--write-folder", str(folder), *more]
    assert run(command) == Exit.USAGE
    assert said in capsys.readouterr().err
    assert not folder.exists()


def test_a_policy_without_its_texts_says_what_to_do(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command that writes both is named."""
    assert run(["read", str(file), "--format", "yaml"]) == Exit.OK
    path = tmp_path / "alone" / "policy.yaml"
    path.parent.mkdir()
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    assert run(["check", str(path), "--law", "qatar"]) != Exit.OK
    assert "--write-folder" in capsys.readouterr().err


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
