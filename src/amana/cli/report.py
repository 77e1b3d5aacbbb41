"""``amana report``: what the policy page shows, as text, JSON or a page in one file."""

from pathlib import Path
from typing import Annotated, Final

import typer

from amana.acts.doors.public import PublicDoor
from amana.assembly import opened
from amana.cli.help import language_of
from amana.cli.printing import print_text
from amana.cli.public_files import open_place
from amana.domain.errors import Broken, Refused
from amana.domain.words import Language
from amana.http.reports import ReportForm, write_report
from amana.http.serving import ZONE
from amana.settings import load

_ROUTE: Final = "privacy/report"


class ReportNotThere(Refused):
    """At this address there is no service with such a version of a policy."""

    code = "report.not_there"


class ReportUnreadable(Broken):
    """What came from the address is not a report."""

    code = "report.unreadable"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="report")(report)


def report(
    context: typer.Context,
    service: Annotated[str, typer.Argument()],
    *,
    form: Annotated[ReportForm, typer.Option("--format")] = ReportForm.TEXT,
    version: Annotated[int | None, typer.Option("--version", min=1)] = None,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
) -> None:
    """Report how the promises of a service stand; a running one is named by its address."""
    language = language_of(context)
    if "://" in service:
        print_text(_fetched(service, form, language, version))
    else:
        print_text(_written(service, form, language, version, data))


def _written(
    service: str, form: ReportForm, language: Language, version: int | None, data: Path | None
) -> str:
    """Write the report from the database, which no other program may have in use."""
    settings = load(data=data)
    with opened(settings) as storage:
        door = PublicDoor(storage, settings.data / "ledger")
        page = door.policy_page(service, language=language, version=version)
    return write_report(page, form, language, ZONE)


def _fetched(address: str, form: ReportForm, language: Language, version: int | None) -> str:
    """Fetch the report that a running server writes, within the bounds of public files."""
    chosen = "" if version is None else f"&version={version}"
    with open_place(address) as read:
        data = read(f"{_ROUTE}?format={form.value}&lang={language}{chosen}")
    if data is None:
        raise ReportNotThere
    try:
        return data.decode("utf-8").removesuffix("\n")
    except UnicodeDecodeError as error:
        raise ReportUnreadable from error
