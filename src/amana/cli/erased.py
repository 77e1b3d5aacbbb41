"""``amana erased``: certificates of erasures, and what came back of those who were erased."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from amana.acts.act import OPERATOR, Act
from amana.acts.certifying.hand_out import certificate_of_erasure, certificate_of_request
from amana.acts.coming_back.judge import erase_again, judge_anew, list_back
from amana.assembly import reached
from amana.assembly.sources import open_source
from amana.cli.errors import ValueMissing
from amana.cli.help import language_of
from amana.cli.printing import Format, FormatOption, Json, print_json, print_notice, print_text
from amana.domain.certificate.document import write_certificate
from amana.settings import Settings, load
from amana.storage.database import Storage
from amana.storage.erased_looks import CameBack
from amana.storage.errors import NotFound
from amana.wording.catalogue import say


class Deed(StrEnum):
    """What can be done."""

    CERTIFICATE = "certificate"
    """Print the certificate of a request or an erasure."""
    BACK = "back"
    """List what came back."""
    ANEW = "anew"
    """They came again of their own will."""
    AGAIN = "again"
    """Erase it again."""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="erased")(erased)


def erased(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    deed: Annotated[Deed, typer.Argument()],
    which: Annotated[UUID | None, typer.Argument()] = None,
    *,
    service: Annotated[str, typer.Option("--service", metavar="NAME")],
    every: Annotated[bool, typer.Option("--all")] = False,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Print a certificate; list what came back, and judge it."""
    language, settings = language_of(context), load(data=data)
    with reached(settings) as storage:
        if deed is Deed.CERTIFICATE:
            print_text(_certificate(storage, service, _named(which)).decode("utf-8").rstrip("\n"))
            return
        if deed is not Deed.BACK:
            done = _judge(storage, settings, service, deed, _named(which))
            print_notice(say(f"erased.{deed.value}" if done else "erased.again_none", language))
        with storage.reading(service) as view:
            found = list_back(view, every=every)
    if form is Format.JSON:
        print_json({"back": [_as_json(each) for each in found]})
        return
    lines = (
        say(
            "erased.line",
            language,
            back=str(each.id),
            source=each.source,
            table=each.place,
            at=each.first_at.isoformat(timespec="seconds"),
        )
        for each in found
    )
    print_text("\n".join(lines) or say("erased.none", language))


def _named(which: UUID | None) -> UUID:
    if which is None:
        raise ValueMissing(command="amana erased", name="WHICH")
    return which


def _certificate(storage: Storage, service: str, which: UUID) -> bytes:
    with storage.reading(service) as view:
        try:
            return write_certificate(certificate_of_request(view, which))
        except NotFound:
            return write_certificate(certificate_of_erasure(view, which))


def _judge(storage: Storage, settings: Settings, service: str, deed: Deed, which: UUID) -> bool:
    """Judge it; tell whether that was done."""
    if deed is Deed.AGAIN:
        return erase_again(storage, service, open_source(settings), which, actor=OPERATOR) > 0
    with storage.work(service) as work:
        judge_anew(Act(actor=OPERATOR, work=work), which)
    return True


def _as_json(back: CameBack) -> dict[str, Json]:
    return {
        "back": str(back.id),
        "source": back.source,
        "table": back.place,
        "first_at": back.first_at.isoformat(),
        "last_at": back.last_at.isoformat(),
        "judged": back.judged,
    }
