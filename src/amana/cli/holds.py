"""``amana holds``: what may not be erased for now: list, put, lift."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final
from uuid import UUID

import typer

from amana.acts.act import OPERATOR, Act
from amana.acts.holding.holds import lift_hold, list_holds, put_hold
from amana.acts.instants import at
from amana.assembly import reached
from amana.cli.errors import ValueMissing
from amana.cli.help import language_of
from amana.cli.person_file import person_in
from amana.cli.printing import Format, FormatOption, Json, print_json, print_notice, print_text
from amana.domain.source.holding import HeldScope
from amana.domain.words import Language
from amana.settings import load
from amana.storage.database import Storage
from amana.storage.holds import Hold
from amana.wording.catalogue import say

_COMMAND: Final = "amana holds"


class Deed(StrEnum):
    """What can be done with holds."""

    LIST = "list"
    PUT = "put"
    LIFT = "lift"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="holds")(holds)


def holds(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    deed: Annotated[Deed, typer.Argument()],
    hold: Annotated[UUID | None, typer.Argument()] = None,
    *,
    service: Annotated[str, typer.Option("--service", metavar="NAME")],
    request: Annotated[UUID | None, typer.Option("--request", metavar="ID")] = None,
    person_file: Annotated[Path | None, typer.Option("--person-file", metavar="FILE|-")] = None,
    category: Annotated[str | None, typer.Option("--category", metavar="ID")] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="NAME")] = None,
    table: Annotated[str | None, typer.Option("--table", metavar="ID")] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="WORDS")] = "",
    again: Annotated[datetime | None, typer.Option("--again", formats=["%Y-%m-%d"])] = None,
    every: Annotated[bool, typer.Option("--all")] = False,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """List the holds in force, put one, or lift one with a reason."""
    language = language_of(context)
    person = None if person_file is None else person_in(person_file, command=_COMMAND)
    with reached(load(data=data)) as storage:
        if deed is Deed.PUT:
            if again is None:
                raise ValueMissing(command=_COMMAND, name="--again")
            scope = HeldScope(
                category=category,
                source=source,
                table=table,
                reason=reason,
                again_on=again.date(),
            )
            with storage.work(service) as work:
                put_hold(Act(actor=OPERATOR, work=work), scope, person=person, request=request)
            print_notice(say("holds.put", language))
        if deed is Deed.LIFT:
            released = _lift(storage, service, hold, reason)
            print_notice(say("holds.lifted", language, released=released))
        with storage.reading(service) as view:
            found = list_holds(view, every=every)
    if form is Format.JSON:
        print_json({"holds": [_as_json(each) for each in found]})
    else:
        print_text(
            "\n".join(_line(each, language) for each in found) or say("holds.none", language)
        )


def _lift(storage: Storage, service: str, hold: UUID | None, reason: str) -> int:
    """Lift it; return in how many sources erasures go on."""
    if hold is None:
        raise ValueMissing(command=_COMMAND, name="HOLD")
    with storage.work(service) as work:
        return lift_hold(Act(actor=OPERATOR, work=work), hold, reason=reason)


def _as_json(hold: Hold) -> dict[str, Json]:
    return {
        "hold": str(hold.id),
        "of_one": hold.of_one,
        "category": hold.category,
        "source": hold.source,
        "table": hold.place,
        "reason": hold.reason,
        "again_on": hold.again_on.isoformat(),
        "set_at": hold.set_at.isoformat(),
        "lifted_at": at(hold.lifted_at),
    }


def _line(hold: Hold, language: Language) -> str:
    """Say a hold in one line; whom it is about is not shown."""
    scope = " ".join(each for each in (hold.category, hold.source, hold.place) if each)
    return say(
        "holds.one" if hold.of_one else "holds.of_all",
        language,
        hold=str(hold.id),
        scope=scope or "*",
        reason=hold.reason,
        again_on=hold.again_on.isoformat(),
    )
