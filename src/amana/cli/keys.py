"""``amana keys``: list keys, replace them, destroy old ones."""

import math
import time
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from amana.acts.act import OPERATOR
from amana.acts.turn_index import SETTLES, replace_index_key
from amana.acts.turn_keys import (
    chosen_services,
    destroy_epoch_key,
    replace_epoch,
    replace_ledger_key,
    replace_passwords,
    replace_root_key,
    show_epochs,
)
from amana.assembly import reached
from amana.cli.errors import ValueMissing, WrongValue
from amana.cli.exits import Exit
from amana.cli.help import language_of
from amana.cli.printing import Format, FormatOption, Json, print_json, print_notice, print_text
from amana.domain.words import Language
from amana.settings import load
from amana.storage.database import Storage
from amana.storage.keys.turning import Epoch
from amana.storage.ledger.rotation import OVERLAP
from amana.wording.catalogue import say, say_count

_SETTLE_SECONDS: Final = int(SETTLES.total_seconds())
_SHORTEST_WAIT_S: Final = 0.1
"""Between two looks at what another act holds."""


class Deed(StrEnum):
    """What can be done with keys."""

    LIST = "list"
    ROTATE = "rotate"
    DESTROY = "destroy"


class Which(StrEnum):
    """What can be replaced. Only an epoch's key can be destroyed."""

    ROOT = "root"
    EPOCH = "epoch"
    INDEX = "index"
    LEDGER = "ledger"
    PASSWORDS = "passwords"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="keys")(keys)


