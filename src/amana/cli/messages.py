"""``amana messages``: the outbox of a service: what failed or waits, one message, another try."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final
from uuid import UUID

import typer

from amana.acts.act import OPERATOR, Act
from amana.acts.messages.outbox_page import (
    OutboxShown,
    retry_message,
    show_message,
    show_outbox,
)
from amana.assembly import reached
from amana.cli.errors import ValueMissing
from amana.cli.help import language_of
from amana.cli.printing import Format, FormatOption, Json, print_json, print_notice, print_text
from amana.domain.words import Language
from amana.settings import load
from amana.storage.outbox_rows import MessageRow
from amana.wording.catalogue import say

_SHOWN: Final = ("waiting", "sending", "failed")


class Deed(StrEnum):
    """What can be done with messages."""

    LIST = "list"
    SHOW = "show"
    RETRY = "retry"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="messages")(messages)


def messages(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    deed: Annotated[Deed, typer.Argument()],
    message: Annotated[UUID | None, typer.Argument()] = None,
    *,
    service: Annotated[str | None, typer.Option("--service", metavar="NAME")] = None,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """List what waits or failed, show one message, or have it tried again."""
    language = language_of(context)
    if service is None:
        raise ValueMissing(command="amana messages", name="--service")
    if message is None and deed is not Deed.LIST:
        raise ValueMissing(command="amana messages", name="MESSAGE")
    with reached(load(data=data)) as storage:
        if message is not None and deed is Deed.RETRY:
            with storage.work(service) as work:
                retry_message(Act(actor=OPERATOR, work=work), message)
            print_notice(say("messages.retried", language))
            return
        with storage.reading(service) as view:
            if message is None:
                _list(show_outbox(view, states=_SHOWN), form, language)
            else:
                _show(show_message(view, message), form, language)


def _list(shown: OutboxShown, form: Format, language: Language) -> None:
    """Print the counts, and a message a line; none of it says to whom or what."""
    rows = [_row(each) for each in shown.messages]
    totals = {
        name: sum(getattr(each, name) for each in shown.counts)
        for name in ("sent", "failed", "refused", "repeated")
    }
    if form is Format.JSON:
        print_json({"counts": dict(totals), "messages": rows})
        return
    print_text(say("messages.counts", language, **totals))
    for row in rows:
        print_text(say("messages.one", language, **row))
    if not rows:
        print_text(say("messages.none", language))


def _show(row: MessageRow, form: Format, language: Language) -> None:
    if form is Format.JSON:
        print_json(_row(row))
    else:
        print_text(say("messages.one", language, **_row(row)))


def _row(row: MessageRow) -> dict[str, Json]:
    return {
        "id": str(row.id),
        "state": row.state,
        "message_class": row.message_class,
        "channel": row.channel,
        "attempts": row.attempts,
        "repeats": row.repeats,
        "fault": row.fault or "",
        "made_at": row.made_at.isoformat(timespec="seconds"),
    }
