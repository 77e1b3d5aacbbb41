"""``amana doctor``: look at everything, say what is missing and how it is mended."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final

import typer

from amana.acts.watch.doctor import Doctor
from amana.acts.watch.finding import Finding, State, say_finding, say_mending
from amana.assembly import doctor_for, reached_or_away
from amana.cli.exits import Exit
from amana.cli.help import language_of
from amana.cli.printing import Format, FormatOption, Json, print_json, print_text
from amana.cli.trying_mail import try_mail
from amana.domain.errors import Refused
from amana.domain.words import Language
from amana.settings import load
from amana.wording.catalogue import say
from amana.wording.digits import digits

_MARK: Final = {State.OK: "+", State.WARNING: "!", State.FAULT: "x", State.UNSEEN: "-"}


class NothingHere(Refused):
    """There is no installation in the folder, and none was to be made."""

    code = "doctor.nothing_here"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="doctor")(doctor)


def doctor(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    *,
    offline: Annotated[bool, typer.Option("--offline")] = False,
    ntp: Annotated[str | None, typer.Option("--ntp", metavar="HOST")] = None,
    dkim_selector: Annotated[str | None, typer.Option("--dkim-selector", metavar="NAME")] = None,
    mail_to: Annotated[str | None, typer.Option("--mail-to", metavar="ADDRESS")] = None,
    maildir: Annotated[Path | None, typer.Option("--maildir", metavar="FOLDER")] = None,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> int:
    """Look at everything."""
    language = language_of(context)
    settings = load(data=data)
    if mail_to is not None:
        return try_mail(settings, mail_to, maildir, language)
    if settings.database_url is None and not (settings.data / "database").is_dir():
        raise NothingHere(folder=str(settings.data))
    with reached_or_away(settings) as (storage, away):
        looking = doctor_for(
            settings, storage, offline=offline, ntp_server=ntp, dkim_selector=dkim_selector
        )
        found = _told(replace(looking, away=away), form, language)
    if form is Format.JSON:
        print_json({"sound": _sound(found), "checks": [_as_json(it, language) for it in found]})
    else:
        print_text(_summary(found, language))
    return Exit.OK if _sound(found) else Exit.FAILED


def _told(looking: Doctor, form: Format, language: Language) -> list[Finding]:
    """Return what is found; for reading it is printed as it is found."""
    found = []
    for it in looking.examine():
        found.append(it)
        if form is Format.TEXT:
            print_text(_lines(it, language))
    return found


def _lines(it: Finding, language: Language) -> str:
    state = say(f"doctor.state.{it.state.value}", language)
    check = say(f"watch.{it.check}", language)
    lines = [f"{_MARK[it.state]} {check} ({state}): {say_finding(it, language)}"]
    mending = say_mending(it, language)
    if mending:
        lines.append(f"    {mending}")
    return "\n".join(lines)


def _summary(found: Iterable[Finding], language: Language) -> str:
    counts = dict.fromkeys(State, 0)
    for it in found:
        counts[it.state] += 1
    return say(
        "doctor.summary",
        language,
        well=digits(counts[State.OK], language),
        warnings=digits(counts[State.WARNING], language),
        faults=digits(counts[State.FAULT], language),
        unseen=digits(counts[State.UNSEEN], language),
    )


def _as_json(it: Finding, language: Language) -> dict[str, Json]:
    return {
        "check": it.check,
        "state": it.state.value,
        "why": it.why,
        "subject": it.subject,
        "fields": dict(it.fields),
        "text": say_finding(it, language),
        "mend": say_mending(it, language),
    }


def _sound(found: Iterable[Finding]) -> bool:
    return not any(it.state is State.FAULT for it in found)
