"""``amana import``: bring people and records in from a file, as often as it takes."""  # noqa: N999 - a file is named as its command

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final

import typer

from amana.acts.records.asked import Circumstances
from amana.acts.records.incoming import Terms
from amana.acts.turn_keys import chosen_services
from amana.assembly import reached
from amana.cli.errors import WrongValue
from amana.cli.exits import Exit
from amana.cli.help import language_of
from amana.cli.importing.at_terminal import opened_file, progress, stoppable, why_left_out
from amana.cli.importing.left_out import LeftOut
from amana.cli.importing.mapping import Columns, columns_of
from amana.cli.importing.run import Importing, collect_seldom
from amana.cli.importing.source import source_of
from amana.cli.printing import Format, FormatOption, Json, print_json, print_notice, print_text
from amana.domain.vocabulary.collecting import Origin
from amana.domain.words import Language
from amana.settings import load
from amana.storage.records.intake import Place
from amana.wording.catalogue import say

_COMMAND: Final = "amana import"
_LIST: Final = ".left-out.ndjson"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="import")(bring_in)


def bring_in(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    *,
    service: Annotated[str, typer.Option("--service", metavar="NAME")],
    type_: Annotated[str, typer.Option("--type", metavar="TYPE")],
    purposes: Annotated[str, typer.Option("--for", metavar="PURPOSE,...")],
    at: Annotated[str | None, typer.Option("--at", metavar="OCCASION")] = None,
    origin: Annotated[Origin, typer.Option("--from")] = Origin.PERSON,
    source: Annotated[str | None, typer.Option("--source", metavar="RECIPIENT")] = None,
    columns: Annotated[list[str] | None, typer.Option("--map", metavar="NAME=FIELD")] = None,
    errors: Annotated[Path | None, typer.Option("--errors", metavar="FILE")] = None,
    dry: Annotated[bool, typer.Option("--dry-run")] = False,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> int:
    """Bring the file in from where it was broken off; exit with 1 where lines were left out."""
    language = language_of(context)
    collect_seldom()
    terms = Terms(
        type=type_,
        purposes=frozenset(name.strip() for name in purposes.split(",") if name.strip()),
        how=Circumstances(origin=origin, occasion=at, source=source, imported=True),
    )
    named = _columns(columns or [])
    listed = errors or file.with_name(f"{file.name}{_LIST}")
    with opened_file(file) as opened, reached(load(data=data)) as storage, stoppable() as stopped:
        (known,) = chosen_services(storage, service)
        importing = Importing(
            storage=storage,
            service=known,
            source=source_of(file, opened, terms, named),
            terms=terms,
            columns=named,
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
        print_json(_as_json(came, behind, importing.codes, whole=whole, dry=dry))
    else:
        print_text(_as_text(came, importing.codes, language, listed=listed, dry=dry))
    if not whole:
        print_notice(say("import.broken_off", language))
        return Exit.INTERRUPTED
    return Exit.FAILED if came.left_out else Exit.OK


def _columns(given: list[str]) -> Columns:
    try:
        return columns_of(given)
    except ValueError:
        raise WrongValue(command=_COMMAND, name="--map") from None


def _as_json(
    came: Place, behind: Place, codes: Mapping[str, int], *, whole: bool, dry: bool
) -> Mapping[str, Json]:
    return {
        "dry_run": dry,
        "whole": whole,
        "lines": came.line,
        "lines_before": behind.line,
        "stored": came.stored,
        "left_out": came.left_out,
        "codes": dict(codes),
    }


def _as_text(
    came: Place, codes: Mapping[str, int], language: Language, *, listed: Path, dry: bool
) -> str:
    """Say how many came in, and why others did not."""
    key = "import.dry" if dry else "import.done"
    lines = [say(key, language, stored=came.stored, left_out=came.left_out)]
    lines += why_left_out(codes, came.left_out, language, listed=listed)
    return "\n".join(lines)
