"""``amana retention``: what is kept for how long, what is due, and a run by hand."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final
from uuid import UUID

import typer

from amana.acts.instants import at
from amana.acts.retention.foresee import Ahead, Kept, foresee, show_kept
from amana.acts.retention.run import run_retention
from amana.acts.retention.shown import ahead_json, kept_json
from amana.assembly import reached
from amana.assembly.sources import open_source
from amana.cli.help import language_of
from amana.cli.person_file import person_in
from amana.cli.printing import Format, FormatOption, print_json, print_notice, print_text
from amana.cli.retention_deeds import COMMAND, Given, end_time, keep, lift, set_time, start
from amana.domain.retention.overdue import (
    NO_END,
    NOT_STARTED,
    OWN_CLOCK,
    STAYS,
    UNNAMED,
    UNSETTLED,
)
from amana.domain.words import Language
from amana.settings import load
from amana.storage.database import Storage
from amana.storage.retention import Stood
from amana.wording.catalogue import say


class Deed(StrEnum):
    """What can be done."""

    DUE = "due"
    PLAN = "plan"
    START = "start"
    RUN = "run"
    SET = "set"
    END = "end"
    LONGER = "longer"
    LIFT = "lift"


_CHANGES: Final[Mapping[Deed, Callable[[Storage, str, Given], None]]] = {
    Deed.START: start,
    Deed.SET: set_time,
    Deed.END: end_time,
    Deed.LONGER: keep,
    Deed.LIFT: lift,
}

_WHY: Final = {
    NO_END: "retention.why.no_end",
    STAYS: "retention.why.stays",
    UNSETTLED: "retention.why.unsettled",
    NOT_STARTED: "retention.why.not_started",
    OWN_CLOCK: "retention.why.own_clock",
    UNNAMED: "retention.why.unnamed",
}
"""Why nothing ends in a place, by the code that it stands with."""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="retention")(retention)


def retention(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    deed: Annotated[Deed, typer.Argument()],
    *,
    service: Annotated[str, typer.Option("--service", metavar="NAME")],
    person_file: Annotated[Path | None, typer.Option("--person-file", metavar="FILE|-")] = None,
    promise: Annotated[str | None, typer.Option("--promise", metavar="ID")] = None,
    moment: Annotated[str | None, typer.Option("--from", metavar="MOMENT")] = None,
    period: Annotated[str | None, typer.Option("--period", metavar="PERIOD")] = None,
    category: Annotated[str | None, typer.Option("--category", metavar="ID")] = None,
    why: Annotated[str | None, typer.Option("--why", metavar="REASON")] = None,
    basis: Annotated[str | None, typer.Option("--basis", metavar="WORDS")] = None,
    longer: Annotated[UUID | None, typer.Option("--id", metavar="ID")] = None,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Show how each place stands or what becomes due, end what is, or change how long is kept."""
    language, settings = language_of(context), load(data=data)
    given = Given(
        person=None if person_file is None else person_in(person_file, command=COMMAND),
        promise=promise,
        moment=moment,
        period=period,
        category=category,
        why=why,
        basis=basis,
        longer=longer,
    )
    with reached(settings) as storage:
        if deed is Deed.RUN:
            ended = run_retention(storage, service, open_source(settings))
            print_notice(say("retention.ended", language, count=ended))
        if deed in _CHANGES:
            _CHANGES[deed](storage, service, given)
            print_notice(say(f"retention.done.{deed.value}", language))
        with storage.reading(service) as view:
            if deed is Deed.PLAN:
                _show_plan(foresee(view), form, language)
            else:
                _show_kept(show_kept(view), form, language)


def _show_plan(ahead: Sequence[Ahead], form: Format, language: Language) -> None:
    if form is Format.JSON:
        print_json({"places": [ahead_json(each) for each in ahead]})
        return
    lines = (
        say(
            "retention.ahead",
            language,
            place=each.at.place,
            item=each.at.item,
            promises=", ".join(sorted(each.at.promises)),
            now=each.now,
            weeks=" ".join(map(str, each.weeks)),
        )
        for each in ahead
    )
    print_text("\n".join(lines) or say("retention.nothing", language))


def _show_kept(kept: Kept, form: Format, language: Language) -> None:
    if form is Format.JSON:
        print_json(kept_json(kept))
        return
    lines = [_line(each, language) for each in kept.standings]
    lines += [
        say(
            "retention.longer",
            language,
            id=str(each.id),
            promise=each.longest.promise,
            category=each.longest.category,
            moment=each.longest.moment.say(language),
            period=str(each.longest.period),
            basis=each.basis,
        )
        for each in kept.longest
    ]
    lines += [
        say("retention.unseen", language, place=each.place, item=each.item) for each in kept.unseen
    ]
    print_text("\n".join(lines) or say("retention.nothing", language))


def _line(stood: Stood, language: Language) -> str:
    """Say in one line how a place stands."""
    fault = stood.fault or "–"
    if fault in _WHY:
        key, fault = "retention.kept", say(_WHY[fault], language)
    else:
        key = "failing" if stood.fault else "held" if stood.held else "at"
        key = f"retention.{key}"
    return say(
        key,
        language,
        place=stood.place,
        item=stood.item,
        promises=", ".join(stood.promises),
        past=stood.past,
        ended=stood.ended,
        looked=at(stood.looked_at) or "–",
        next=at(stood.next_at) or "–",
        since=at(stood.failing_since) or "–",
        fault=fault,
    )
