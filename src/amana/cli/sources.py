"""``amana sources``: what a foreign database seems to hold about people, and which are used."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.progress import Progress

from amana.acts.looking_at.source import Sight, look_at, name_in
from amana.assembly import clock, reached
from amana.assembly.sources import open_source
from amana.cli.errors import ValueMissing, WrongValue
from amana.cli.exits import Exit
from amana.cli.help import language_of
from amana.cli.policy_file import open_policy, text_of
from amana.cli.printing import Format, FormatOption, print_json, print_notice, print_text
from amana.cli.source_registry import Desk, Given, Registering
from amana.cli.source_words import (
    as_json,
    checked_json,
    checked_lines,
    map_text,
    misfit_lines,
    missed_lines,
    summary,
)
from amana.domain.policy.model import Policy
from amana.domain.proposal.comparison import compared, missed_numbers
from amana.domain.proposal.naming import slug
from amana.domain.proposal.proposal import Proposal
from amana.domain.proposal.proposal import propose as proposed
from amana.domain.source.fit import misfits, unread_triggers
from amana.domain.source.parse import parse
from amana.domain.source.registry import SourceKind
from amana.domain.source.structure import full_name
from amana.domain.words import Language
from amana.settings import SOURCE_URL, load, source_url
from amana.wording.catalogue import say

_COMMAND: Final = "amana sources"
_FROM_INPUT: Final = "-"
_LONGEST: Final = 4_096


class Deed(StrEnum):
    """What is done with a database, or with the list of a service's sources."""

    PROPOSE = "propose"
    CHECK = "check"
    ADD = "add"
    LIST = "list"
    APPROVE = "approve"
    REMOVE = "remove"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="sources")(sources)


def sources(  # noqa: PLR0913 - each is an argument or option of the command
    context: typer.Context,
    deed: Annotated[Deed, typer.Argument()],
    url: Annotated[str | None, typer.Argument(metavar="URL")] = None,
    *,
    file: Annotated[Path | None, typer.Option("--map", metavar="MAP", dir_okay=False)] = None,
    policy: Annotated[Path | None, typer.Option("--policy", dir_okay=False)] = None,
    service: Annotated[str | None, typer.Option("--service", metavar="NAME")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="MAP", dir_okay=False)] = None,
    kind: Annotated[SourceKind, typer.Option("--kind")] = SourceKind.SQL,
    version: Annotated[int | None, typer.Option("--map-version", metavar="NUMBER", min=1)] = None,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> int:
    """Propose a map, hold one against its database and a policy, or use it for a service."""
    language = language_of(context)
    if deed in {Deed.CHECK, Deed.ADD} and file is None:
        raise ValueMissing(command=_COMMAND, name="--map")
    if deed not in {Deed.PROPOSE, Deed.CHECK}:
        given = _given(deed, url, file, kind, version)
        with _desk(service, data, language, form) as desk:
            desk.do(Registering(deed.value), given)
        return Exit.OK
    against = None if policy is None else open_policy(policy).policy
    address = _address(url)
    if deed is Deed.CHECK and file is not None:
        return _check(file, address, against, language, form)
    sight = _looked_at(address, language)
    known = against.service if against is not None else slug(service or name_in(address))
    found = _proposal(sight, known, name_in(address), against)
    text = map_text(found, sight, language)
    if out is not None:
        _write(out, text)
    if form is Format.JSON:
        print_json(as_json(found, sight))
    elif out is None:
        print_text(text.rstrip("\n"))
    if out is not None or form is Format.TEXT:
        print_notice("\n".join(summary(found, sight, language)))
    return Exit.OK


def _check(
    file: Path, address: str, policy: Policy | None, language: Language, form: Format
) -> int:
    """Hold a map against its database and the policy; exit with 1 where something was found."""
    mapping = parse(text_of(file), policy=policy)
    sight = _looked_at(address, language)
    laid = sight.structure
    wrong = (*misfits(mapping, laid), *unread_triggers(mapping, laid))
    found = compared(mapping, _proposal(sight, mapping.service, mapping.source, policy), policy)
    people = ((full_name(t.schema, t.name), t.person) for t in mapping.tables.values())
    missed = missed_numbers(people, sight.tallies)
    if form is Format.JSON:
        print_json(checked_json(found, wrong, missed, sight))
    else:
        lines = (*misfit_lines(wrong, language), *missed_lines(missed, language))
        said = checked_lines(found, sight, language, promised=policy is not None)
        print_text("\n".join((*lines, *said)))
    return Exit.OK if found.clean and not wrong else Exit.FAILED


@contextmanager
def _desk(
    service: str | None, data: Path | None, language: Language, form: Format
) -> Iterator[Desk]:
    """Reach the list of a service's sources."""
    if service is None:
        raise ValueMissing(command=_COMMAND, name="--service")
    settings = load(data=data)
    with reached(settings) as storage:
        yield Desk(
            storage=storage,
            service=service,
            open_source=open_source(settings),
            language=language,
            form=form,
        )


def _given(
    deed: Deed, url: str | None, file: Path | None, kind: SourceKind, version: int | None
) -> Given:
    """Return what is said of a source; its way in may be left out where it is known."""
    if deed is not Deed.ADD or file is None:
        return Given(name=url, version=version)
    if url == _FROM_INPUT:
        url = sys.stdin.readline(_LONGEST).strip()
    return Given(text=text_of(file), way=url or source_url(), kind=kind)


def _proposal(sight: Sight, service: str, source: str, policy: Policy | None) -> Proposal:
    return proposed(
        sight.structure, sight.tallies, service=service, source=slug(source), policy=policy
    )


def _address(given: str | None) -> str:
    """Return the database's address: as given, from standard input, or from the environment.

    On the command line everybody on the machine can read it with its password.
    """
    if given == _FROM_INPUT:
        given = sys.stdin.readline(_LONGEST).strip()
    address = given or source_url()
    if not address:
        raise ValueMissing(command=_COMMAND, name=f"URL | {SOURCE_URL}")
    return address


def _looked_at(address: str, language: Language) -> Sight:
    """Return what is to be seen, with progress on a terminal."""
    with _progress(language) as tell:
        return look_at(address, clock().date(), tell)


@contextmanager
def _progress(language: Language) -> Iterator[Callable[[int, int], None]]:
    """Show on a terminal how many tables have been looked at."""
    console = Console(stderr=True, quiet=not sys.stderr.isatty())
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task(say("cli.sources.progress", language), total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _write(file: Path, text: str) -> None:
    """Write the map; a file that is there stays, for a person may have worked on it."""
    try:
        with file.open("x", encoding="utf-8") as sink:
            sink.write(text)
    except OSError as error:
        raise WrongValue(command=_COMMAND, name="--out") from error
