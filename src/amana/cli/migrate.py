"""``amana migrate``: bring the database to this release, before and after its code."""

from pathlib import Path
from typing import Annotated

import typer

from amana.assembly import reached
from amana.cli.errors import WrongUsage
from amana.cli.help import language_of
from amana.cli.printing import Format, FormatOption, print_json, print_notice, print_text
from amana.domain.words import Language
from amana.settings import load
from amana.storage.migrate import Migration, Phase
from amana.wording.catalogue import say, say_count


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="migrate")(migrate)


def migrate(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    *,
    before: Annotated[bool, typer.Option("--before")] = False,
    after: Annotated[bool, typer.Option("--after")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Run the migrations of a phase, or all of them."""
    if before and after:
        raise WrongUsage(command="migrate")
    language, phase = language_of(context), _phase(before=before, after=after)
    with reached(load(data=data)) as storage:
        ran = storage.set_up(
            dry_run=dry_run,
            phase=phase,
            on_step=lambda each: _say_step(each, language, form),
        )
    if form is Format.JSON:
        print_json({"dry_run": dry_run, "migrations": [_as_json(each) for each in ran]})
        return
    for each in ran if dry_run else ():
        print_text(_line(each, language))
    print_text(say_count("migrate.would" if dry_run else "migrate.ran", len(ran), language))


def _phase(*, before: bool, after: bool) -> Phase | None:
    if before:
        return Phase.BEFORE
    return Phase.AFTER if after else None


def _say_step(migration: Migration, language: Language, form: Format) -> None:
    """Say what begins: a large table may take long."""
    if form is Format.TEXT:
        print_notice(_line(migration, language))


def _line(migration: Migration, language: Language) -> str:
    return say(
        f"migrate.{migration.phase.value}",
        language,
        number=f"{migration.number:04}",
        name=migration.name,
    )


def _as_json(migration: Migration) -> dict[str, str | int]:
    return {
        "number": migration.number,
        "name": migration.name,
        "phase": migration.phase.value,
    }
