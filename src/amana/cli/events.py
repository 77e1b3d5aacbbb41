"""``amana events``: of what applications were told, and telling it again."""

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final
from uuid import UUID

import typer

from amana.acts.events.replay import replay_events
from amana.assembly import reached
from amana.cli.help import language_of
from amana.cli.printing import Format, FormatOption, Json, print_json, print_notice, print_text
from amana.domain.words import Language
from amana.settings import load
from amana.storage.events_out import EventStanding
from amana.wording.catalogue import say

_MOST: Final = 200
_FORMATS: Final = ["%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d"]


class Deed(StrEnum):
    """What can be done with events."""

    LIST = "list"
    REPLAY = "replay"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="events")(events)


def events(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    deed: Annotated[Deed, typer.Argument()],
    event: Annotated[UUID | None, typer.Argument()] = None,
    *,
    service: Annotated[str, typer.Option("--service", metavar="NAME")],
    since: Annotated[datetime | None, typer.Option("--since", formats=_FORMATS)] = None,
    only_open: Annotated[bool, typer.Option("--open")] = False,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """List events, or have some told again."""
    language = language_of(context)
    with reached(load(data=data)) as storage:
        if deed is Deed.LIST:
            with storage.reading(service) as view:
                found = view.events_out.listed(only_open=only_open, most=_MOST)
            _show(found, form, language)
            return
        at = None if since is None else since.replace(tzinfo=since.tzinfo or UTC)
        count = replay_events(storage, service, event=event, since=at)
    print_notice(say("events.replayed", language, count=count))


def _show(found: tuple[EventStanding, ...], form: Format, language: Language) -> None:
    """Print one event a line; what it tells is not shown."""
    rows: list[dict[str, Json]] = [
        {
            "id": str(each.id),
            "kind": each.kind,
            "at": each.at.isoformat(timespec="seconds"),
            "state": _state(each),
            "tries": each.tries,
            "fault": each.fault or "",
        }
        for each in found
    ]
    if form is Format.JSON:
        print_json({"events": rows})
        return
    for row in rows:
        state = say(f"events.state.{row['state']}", language)
        print_text(say("events.one", language, **{**row, "state": state}))
    if not rows:
        print_text(say("events.none", language))


def _state(event: EventStanding) -> str:
    if event.delivered_at is not None:
        return "delivered"
    return "waiting" if event.set_aside_at is None else "set_aside"
