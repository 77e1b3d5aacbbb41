"""``amana disclosures``: the log of what left, a disclosure into a file, and who is to be told."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final
from uuid import UUID

import typer

from amana.acts.act import OPERATOR, Act
from amana.acts.sharing.disclose import Disclosed, disclose
from amana.acts.sharing.disclosing import Disclosing
from amana.acts.sharing.following import told_by_hand
from amana.acts.sharing.log import as_csv, as_html, disclosure_json, every_disclosure
from amana.assembly import reached
from amana.cli.errors import ValueMissing, WrongValue
from amana.cli.help import language_of
from amana.cli.person_file import person_in
from amana.cli.printing import Json, print_json, print_notice, print_text
from amana.domain.ledger import canonical
from amana.domain.sharing.disclosing import Method
from amana.domain.words import Language
from amana.settings import load
from amana.storage.database import Storage
from amana.storage.sharing import DisclosureRow
from amana.storage.stop_notices import StopNotice
from amana.wording.catalogue import say

_COMMAND: Final = "amana disclosures"
_OURS: Final = 0o600
_FORM: Final = "amana-disclosure-1"


class Deed(StrEnum):
    """What can be done with disclosures."""

    LIST = "list"
    FILE = "file"
    STOPS = "stops"
    TOLD = "told"


class LogForm(StrEnum):
    """In which form the log is printed."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    HTML = "html"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="disclosures")(disclosures)


def disclosures(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    deed: Annotated[Deed, typer.Argument()],
    notice: Annotated[UUID | None, typer.Argument()] = None,
    *,
    service: Annotated[str, typer.Option("--service", metavar="NAME")],
    recipient: Annotated[str | None, typer.Option("--recipient", metavar="ID")] = None,
    category: Annotated[list[str] | None, typer.Option("--category", metavar="ID")] = None,
    purpose: Annotated[str | None, typer.Option("--purpose", metavar="ID")] = None,
    person_file: Annotated[Path | None, typer.Option("--person-file", metavar="FILE|-")] = None,
    ground: Annotated[str | None, typer.Option("--ground", metavar="WORDS")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE")] = None,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: Annotated[LogForm, typer.Option("--format")] = LogForm.TEXT,
) -> None:
    """Show the disclosures, write one into a file, and say who is to be told to stop."""
    language = language_of(context)
    with reached(load(data=data)) as storage:
        if deed is Deed.FILE:
            given = _wanted(recipient, category, purpose, person_file, ground)
            _into_file(storage, service, given, out, language)
        elif deed is Deed.TOLD:
            _told(storage, service, notice, language)
        elif deed is Deed.STOPS:
            _stops(storage, service, form, language)
        else:
            _log(storage, service, recipient, form, language)


def _log(
    storage: Storage, service: str, recipient: str | None, form: LogForm, language: Language
) -> None:
    with storage.reading(service) as view:
        rows = every_disclosure(view, recipient)
        if form is LogForm.JSON:
            print_json({"disclosures": [disclosure_json(each) for each in rows]})
        elif form is LogForm.CSV:
            print_text(as_csv(rows).rstrip("\r\n"))
        elif form is LogForm.HTML:
            print_text(as_html(rows, language).rstrip("\n"))
        else:
            lines = [_line(each, language) for each in rows]
            print_text("\n".join(lines) or say("disclosures.none", language))


def _line(row: DisclosureRow, language: Language) -> str:
    """Say a disclosure in a line; one that could not be sent says since when it is tried."""
    said = say(
        "disclosures.line",
        language,
        at=row.made_at.isoformat(timespec="seconds"),
        recipient=row.recipient,
        method=say(f"sharing.method.{row.method.value}", language),
        purpose=row.purpose,
        data=" ".join(row.data),
        persons=row.persons,
        state=say(f"sharing.state.{row.state.value}", language),
    )
    if row.outside_release:
        outside = say("disclosures.outside_release", language, persons=row.outside_release)
        said = f"{said}; {outside}"
    if row.fault is None:
        return said
    fault = say("disclosures.fault", language, attempts=row.attempts, fault=row.fault)
    return f"{said}; {fault}"


def _wanted(
    recipient: str | None,
    category: list[str] | None,
    purpose: str | None,
    person_file: Path | None,
    ground: str | None,
) -> Disclosing:
    """Return what is to be written; ids of persons come from a file, one a line."""
    if recipient is None:
        raise ValueMissing(command=_COMMAND, name="--recipient")
    if purpose is None:
        raise ValueMissing(command=_COMMAND, name="--purpose")
    if not category:
        raise ValueMissing(command=_COMMAND, name="--category")
    if person_file is None:
        raise ValueMissing(command=_COMMAND, name="--person-file")
    lines = person_in(person_file, command=_COMMAND).splitlines()
    return Disclosing(
        recipient=recipient,
        persons=tuple(each for each in lines if each),
        data=frozenset(category),
        purpose=purpose,
        method=Method.FILE,
        ground=ground,
    )


def _into_file(
    storage: Storage, service: str, given: Disclosing, out: Path | None, language: Language
) -> None:
    """Write what may be given to a new file that only its owner reads."""
    if out is None:
        raise ValueMissing(command=_COMMAND, name="--out")
    try:
        opened = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OURS)
    except OSError:
        raise WrongValue(command=_COMMAND, name="--out") from None
    with os.fdopen(opened, "wb") as file:
        with storage.work(service) as work:
            done = disclose(Act(actor=OPERATOR, work=work), given)
        file.write(_file_of(service, given, done))
    some = sum(each.given for each in done.persons)
    refused = len(done.persons) - some
    print_notice(say("disclosures.written", language, persons=some, refused=refused))


def _file_of(service: str, given: Disclosing, done: Disclosed) -> bytes:
    return canonical.write(
        {
            "form": _FORM,
            "service": service,
            "disclosure": str(done.id),
            "for": given.purpose,
            "persons": tuple(
                {
                    "person": each.person,
                    "records": tuple(
                        {"type": it.type, "values": dict(it.values)} for it in each.records
                    ),
                }
                for each in done.persons
                if each.given
            ),
        }
    )


def _told(storage: Storage, service: str, notice: UUID | None, language: Language) -> None:
    if notice is None:
        raise ValueMissing(command=_COMMAND, name="NOTICE")
    with storage.work(service) as work:
        told_by_hand(Act(actor=OPERATOR, work=work), notice)
    print_notice(say("disclosures.told", language))


def _stops(storage: Storage, service: str, form: LogForm, language: Language) -> None:
    """List who is to be told to stop, and was not yet."""
    with storage.reading(service) as view:
        found = view.stop_notices.listed(waiting=True)
    if form is LogForm.JSON:
        print_json({"stops": [_stop_json(each) for each in found]})
        return
    lines = [
        say(
            "disclosures.stop",
            language,
            notice=str(each.id),
            recipient=each.recipient,
            purpose=each.purpose,
            since=each.since.isoformat(timespec="seconds"),
        )
        for each in found
    ]
    print_text("\n".join(lines) or say("disclosures.no_stop", language))


def _stop_json(each: StopNotice) -> dict[str, Json]:
    return {
        "notice": str(each.id),
        "recipient": each.recipient,
        "purpose": each.purpose,
        "why": each.why,
        "since": each.since.isoformat(),
        "attempts": each.attempts,
        "fault": each.fault,
    }
