"""The program as a whole: its languages, its exit codes, and what it never says."""

import subprocess
import sys
from importlib import metadata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.cli.app import choose_language, command, installed_commands, run
from amana.cli.exits import Exit
from amana.cli.help import speak
from amana.domain.words import ARABIC, ENGLISH, LANGUAGES, Language
from amana.wording.catalogue import catalogue

HELP_FLAG = "help"


def _amana(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a terminal does."""
    return subprocess.run(
        [sys.executable, "-m", "amana", *arguments], capture_output=True, text=True, check=False
    )


def _without(package: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program as if the package were not installed."""
    hide = (
        f"import sys; sys.modules[{package!r}] = None; sys.argv[1:] = {list(arguments)!r}; "
        "import amana.__main__ as program; program.main()"
    )
    return subprocess.run([sys.executable, "-c", hide], capture_output=True, text=True, check=False)


def test_the_version_is_that_of_the_package() -> None:
    """``--version`` says which release runs."""
    ran = _amana("--version")
    assert ran.stdout.strip() == f"amana {metadata.version('amana')}"
    assert ran.returncode == Exit.OK


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_speaks_the_language_that_is_asked_for(
    language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    """The program's own help is in Arabic or English, fixed words and all."""
    assert run(["--lang", language, "--help"]) == Exit.OK
    shown = capsys.readouterr().out
    assert catalogue(language).single["help.fixed.usage"] in shown
    assert catalogue(language).single["help.amana.version"] in shown


@pytest.mark.parametrize("name", installed_commands())
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_command_has_help_with_examples(name: str, language: Language) -> None:
    """What a command does, each argument and option, and lines to copy."""
    words = catalogue(language).single
    found = command(name)
    speak(found, name, language)
    parameters = [p.name for p in found.params if p.name != HELP_FLAG]
    assert f"  amana {name}" in words[f"help.{name}"]
    assert not [p for p in parameters if f"help.{name}.{p}" not in words]


@pytest.mark.parametrize(
    "line",
    [["--nonsense"], ["nonsense"], ["bench"], ["bench", "start", "--format", "nonsense"]],
    ids=["option", "command", "missing", "value"],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_that_cannot_be_read_is_explained(
    line: list[str], language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    """The exit code says that the line was wrong, the message says it in the reader's language."""
    assert run([*line, f"--lang={language}"]) == Exit.USAGE
    said = capsys.readouterr()
    assert not said.out
    assert any("\u0621" <= letter <= "\u064a" for letter in said.err) == (language == ARABIC)


def test_a_fault_of_the_line_repeats_no_value(capsys: pytest.CaptureFixture[str]) -> None:
    """Arguments may hold a person's data, so that a message names the option alone."""
    run(["bench", "start", "--format", "someone@example.org"])
    run(["someone@example.org"])
    run(["bench", "someone@example.org"])
    assert "someone" not in capsys.readouterr().err


def test_an_unknown_fault_shows_a_number_and_no_value(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What failed may hold private values, so that only an incident's number is shown."""
    monkeypatch.setitem(sys.modules, "amana.cli.bench", _Failing())
    assert run(["bench", "start", "--lang", ENGLISH]) == Exit.INCIDENT
    said = capsys.readouterr().err
    assert "incident" in said
    assert "planted" not in said


class _Failing:
    """A command's file that fails in a way that nobody foresaw."""

    __spec__ = None

    def register(self, app: object) -> None:
        """Fail with a value in the message."""
        msg = f"planted value in {type(app)}"
        raise RuntimeError(msg)


def test_a_missing_part_names_what_to_install() -> None:
    """A command of an extra that is not installed says which package it lacks."""
    ran = _without("httpx", "bench", "start", "--lang", ENGLISH)
    assert ran.returncode == Exit.BROKEN
    assert "httpx" in ran.stderr


@pytest.mark.parametrize("package", ["psycopg", "fastapi", "rich", "selectolax"])
def test_help_lists_every_command_whatever_is_missing(package: str) -> None:
    """The list of commands imports none of them, so that it stands in every installation."""
    ran = _without(package, "--help", "--lang", ENGLISH)
    assert ran.returncode == Exit.OK
    listed = {line.split()[0] for line in ran.stdout.splitlines() if line.startswith("  ")}
    assert set(installed_commands()) <= listed


def test_without_the_command_line_packages_both_languages_say_what_to_install() -> None:
    """The light client alone has no Typer: the program says so instead of failing."""
    ran = _without("typer")
    assert ran.returncode == Exit.BROKEN
    assert "amana[reading]" in ran.stderr
    assert any("\u0621" <= letter <= "\u064a" for letter in ran.stderr)


def test_reading_help_loads_no_server() -> None:
    """``amana read`` does not wait for the server's packages."""
    loads = (
        "import sys; from amana.cli.app import run; run(['read', '--help']); "
        "print(sorted({'fastapi', 'jinja2', 'psycopg', 'uvicorn'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


@given(st.lists(st.sampled_from(["--lang", "--lang=ar", "ar", "en", "--", "read", ""])))
def test_the_language_is_the_first_that_is_named(words: list[str]) -> None:
    """Only the pair that chooses the language is taken out of the line, and only before ``--``."""
    language, rest = choose_language(words)
    assert language in LANGUAGES
    assert len(words) - len(rest) in {0, 1, 2}
    if "--" in words:
        after = words[words.index("--") :]
        assert rest[len(rest) - len(after) :] == after
