"""``amana publications``: what waits to be published, judged one by one: list, approve, refuse."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final
from uuid import UUID

import typer

from amana.acts.act import OPERATOR, Act
from amana.acts.publications.judge import approve, refuse, waiting
from amana.assembly import reached
from amana.cli.errors import ValueMissing
from amana.cli.help import language_of
from amana.cli.printing import Format, FormatOption, Json, print_json, print_notice, print_text
from amana.domain.words import Language
from amana.settings import load
from amana.storage.database import Storage
from amana.storage.publications import PublicationRow
from amana.wording.catalogue import say

_COMMAND: Final = "amana publications"


class Deed(StrEnum):
    """What can be done with what waits."""

    LIST = "list"
    APPROVE = "approve"
    REFUSE = "refuse"


_TOLD: Final = {Deed.APPROVE: "publications.approved", Deed.REFUSE: "publications.refused"}


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="publications")(publications)


def publications(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    deed: Annotated[Deed, typer.Argument()],
    publication: Annotated[UUID | None, typer.Argument(metavar="ID")] = None,
    *,
    service: Annotated[str, typer.Option("--service", metavar="NAME")],
    reason: Annotated[str | None, typer.Option("--reason", metavar="WORDS")] = None,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """List what waits to be published, approve it, or refuse it with a reason."""
    language = language_of(context)
    with reached(load(data=data)) as storage:
        if deed is not Deed.LIST:
            _judge(storage, service, deed, publication, reason)
            print_notice(say(_TOLD[deed], language))
        with storage.reading(service) as view:
            found = waiting(view, after=None)
    if form is Format.JSON:
        print_json({"publications": [_as_json(each) for each in found]})
    else:
        lines = [_line(each, language) for each in found]
        print_text("\n".join(lines) or say("publications.none", language))


def _judge(
    storage: Storage, service: str, deed: Deed, publication: UUID | None, reason: str | None
) -> None:
    if publication is None:
        raise ValueMissing(command=_COMMAND, name="ID")
    if deed is Deed.REFUSE and reason is None:
        raise ValueMissing(command=_COMMAND, name="--reason")
    with storage.work(service) as work:
        act = Act(actor=OPERATOR, work=work)
        if reason is None or deed is Deed.APPROVE:
            approve(act, publication)
        else:
            refuse(act, publication, reason=reason)


def _line(each: PublicationRow, language: Language) -> str:
    return say(
        "publications.line",
        language,
        id=str(each.id),
        kind=each.owned.content.kind,
        how=each.wish.shown_as.say(language),
        words=" / ".join(each.owned.content.words.values()).replace("\n", " "),
    )


def _as_json(each: PublicationRow) -> dict[str, Json]:
    content, face = each.owned.content, each.owned.content.shown(each.wish)
    return {
        "id": str(each.id),
        "kind": content.kind,
        "purpose": each.purpose,
        "shown_as": each.wish.shown_as.value,
        "words": dict(content.words),
        "name": None if face.name is None else dict(face.name),
        "contact": None if face.contact is None else dict(face.contact),
        "submitted_at": each.submitted_at.isoformat(),
    }
