"""``amana probe list|run``: look at once at what probes look at every night."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from amana.acts.in_force import NoPolicyInForce, in_force, published
from amana.acts.probes.all_probes import PROBES, named, run_all
from amana.acts.probes.probe import Probe, ProbeRun, wanting
from amana.assembly import probing, reached
from amana.cli.exits import Exit
from amana.cli.help import language_of
from amana.cli.printing import Format, FormatOption, Json, print_json, print_text
from amana.domain.words import Language
from amana.settings import load
from amana.storage.database import Storage
from amana.storage.errors import UnknownService
from amana.wording.catalogue import say


class What(StrEnum):
    """What to do with the probes."""

    LIST = "list"
    RUN = "run"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="probe")(probe)


def probe(  # noqa: PLR0913 - each is an argument or option of the command
    context: typer.Context,
    what: Annotated[What, typer.Argument()],
    *,
    service: Annotated[list[str] | None, typer.Option("--service", metavar="NAME")] = None,
    probe: Annotated[list[str] | None, typer.Option("--probe", metavar="NAME")] = None,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> int:
    """List the probes, or run them."""
    language = language_of(context)
    probes = tuple(named(each) for each in probe or PROBES)
    settings = load(data=data)
    with reached(settings) as storage:
        services = _services(storage, service)
        if what is What.LIST:
            _show(_listed(storage, services, probes), form, language)
            return Exit.OK
        runs = list(run_all(storage, probing(settings), services=services, probes=probes))
    if form is Format.JSON:
        print_json([as_json(run) for run in runs])
    else:
        print_text("\n".join(line for run in runs for line in as_text(run, language)))
    return Exit.FAILED if any(run.looked and run.looked.broken for run in runs) else Exit.OK


def _services(storage: Storage, wanted: list[str] | None) -> tuple[str, ...]:
    """Return the services to look at; raises ``UnknownService`` for one that is not there."""
    known = storage.services()
    for each in wanted or ():
        if each not in known:
            raise UnknownService
    return tuple(dict.fromkeys(wanted)) if wanted else known


def _listed(
    storage: Storage, services: tuple[str, ...], probes: tuple[Probe, ...]
) -> Iterator[dict[str, Json]]:
    for service in services:
        with storage.reading(service) as view:
            try:
                policy = published(view, in_force(view)).policy
            except NoPolicyInForce:
                policy = None
        for each in probes:
            asked = () if policy is None else tuple(wanting(policy, each.name))
            hours = int(each.every.total_seconds()) // 3600
            yield {
                "probe": each.name.value,
                "service": service,
                "promises": asked,
                "every_hours": hours,
            }


def _show(rows: Iterator[dict[str, Json]], form: Format, language: Language) -> None:
    if form is Format.JSON:
        print_json(list(rows))
        return
    for row in rows:
        promises = row["promises"]
        named_promises = ", ".join(map(str, promises)) if isinstance(promises, tuple) else ""
        print_text(
            say(
                "probe.list.line",
                language,
                name=str(row["probe"]),
                probe=say(f"probe.{row['probe']}", language),
                service=str(row["service"]),
                promises=named_promises or say("probe.list.none", language),
            )
        )


def as_json(run: ProbeRun) -> Json:
    """Return what a run saw, for programs."""
    looked = run.looked
    return {
        "service": run.service,
        "probe": run.probe.value,
        "looked": looked is not None,
        "reason": None if run.unseen is None else run.unseen.value,
        "kept": sorted(looked.kept) if looked else [],
        "broken": sorted(looked.broken) if looked else [],
        "faults": [{"code": each.code, "place": each.place} for each in looked.faults]
        if looked
        else [],
        "entries": [str(entry) for entry in run.entries],
    }


def as_text(run: ProbeRun, language: Language) -> Iterator[str]:
    """Yield what a run saw, in a reader's words."""
    of_whom = {"service": run.service, "probe": say(f"probe.{run.probe.value}", language)}
    if run.looked is None:
        reason = say(f"probe.unseen.{run.unseen}", language)
        yield say("probe.run.unseen", language, **of_whom, reason=reason)
        return
    for state, promises in (("kept", run.looked.kept), ("broken", run.looked.broken)):
        if promises:
            shown = ", ".join(sorted(promises))
            yield say(f"probe.run.{state}", language, **of_whom, promises=shown)
    if not run.entries:
        yield say("probe.run.part", language, **of_whom)
    if "browser" in run.looked.seen:
        yield say(f"probe.browser.{run.looked.seen['browser']}", language)
    for fault in run.looked.faults:
        said = say(f"probe.fault.{fault.code}", language)
        yield say("probe.fault.at", language, place=fault.place, fault=said)
