"""``amana access``: who of the staff may read what, and ending it, beside the console."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from amana.acts.access.answer import take_back_access
from amana.acts.act import OPERATOR, Act
from amana.assembly import reached
from amana.cli.errors import ValueMissing
from amana.cli.help import language_of
from amana.cli.printing import Format, FormatOption, Json, print_json, print_notice, print_text
from amana.domain.words import Language
from amana.settings import load
from amana.storage.database import Storage
from amana.wording.catalogue import say


class Deed(StrEnum):
    """What can be done."""

    LIST = "list"
    END = "end"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="access")(access)


def access(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    deed: Annotated[Deed, typer.Argument()],
    identity: Annotated[UUID | None, typer.Argument(metavar="ACCESS")] = None,
    *,
    service: Annotated[str, typer.Option("--service", metavar="NAME")],
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """List the accesses of staff to people's data, or end one."""
    language = language_of(context)
    settings = load(data=data)
    if deed is Deed.LIST:
        with reached(settings) as storage:
            show_accesses(storage, service, form, language)
        return
    if identity is None:
        raise ValueMissing(command="amana access", name="ACCESS")
    with reached(settings) as storage, storage.work(service) as work:
        take_back_access(Act(actor=OPERATOR, work=work), identity)
    print_notice(say("cli_access.ended", language))


def show_accesses(storage: Storage, service: str, form: Format, language: Language) -> None:
    """Print one access a line. Whom it is about, and why, is for the console's readers alone."""
    with storage.reading(service) as view:
        rows: list[dict[str, Json]] = [
            {
                "id": str(kept.id),
                "state": kept.access.state(view.now).value,
                "reader": str(kept.access.scope.reader),
                "about": "duty" if kept.access.scope.person is None else "person",
                "data": ", ".join(sorted(kept.access.scope.data)),
                "purpose": kept.access.scope.purpose,
                "whole": kept.access.scope.whole,
                "asked_at": kept.access.asked_at.isoformat(timespec="seconds"),
                "ends_at": kept.access.ends_at.isoformat(timespec="seconds"),
            }
            for kept in view.accesses.latest()
        ]
    if form is Format.JSON:
        print_json({"accesses": rows})
        return
    for row in rows:
        print_text(say("cli_access.one", language, **row))
    if not rows:
        print_text(say("cli_access.none", language))
