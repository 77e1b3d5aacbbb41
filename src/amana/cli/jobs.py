"""``amana jobs``: the jobs that were set aside, and what a person decides about them."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from amana.assembly import reached
from amana.cli.errors import ValueMissing
from amana.cli.help import language_of
from amana.cli.printing import Format, FormatOption, Json, print_json, print_notice, print_text
from amana.domain.words import Language
from amana.settings import load
from amana.storage.database import Storage
from amana.storage.job_queue import SetAside
from amana.wording.catalogue import say


class Deed(StrEnum):
    """What can be done with jobs that were set aside."""

    LIST = "list"
    RETRY = "retry"
    DISCARD = "discard"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="jobs")(jobs)


def jobs(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    deed: Annotated[Deed, typer.Argument()],
    job: Annotated[UUID | None, typer.Argument()] = None,
    *,
    service: Annotated[str | None, typer.Option("--service", metavar="NAME")] = None,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """List what was set aside, or decide about one job."""
    language = language_of(context)
    with reached(load(data=data)) as storage:
        if deed is Deed.LIST:
            _show(_set_aside(storage, service), form, language)
            return
        if job is None or service is None:
            raise ValueMissing(command="amana jobs", name="JOB, --service")
        with storage.platform() as platform:
            decide = platform.jobs.retry if deed is Deed.RETRY else platform.jobs.discard
            decide(service, job)
    print_notice(say("jobs.retried" if deed is Deed.RETRY else "jobs.discarded", language))


def _set_aside(storage: Storage, service: str | None) -> tuple[SetAside, ...]:
    with storage.platform() as platform:
        return platform.jobs.set_aside(service)


def _show(found: tuple[SetAside, ...], form: Format, language: Language) -> None:
    """Print one job a line; none of them holds a person's value."""
    rows: list[dict[str, Json]] = [
        {
            "service": job.service,
            "id": str(job.id),
            "name": job.name,
            "fault": job.fault or "",
            "attempts": job.attempts,
            "made_at": job.made_at.isoformat(timespec="seconds"),
        }
        for job in found
    ]
    if form is Format.JSON:
        print_json({"set_aside": rows})
        return
    for row in rows:
        print_text(say("jobs.one", language, **row))
    if not rows:
        print_text(say("jobs.none", language))