def keys(  # noqa: PLR0913 - each is an argument or option of the command
    context: typer.Context,
    deed: Annotated[Deed, typer.Argument()],
    which: Annotated[Which | None, typer.Argument()] = None,
    *,
    service: Annotated[str | None, typer.Option("--service", metavar="NAME")] = None,
    number: Annotated[int | None, typer.Option("--epoch", min=1)] = None,
    overlap: Annotated[int, typer.Option("--overlap-days", min=0, max=3650)] = OVERLAP.days,
    settle: Annotated[int, typer.Option("--settle-seconds", min=0, max=3600)] = _SETTLE_SECONDS,
    even_so: Annotated[bool, typer.Option("--even-so")] = False,
    yes: Annotated[bool, typer.Option("--yes")] = False,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> int:
    """List keys, replace them, or destroy an old epoch's key."""
    language = language_of(context)
    _check(deed, which, service, number)
    with reached(load(data=data)) as storage:
        if deed is Deed.LIST:
            _show(show_epochs(storage, service), form, language)
            return Exit.OK
        if not yes and not _confirmed(storage, deed, which, service, number, language):
            print_notice(say("keys.left", language))
            return Exit.FAILED
        if deed is Deed.DESTROY:
            told = _destroy(storage, service or "", number or 0, even_so=even_so)
        elif which is Which.INDEX:
            told = _rotate_index(storage, service, timedelta(seconds=settle), language)
        elif which is Which.LEDGER:
            told = _rotate_ledger(storage, service or "", timedelta(days=overlap))
        else:
            told = _rotate(storage, which or Which.ROOT, service, language)
    _tell(told, form, language)
    return Exit.OK


def _check(deed: Deed, which: Which | None, service: str | None, number: int | None) -> None:
    """Refuse what is incomplete, before anything is opened or asked."""
    if deed is Deed.DESTROY and (service is None or number is None):
        raise ValueMissing(command="amana keys destroy epoch", name="--service, --epoch")
    if deed is Deed.ROTATE and which is Which.LEDGER and service is None:
        raise ValueMissing(command="amana keys rotate ledger", name="--service")
    if deed is not Deed.LIST and which is None:
        raise ValueMissing(command=f"amana keys {deed}", name="WHICH")
    if deed is Deed.DESTROY and which is not Which.EPOCH:
        raise WrongValue(command="amana keys destroy", name="WHICH")


def _rotate(
    storage: Storage, which: Which, service: str | None, language: Language
) -> dict[str, Json]:
    """Replace what was named, and return what was done."""
    if which is Which.ROOT:
        return {"did": "root", "count": replace_root_key(storage, OPERATOR, lambda _: None)}
    if which is Which.PASSWORDS:
        return {"did": "passwords", "count": replace_passwords(storage, OPERATOR)}
    total = 0

    def progress(count: int) -> None:
        nonlocal total
        total += count
        print_notice(say_count("keys.progress", total, language))

    turned = {
        name: replace_epoch(storage, name, OPERATOR, progress)[0]
        for name in chosen_services(storage, service)
    }
    return {"did": "epoch", "count": total, "epochs": turned}


def _rotate_index(
    storage: Storage, service: str | None, settles: timedelta, language: Language
) -> dict[str, Json]:
    """Replace the index key of each service, saying how far it is and for what it waits."""
    total = 0

    def progress(count: int) -> None:
        nonlocal total
        total += count
        print_notice(say_count("keys.index.progress", total, language))

    def wait(seconds: float) -> None:
        if seconds:
            print_notice(say_count("keys.index.wait", math.ceil(seconds), language))
        time.sleep(max(seconds, _SHORTEST_WAIT_S))

    turned: dict[str, Json] = {
        name: replace_index_key(
            storage, name, OPERATOR, progress=progress, wait=wait, settles=settles
        ).number
        for name in chosen_services(storage, service)
    }
    return {"did": "index", "count": total, "indexes": turned}


def _rotate_ledger(storage: Storage, service: str, overlap: timedelta) -> dict[str, Json]:
    (known,) = chosen_services(storage, service)
    key = replace_ledger_key(storage, known, OPERATOR, overlap=overlap)
    return {"did": "ledger", "count": 1, "key": str(key)}


def _destroy(storage: Storage, service: str, number: int, *, even_so: bool) -> dict[str, Json]:
    (known,) = chosen_services(storage, service)
    gone = destroy_epoch_key(storage, known, number, even_so=even_so, actor=OPERATOR)
    return {"did": "destroyed", "count": gone}


def _confirmed(  # noqa: PLR0913, PLR0917 - what is asked about
    storage: Storage,
    deed: Deed,
    which: Which | None,
    service: str | None,
    number: int | None,
    language: Language,
) -> bool:
    """Say what will happen, and ask."""
    if deed is Deed.ROTATE:
        question = say(f"keys.ask.{which}", language)
    else:
        listed = {
            each.number: each for each in show_epochs(storage, service).get(service or "", ())
        }
        found = listed.get(number or 0)
        question = say_count("keys.ask.destroy", 0 if found is None else found.persons, language)
    return typer.confirm(question, default=False, err=True)


def _tell(told: dict[str, Json], form: Format, language: Language) -> None:
    if form is Format.JSON:
        print_json(told)
    else:
        count = told["count"]
        print_text(
            say_count(f"keys.did.{told['did']}", count if isinstance(count, int) else 0, language)
        )
        if "key" in told:
            print_text(str(told["key"]))


def _show(found: Mapping[str, tuple[Epoch, ...]], form: Format, language: Language) -> None:
    if form is Format.JSON:
        print_json({name: [_epoch_json(epoch) for epoch in held] for name, held in found.items()})
        return
    for name, held in found.items():
        print_text(name)
        for epoch in held:
            print_text(
                "  "
                + say(
                    "keys.epoch",
                    language,
                    number=epoch.number,
                    state=say(f"keys.state.{epoch.state}", language),
                    since=epoch.began_at.date().isoformat(),
                    persons=say_count("keys.persons", epoch.persons, language),
                )
            )


def _epoch_json(epoch: Epoch) -> Mapping[str, Json]:
    return {
        "epoch": epoch.number,
        "state": epoch.state,
        "began_at": epoch.began_at.isoformat(),
        "ended_at": None if epoch.ended_at is None else epoch.ended_at.isoformat(),
        "persons": epoch.persons,
    }
