"""``amana recipients``: who gets data by the policy, how each is told, and what it is granted."""

import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from amana.acts.act import OPERATOR, Act
from amana.acts.recipients.ways import RecipientListed, drop_way, list_recipients, set_way
from amana.assembly import reached
from amana.cli.errors import ValueMissing
from amana.cli.help import language_of
from amana.cli.policy_file import text_of
from amana.cli.printing import Format, FormatOption, Json, print_json, print_notice, print_text
from amana.cli.recipient_grants import GrantOptions, give_grant, show_grants, take_grant
from amana.domain.request.telling import WayKind
from amana.domain.vocabulary.sharing import Nature, Safeguard
from amana.domain.words import Language
from amana.settings import load
from amana.storage.database import Storage
from amana.storage.recipients import RecipientWay
from amana.wording.catalogue import say

_COMMAND: Final = "amana recipients"
_FROM_INPUT: Final = "-"
_LONGEST: Final = 16_384


class Deed(StrEnum):
    """What can be done with recipients."""

    LIST = "list"
    SET = "set"
    GRANTS = "grants"
    """List what recipients are granted."""
    GRANT = "grant"
    END = "end"
    """End a grant."""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="recipients")(recipients)


def recipients(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    deed: Annotated[Deed, typer.Argument()],
    recipient: Annotated[str | None, typer.Argument(metavar="RECIPIENT|GRANT")] = None,
    *,
    service: Annotated[str, typer.Option("--service", metavar="NAME")],
    how: Annotated[WayKind, typer.Option("--how")] = WayKind.BY_HAND,
    way_file: Annotated[Path | None, typer.Option("--way-file", metavar="FILE|-")] = None,
    category: Annotated[list[str] | None, typer.Option("--category", metavar="ID")] = None,
    purpose: Annotated[list[str] | None, typer.Option("--purpose", metavar="ID")] = None,
    instruction: Annotated[str | None, typer.Option("--instruction", metavar="WORDS")] = None,
    until: Annotated[datetime | None, typer.Option("--until", formats=["%Y-%m-%d"])] = None,
    safeguard: Annotated[list[Safeguard] | None, typer.Option("--safeguard")] = None,
    nature: Annotated[Nature, typer.Option("--nature")] = Nature.SHARE,
    document: Annotated[str | None, typer.Option("--document", metavar="WORDS")] = None,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """List who gets data by the policy in force, set how one is told, give and end grants."""
    language = language_of(context)
    with reached(load(data=data)) as storage:
        if deed is Deed.GRANT:
            options = GrantOptions(
                categories=category,
                purposes=purpose,
                instruction=instruction,
                until=until,
                safeguards=safeguard,
                nature=nature,
                document=document,
            )
            give_grant(storage, service, options.wanted(recipient), form, language)
        elif deed is Deed.END:
            take_grant(storage, service, recipient, form, language)
        elif deed is Deed.GRANTS:
            show_grants(storage, service, recipient, form, language)
        else:
            if deed is Deed.SET:
                _set(storage, service, recipient, how, way_file)
                print_notice(say("recipients.set", language))
            _list(storage, service, form, language)


def _list(storage: Storage, service: str, form: Format, language: Language) -> None:
    with storage.reading(service) as view:
        found = list_recipients(view)
    if form is Format.JSON:
        print_json({"recipients": [_as_json(each) for each in found]})
    else:
        lines = [_line(each, language) for each in found]
        print_text("\n".join(lines) or say("recipients.none", language))


def _set(
    storage: Storage, service: str, recipient: str | None, how: WayKind, way_file: Path | None
) -> None:
    """Set how a recipient is told. The way holds a secret: it is read from a file alone."""
    if recipient is None:
        raise ValueMissing(command=_COMMAND, name="RECIPIENT")
    if how is not WayKind.BY_HAND and way_file is None:
        raise ValueMissing(command=_COMMAND, name="--way-file")
    with storage.work(service) as work:
        act = Act(actor=OPERATOR, work=work)
        if how is WayKind.BY_HAND or way_file is None:
            drop_way(act, recipient)
        else:
            set_way(act, recipient, RecipientWay(kind=how, way=_read(way_file)))


def _read(file: Path) -> str:
    if str(file) == _FROM_INPUT:
        return sys.stdin.read(_LONGEST).strip()
    return text_of(file).strip()


def _line(each: RecipientListed, language: Language) -> str:
    return say(
        "recipients.line",
        language,
        id=each.recipient.id,
        name=each.recipient.name.say(language),
        how=say(f"recipients.how.{each.kind.value}", language),
        contact=each.recipient.contact or "-",
    )


def _as_json(each: RecipientListed) -> dict[str, Json]:
    return {
        "recipient": each.recipient.id,
        "name": {"ar": each.recipient.name.ar, "en": each.recipient.name.en},
        "contact": each.recipient.contact,
        "country": each.recipient.country,
        "safeguards": each.recipient.safeguards,
        "how": each.kind.value,
    }
