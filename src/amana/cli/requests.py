"""``amana requests``: what people asked for, by deadline; plan, approve, follow, refuse, extend."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final
from uuid import UUID

import typer

from amana.acts.act import OPERATOR, Act
from amana.acts.copies.forms import CopyForm
from amana.acts.requests.correct_day import correct_day
from amana.acts.requests.errors import ReasonMissing, RequestMissing
from amana.acts.requests.extend import extend_request
from amana.acts.requests.list_requests import (
    RequestPage,
    RequestShown,
    list_requests,
    restriction_json,
    row_json,
    show_request,
)
from amana.acts.requests.refuse import refuse_request
from amana.acts.requests.restricting import announce_lifting, lift_restriction
from amana.acts.sources.opening import OpenSource
from amana.assembly import reached
from amana.assembly.sources import open_source
from amana.cli.copy_of_request import write_copy
from amana.cli.help import language_of
from amana.cli.printing import Format, FormatOption, print_json, print_notice, print_text
from amana.cli.request_following import approve, make_plan, note, settle_part, show_progress
from amana.cli.request_words import line_of, shown_lines
from amana.domain.request.states import State
from amana.domain.vocabulary.requests import ExtensionReason, RefusalReason
from amana.domain.words import Language
from amana.settings import load
from amana.storage.database import Storage
from amana.storage.requests import Wanted
from amana.wording.catalogue import say

_MOST: Final = 200


class Deed(StrEnum):
    """What can be done with requests."""

    LIST = "list"
    SHOW = "show"
    REFUSE = "refuse"
    EXTEND = "extend"
    DAY = "day"
    PLAN = "plan"
    APPROVE = "approve"
    PROGRESS = "progress"
    RETRY = "retry"
    GIVE_UP = "give-up"
    NOTE = "note"
    COPY = "copy"
    ANNOUNCE_LIFTING = "announce-lifting"
    LIFT = "lift"


_IN_SOURCES: Final = frozenset(
    {Deed.PLAN, Deed.APPROVE, Deed.PROGRESS, Deed.RETRY, Deed.GIVE_UP, Deed.NOTE}
)


class Why(StrEnum):
    """Why a request is refused, or its term extended."""

    NOT_PROVEN = "not_proven"
    NOTHING_HELD = "nothing_held"
    UNFOUNDED = "unfounded"
    EXCESSIVE = "excessive"
    OTHERS_DATA = "others_data"
    LAW_FORBIDS = "law_forbids"
    LEGAL_HOLD = "legal_hold"
    NOT_OURS = "not_ours"
    COMPLEX = "complex"
    MANY = "many"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="requests")(requests)


def requests(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    deed: Annotated[Deed, typer.Argument()],
    request: Annotated[UUID | None, typer.Argument()] = None,
    *,
    service: Annotated[str, typer.Option("--service", metavar="NAME")],
    state: Annotated[State | None, typer.Option("--state")] = None,
    every: Annotated[bool, typer.Option("--all")] = False,
    cursor: Annotated[str | None, typer.Option("--cursor", metavar="CURSOR")] = None,
    reason: Annotated[Why, typer.Option("--reason")] = Why.COMPLEX,
    country: Annotated[str, typer.Option("--country", metavar="CODE")] = "",
    day: Annotated[datetime | None, typer.Option("--date", formats=["%Y-%m-%d"])] = None,
    works: Annotated[bool, typer.Option("--works")] = False,
    source: Annotated[str | None, typer.Option("--source", metavar="NAME")] = None,
    fault: Annotated[str | None, typer.Option("--fault", metavar="CODE")] = None,
    category: Annotated[list[str] | None, typer.Option("--category", metavar="ID")] = None,
    follow: Annotated[bool, typer.Option("--follow")] = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE")] = None,
    as_: Annotated[CopyForm, typer.Option("--as")] = CopyForm.JSON,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """List requests, show or refuse one, extend its term, write its copy; correct a calendar."""
    language = language_of(context)
    settings = load(data=data)
    with reached(settings) as storage:
        if deed is Deed.LIST:
            wanted = Wanted(
                only_open=not every and state is None, state=state, source=source, fault=fault
            )
            with storage.reading(service) as view:
                page = list_requests(view, after=cursor, limit=_MOST, wanted=wanted)
            _show_list(page, form, language)
            return
        if deed is Deed.DAY:
            _correct(storage, service, country, day, works=works)
            print_notice(say("requests.day_done", language))
            return
        if request is None:
            raise RequestMissing
        if deed in _IN_SOURCES:
            if deed is Deed.NOTE:
                note(storage, service, request, category or [])
            else:
                _carry(storage, service, deed, request, open_source(settings), source)
            show_progress(storage, service, request, follow=follow, form=form, language=language)
            return
        if deed is Deed.COPY:
            told = write_copy(storage, service, request, out=out, form=as_, language=language)
            print_notice(told)
            return
        _change(storage, service, deed, request, reason)
        with storage.work(service) as work:
            shown = show_request(Act(actor=OPERATOR, work=work), request)
    if deed is not Deed.SHOW:
        print_notice(say(_done(deed, shown), language))
    _show_one(shown, form, language)


def _done(deed: Deed, shown: RequestShown) -> str:
    """Return the name of what is said of a deed that was done."""
    held = shown.restriction
    if deed is Deed.ANNOUNCE_LIFTING and held is not None and held.letter is None:
        return "requests.announce-lifting_shown"
    return f"requests.{deed.value}_done"


def _carry(  # noqa: PLR0913, PLR0917 - what is done with which request, and where
    storage: Storage,
    service: str,
    deed: Deed,
    request: UUID,
    opened: OpenSource,
    source: str | None,
) -> None:
    """Plan, approve, try again or give up; to look how far it is changes nothing."""
    if deed in {Deed.RETRY, Deed.GIVE_UP}:
        settle_part(storage, service, request, source, give_up=deed is Deed.GIVE_UP)
    if deed is Deed.PLAN:
        make_plan(storage, service, request, opened)
    elif deed is Deed.APPROVE:
        approve(storage, service, request)


def _change(storage: Storage, service: str, deed: Deed, request: UUID, why: Why) -> None:
    """Refuse, extend or lift; a reason of the other list is refused as a usage of the command."""
    if deed is Deed.SHOW:
        return
    with storage.work(service) as work:
        act = Act(actor=OPERATOR, work=work)
        if deed is Deed.ANNOUNCE_LIFTING:
            announce_lifting(act, request)
        elif deed is Deed.LIFT:
            lift_restriction(act, request)
        elif deed is Deed.REFUSE:
            refuse_request(act, request, reason=_refusal(why))
        else:
            extend_request(act, request, reason=_extension(why))


def _correct(
    storage: Storage, service: str, country: str, day: datetime | None, *, works: bool
) -> None:
    """Say of a day that it is off in a country, or with ``works`` that it is not."""
    if day is None:
        raise RequestMissing
    with storage.work(service) as work:
        act = Act(actor=OPERATOR, work=work)
        correct_day(act, country=country.upper(), day=day.date(), off=not works)


def _refusal(why: Why) -> RefusalReason:
    found = [each for each in RefusalReason if each.value == why.value]
    if not found:
        raise ReasonMissing
    return found[0]


def _extension(why: Why) -> ExtensionReason:
    found = [each for each in ExtensionReason if each.value == why.value]
    if not found:
        raise ReasonMissing
    return found[0]


def _show_list(page: RequestPage, form: Format, language: Language) -> None:
    """Print one request a line, the first to be answered first; whose it is is not shown."""
    if form is Format.JSON:
        print_json({"requests": [row_json(each) for each in page.requests], "next": page.after})
        return
    for each in page.requests:
        print_text(line_of(each, language))
    if not page.requests:
        print_text(say("requests.none", language))
    if page.after is not None:
        print_notice(say("requests.list_goes_on", language, cursor=page.after))


def _show_one(shown: RequestShown, form: Format, language: Language) -> None:
    """Print a request; what they said, and whose it is, is for the console."""
    if form is Format.JSON:
        print_json({**row_json(shown.row), "restriction": restriction_json(shown)})
        return
    for line in shown_lines(shown, language):
        print_text(line)
