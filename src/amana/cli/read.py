"""``amana read``: from a document to proposed promises, as text, JSON or a policy to edit."""

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.progress import Progress

from amana.cli.errors import NotTogether
from amana.cli.help import language_of
from amana.cli.outline import print_outline
from amana.cli.printing import Json, print_json, print_notice, print_text
from amana.cli.reading_rows import as_review, as_rows
from amana.cli.reading_whole import print_whole
from amana.domain.policy.proposal import Reading
from amana.domain.words import Language
from amana.reading.decode import LIMIT_BYTES, LIMIT_MB
from amana.reading.document import read as read_document
from amana.reading.drafting.draft import as_policy
from amana.reading.errors import TooLarge, Unreadable, Unwritable
from amana.reading.together import together
from amana.wording.catalogue import say

_LONG: Final = 300_000
"""Bytes from which on a progress bar is worth its line."""
_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")


class Form(StrEnum):
    """The forms in which a reading is printed."""

    TEXT = "text"
    JSON = "json"
    REVIEW = "review"
    YAML = "yaml"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="read")(read)


def read(  # noqa: PLR0913 - two documents and the options of the command
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE")],
    other: Annotated[str | None, typer.Argument(metavar="OTHER")] = None,
    *,
    form: Annotated[Form, typer.Option("--format")] = Form.TEXT,
    output: Annotated[Path | None, typer.Option("--output")] = None,
    folder: Annotated[Path | None, typer.Option("--write-folder", file_okay=False)] = None,
) -> None:
    """Read a policy document and propose its promises."""
    language = language_of(context)
    if folder is not None:
        _check_alone(context, output)
    reading = _reading(file, language)
    if other is not None:
        reading = together(reading, _reading(other, language))
    for warning in reading.warnings:
        print_notice(say(f"read.warning.{warning}", language))
    try:
        if folder is not None:
            _lay(reading, file, folder, language)
        else:
            _print(reading, form, file, output, language)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Unwritable(file=str(folder or output or "-")) from error


def _check_alone(context: typer.Context, output: Path | None) -> None:
    """Raise ``NotTogether`` where a form or a file is given beside the folder."""
    given = context.get_parameter_source("form")
    if output is not None or (given is not None and given.name == "COMMANDLINE"):
        names = "--write-folder", "--output" if output is not None else "--format"
        raise NotTogether(command="amana read", name=names[0], other=names[1])


def _reading(file: str, language: Language) -> Reading:
    """Read one file, or standard input."""
    data = _load(file)
    with _progress(len(data), language) as told:
        return read_document(data, name=file, progress=told)


def _lay(reading: Reading, file: str, folder: Path, language: Language) -> None:
    """Write the policy and its texts into a folder, and say what comes next.

    What is there already may have been edited by a person: it is never written over.
    """
    path = folder / "policy.yaml"
    policy, texts = as_policy(reading, service=_service(file))
    taken = [path, *(path.with_name(f"privacy.{tongue}.md") for tongue in texts)]
    for each in taken:
        if each.exists():
            raise Unwritable(file=str(each))
    folder.mkdir(parents=True, exist_ok=True)
    _write_policy(policy, texts, path)
    print_notice(say("read.laid", language, folder=folder, policy=path))


def _print(
    reading: Reading, form: Form, file: str, output: Path | None, language: Language
) -> None:
    """Print the reading in its form, or write it to a file."""
    if form is Form.YAML:
        _print_policy(reading, file, output, language)
    elif output is not None:
        with output.open("w", encoding="utf-8") as sink:
            _print_to(reading, form, Console(file=sink, width=100), language)
    elif form is Form.JSON:
        print_json(as_rows(reading))
    elif form is Form.REVIEW:
        print_json(as_review(reading))
    else:
        _print_to(reading, form, Console(soft_wrap=False), language)


def _print_to(reading: Reading, form: Form, console: Console, language: Language) -> None:
    """Print rows or the outline to a console."""
    if form in (Form.JSON, Form.REVIEW):
        whole: Json = as_rows(reading) if form is Form.JSON else as_review(reading)
        console.print_json(data=whole, ensure_ascii=False)
        return
    if reading.media == "text/html":
        # Offsets count in this text, which stands nowhere else.
        console.print(reading.text, markup=False, highlight=False, soft_wrap=True)
    print_outline(reading, console, language)
    print_whole(reading, console, language)


def _print_policy(reading: Reading, file: str, output: Path | None, language: Language) -> None:
    """Print a policy to edit; to a file, its texts are written beside it."""
    policy, texts = as_policy(reading, service=_service(file))
    if output is None:
        print_text(policy)
        print_notice(say("read.texts_not_written", language))
        return
    _write_policy(policy, texts, output)


def _write_policy(policy: str, texts: Mapping[Language, str], path: Path) -> None:
    """Write a policy, and beside it the texts that it names."""
    path.write_text(policy, encoding="utf-8")
    for tongue, text in texts.items():
        path.with_name(f"privacy.{tongue}.md").write_text(text, encoding="utf-8")


def _service(file: str) -> str:
    """Make a service's name out of a file's."""
    stem = _NOT_SLUG.sub("-", Path(file).name.split(".")[0].lower()).strip("-")
    name = "-".join(part[:30] for part in stem.split("-")[:4])
    return name if name[:1].isalpha() else "my-service"


def _load(file: str) -> bytes:
    """Return the file's bytes; one that is too large is refused before it is read."""
    if file == "-":
        return _bounded(sys.stdin.buffer.read(LIMIT_BYTES + 1))
    try:
        path = Path(file)
        if path.stat().st_size > LIMIT_BYTES:
            raise TooLarge(limit=LIMIT_MB)
        with path.open("rb") as source:
            return _bounded(source.read(LIMIT_BYTES + 1))
    except (OSError, ValueError) as error:
        raise Unreadable(file=file) from error


def _bounded(data: bytes) -> bytes:
    """Refuse what is longer than is read: a pipe does not tell its size beforehand."""
    if len(data) > LIMIT_BYTES:
        raise TooLarge(limit=LIMIT_MB)
    return data


@contextmanager
def _progress(size: int, language: Language) -> Iterator[Callable[[int, int], None] | None]:
    """Show how far a long document is read, where a person looks on."""
    if size < _LONG or not sys.stderr.isatty():
        yield None
        return
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say("read.progress", language), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
