"""``amana choices``: a person's receipts, and words that people said elsewhere brought in."""

import os
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final
from uuid import UUID

import typer

from amana.acts.choices.history import history_of
from amana.acts.choices.receipt import receipt
from amana.acts.turn_keys import chosen_services
from amana.assembly import reached
from amana.cli.errors import ValueMissing, WrongValue
from amana.cli.exits import Exit
from amana.cli.help import language_of
from amana.cli.importing.at_terminal import opened_file, progress, stoppable, why_left_out
from amana.cli.importing.left_out import LeftOut
from amana.cli.importing.mapping import Columns, columns_of
from amana.cli.importing.run_choices import ImportingChoices, source_of_choices
from amana.cli.person_file import person_in
from amana.cli.printing import Format, FormatOption, Json, print_json, print_notice, print_text
from amana.domain.words import Language
from amana.settings import Settings, load
from amana.storage.records.intake import Place
from amana.wording.catalogue import say

_COMMAND: Final = "amana choices"
_LIST: Final = ".left-out.ndjson"
_MODE: Final = 0o600


class Deed(StrEnum):
    """What can be done."""

    RECEIPTS = "receipts"
    RECEIPT = "receipt"
    IMPORT = "import"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="choices")(choices)


def choices(  # noqa: PLR0913 - each is an argument or option of the command
    context: typer.Context,
    deed: Annotated[Deed, typer.Argument()],
    file: Annotated[Path | None, typer.Argument(metavar="FILE")] = None,
    *,
    service: Annotated[str, typer.Option("--service", metavar="NAME")],
    person_file: Annotated[Path | None, typer.Option("--person-file", metavar="FILE|-")] = None,
    entry: Annotated[UUID | None, typer.Option("--entry", metavar="ENTRY")] = None,
    columns: Annotated[list[str] | None, typer.Option("--map", metavar="NAME=FIELD")] = None,
    errors: Annotated[Path | None, typer.Option("--errors", metavar="FILE")] = None,
    dry: Annotated[bool, typer.Option("--dry-run")] = False,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> int:
    """List a person's receipts, write one into a file, or bring in what was said elsewhere."""
    language, settings = language_of(context), load(data=data)
    if deed is Deed.IMPORT:
        if file is None:
            raise ValueMissing(command=_COMMAND, name="FILE")
        named = _columns(columns or [])
        listed = errors or file.with_name(f"{file.name}{_LIST}")
        return _import(settings, service, file, named, listed, language, form, dry=dry)
    if person_file is None:
        raise ValueMissing(command=_COMMAND, name="--person-file")
    person = person_in(person_file, command=_COMMAND)
    if deed is Deed.RECEIPTS:
        return _list(settings, service, person, language, form)
    if entry is None:
        raise ValueMissing(command=_COMMAND, name="--entry")
    if file is None:
        raise ValueMissing(command=_COMMAND, name="FILE")
    return _write(settings, service, person, entry, file, language)


def _list(settings: Settings, service: str, person: str, language: Language, form: Format) -> int:
    """Print one line a word: when, what about, how it stood. Whose it is is not repeated."""
    with reached(settings) as storage:
        (known,) = chosen_services(storage, service)
        with storage.reading(known) as view:
            lines = history_of(view, person).lines
    rows: list[dict[str, Json]] = [
        {
            "entry": str(line.entry),
            "at": line.at.isoformat(timespec="seconds"),
            "happened": line.happened.value,
            "purpose": line.purpose or "-",
            "state": "-" if line.state is None else line.state.value,
            "version": line.version,
        }
        for line in lines
        if line.entry is not None
    ]
    if form is Format.JSON:
        print_json({"receipts": rows})
        return Exit.OK
    for row in rows:
        print_text(say("cli_choices.one", language, **row))
    if not rows:
        print_text(say("cli_choices.none", language))
    return Exit.OK


def _write(  # noqa: PLR0913, PLR0917 - each is an option of the command
    settings: Settings, service: str, person: str, entry: UUID, file: Path, language: Language
) -> int:
    """Write a receipt into a new file that others cannot read."""
    with reached(settings) as storage:
        (known,) = chosen_services(storage, service)
        with storage.reading(known) as view:
            found = receipt(view, person=person, entry=entry)
    try:
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE)
    except OSError:
        raise WrongValue(command=_COMMAND, name="FILE") from None
    with os.fdopen(opened, "wb") as written:
        written.write(found.text)
    print_notice(say("cli_choices.written", language, file=str(file)))
    return Exit.OK


def _columns(given: list[str]) -> Columns:
    try:
        return columns_of(given)
    except ValueError:
        raise WrongValue(command=_COMMAND, name="--map") from None


def _import(  # noqa: PLR0913, PLR0917 - each is an option of the command
    settings: Settings,
    service: str,
    file: Path,
    columns: Columns,
    listed: Path,
    language: Language,
    form: Format,
    *,
    dry: bool,
) -> int:
    """Bring the file in from where it was broken off; exit with 1 where lines were left out."""
    with opened_file(file) as opened, reached(settings) as storage, stoppable() as stopped:
        (known,) = chosen_services(storage, service)
        importing = ImportingChoices(
            storage=storage,
            service=known,
            source=source_of_choices(file, opened, columns),
            columns=columns,
            dry=dry,
        )
        behind = importing.behind()
        with (
            LeftOut(listed, behind=behind.line) as left_out,
            progress(language, importing.source.size, shown=form is Format.TEXT) as tell,
        ):
            came = importing.run(behind, left_out, tell=tell, asked_to_stop=stopped.is_set)
    whole = came.place >= importing.source.size
    if form is Format.JSON:
        print_json(_as_json(came, importing.codes, whole=whole, dry=dry))
    else:
        print_text(_as_text(came, importing.codes, language, listed=listed, dry=dry))
    if not whole:
        print_notice(say("import.broken_off", language))
        return Exit.INTERRUPTED
    return Exit.FAILED if came.left_out else Exit.OK


def _as_json(
    came: Place, codes: Mapping[str, int], *, whole: bool, dry: bool
) -> Mapping[str, Json]:
    return {
        "dry_run": dry,
        "whole": whole,
        "lines": came.line,
        "recorded": came.stored,
        "left_out": came.left_out,
        "codes": dict(codes),
    }


def _as_text(
    came: Place, codes: Mapping[str, int], language: Language, *, listed: Path, dry: bool
) -> str:
    key = "cli_choices.dry" if dry else "cli_choices.done"
    lines = [say(key, language, recorded=came.stored, left_out=came.left_out)]
    lines += why_left_out(codes, came.left_out, language, listed=listed)
    return "\n".join(lines)
