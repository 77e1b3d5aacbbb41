"""``amana map``: check a service's map, and put it in force."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from amana.acts.act import OPERATOR, Act
from amana.acts.records.apply_map import apply_map
from amana.acts.turn_keys import chosen_services
from amana.assembly import reached
from amana.cli.errors import WrongValue
from amana.cli.help import language_of
from amana.cli.policy_file import open_policy, text_of
from amana.cli.printing import Format, FormatOption, Json, print_json, print_text
from amana.domain.policy.errors import PolicyErrors
from amana.domain.record_map.model import RecordMap
from amana.domain.record_map.parse import parse
from amana.domain.words import Language
from amana.settings import load
from amana.wording.catalogue import say


class Deed(StrEnum):
    """What can be done with a map."""

    CHECK = "check"
    APPLY = "apply"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="map")(map_file)


def map_file(  # noqa: PLR0913 - each is an argument or option of the command
    context: typer.Context,
    deed: Annotated[Deed, typer.Argument()],
    file: Annotated[Path, typer.Argument(metavar="MAP", dir_okay=False)],
    *,
    policy: Annotated[Path | None, typer.Option("--policy", dir_okay=False)] = None,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Check a map against a policy, or put it in force against the policy that is."""
    if deed is Deed.APPLY and policy is not None:
        # What is in force decides; a file beside it could say something else.
        raise WrongValue(command="amana map apply", name="--policy")
    source = text_of(file)
    language = language_of(context)
    if deed is Deed.CHECK:
        if policy is None:
            _tell(parse(source), "formed", language, form)
            return
        # Of two files each says which of them its lines are of.
        with _naming(policy):
            against = open_policy(policy).policy
        with _naming(file):
            found = parse(source, policy=against)
        _tell(found, "checked", language, form)
        return
    found = parse(source)
    with reached(load(data=data)) as storage:
        (service,) = chosen_services(storage, found.service)
        with storage.work(service) as work:
            applied = apply_map(Act(actor=OPERATOR, work=work), source)
    key = "same" if applied.entry is None else "applied"
    _tell(found, key, language, form, number=applied.number)


@contextmanager
def _naming(file: Path) -> Iterator[None]:
    """Let what is wrong with the file name it."""
    try:
        yield
    except PolicyErrors as error:
        raise type(error)(error.problems, file=str(file)) from error


def _tell(
    found: RecordMap, key: str, language: Language, form: Format, number: int | None = None
) -> None:
    """Print what the map declares and what became of it."""
    fields = sum(len(each.fields) for each in found.records.values())
    told: dict[str, Json] = {
        "service": found.service,
        "records": sorted(found.records),
        "events": sorted(found.events),
        "tables": sorted(found.tables),
        "fields": fields,
        "number": number,
        "result": key,
    }
    if form is Format.JSON:
        print_json(told)
        return
    counts = {"records": len(found.records), "fields": fields, "number": number or 0}
    print_text(say(f"cli.map.{key}", language, service=found.service, **counts))
