"""``amana announcements``: the sharing that people are told of first: list, show, begin."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final
from uuid import UUID

import typer

from amana.acts.act import OPERATOR, Act
from amana.acts.announcing.sharing import Wanted, announce_sharing
from amana.acts.announcing.sharing_shown import announcement_json, show_announcement
from amana.assembly import reached
from amana.cli.errors import ValueMissing, WrongValue
from amana.cli.help import language_of
from amana.cli.printing import Format, FormatOption, print_json, print_notice, print_text
from amana.domain.announced.sharing import Sharing
from amana.domain.period import Period
from amana.domain.words import Language
from amana.settings import load
from amana.storage.database import Storage
from amana.storage.sharing_notices import Counted
from amana.wording.catalogue import say

_COMMAND: Final = "amana announcements"


class Deed(StrEnum):
    """What can be done with announcements."""

    LIST = "list"
    SHOW = "show"
    BEGIN = "begin"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="announcements")(announcements)


def announcements(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    deed: Annotated[Deed, typer.Argument()],
    announcement: Annotated[UUID | None, typer.Argument(metavar="ID")] = None,
    *,
    service: Annotated[str, typer.Option("--service", metavar="NAME")],
    recipient: Annotated[str | None, typer.Option("--recipient", metavar="ID")] = None,
    purpose: Annotated[str | None, typer.Option("--purpose", metavar="ID")] = None,
    category: Annotated[list[str] | None, typer.Option("--category", metavar="ID")] = None,
    wait: Annotated[str | None, typer.Option("--wait", metavar="PERIOD")] = None,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """List what is announced, show one announcement with its counts, or begin one."""
    language = language_of(context)
    with reached(load(data=data)) as storage:
        if deed is Deed.LIST:
            _list(storage, service, form, language)
            return
        if deed is Deed.BEGIN:
            wanted = _wanted(recipient, purpose, category, wait)
            with storage.work(service) as work:
                announcement = announce_sharing(Act(actor=OPERATOR, work=work), wanted)
            print_notice(say("announcements.begun", language))
        if announcement is None:
            raise ValueMissing(command=_COMMAND, name="ID")
        with storage.reading(service) as view:
            found = show_announcement(view, announcement)
    if form is Format.JSON:
        print_json(announcement_json(found))
    else:
        print_text(_line(found, language))


def _list(storage: Storage, service: str, form: Format, language: Language) -> None:
    with storage.reading(service) as view:
        found = view.sharing_notices.listed()
    if form is Format.JSON:
        print_json({"announcements": [announcement_json(each) for each in found]})
    else:
        lines = [_line(each, language) for each in found]
        print_text("\n".join(lines) or say("announcements.none", language))


def _wanted(
    recipient: str | None, purpose: str | None, category: list[str] | None, wait: str | None
) -> Wanted:
    """Return what is to be announced; without a wait of its own it is the promised one."""
    if recipient is None:
        raise ValueMissing(command=_COMMAND, name="--recipient")
    if purpose is None:
        raise ValueMissing(command=_COMMAND, name="--purpose")
    if not category:
        raise ValueMissing(command=_COMMAND, name="--category")
    try:
        waiting = None if wait is None else Period.parse(wait)
    except ValueError:
        raise WrongValue(command=_COMMAND, name="--wait") from None
    about = Sharing(recipient=recipient, purpose=purpose, data=frozenset(category))
    return Wanted(sharing=about, wait=waiting)


def _line(each: Counted, language: Language) -> str:
    announced = each.announced
    return say(
        "announcements.line",
        language,
        id=str(announced.id),
        recipient=announced.sharing.recipient,
        purpose=announced.sharing.purpose,
        data=" ".join(sorted(announced.sharing.data)),
        wait=str(announced.wait),
        affected=announced.affected,
        told=each.told,
        waiting=each.waiting,
        said_no=each.said_no,
    )
