"""``amana service``: the services of an installation, from their making to their end."""

import json
import re
from datetime import timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final
from uuid import UUID

import typer

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import LONGEST_DAYS, NewKey, make_api_key, revoke_api_key
from amana.acts.close_service import Certificate, close_service
from amana.acts.export_service import export_service
from amana.acts.found_service import open_service
from amana.acts.pause_service import pause_service, resume_service
from amana.assembly import at_hand, places_of, sequencer_of
from amana.cli.errors import ValueMissing, WrongValue
from amana.cli.help import language_of
from amana.cli.key_files import keep_key, key_file_of
from amana.cli.printing import Format, FormatOption, Json, print_json, print_notice, print_text
from amana.domain.errors import Refused
from amana.domain.key_scope import Ability, KeyScope
from amana.domain.words import Language
from amana.settings import Settings, load
from amana.storage.api_keys import ApiKey
from amana.storage.database import Storage
from amana.storage.secret_files import write_secret
from amana.wording.catalogue import say

if TYPE_CHECKING:
    from collections.abc import Callable

_LABEL: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}", re.ASCII)
"""It becomes part of a file's name."""


class KeyFileThere(Refused):
    """The file for a new API key is there already; it may hold a key that is in use."""

    code = "service.key_file_there"


class Deed(StrEnum):
    """What can be done with a service."""

    LIST = "list"
    CREATE = "create"
    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"
    KEYS = "keys"
    ADD_KEY = "add-key"
    REVOKE_KEY = "revoke-key"


class Place:
    """Where a command works: settings, database, one service, and how it answers."""

    def __init__(
        self, settings: Settings, storage: Storage, name: str, language: Language, form: Format
    ) -> None:
        """Take the parts."""
        self.settings, self.storage, self.name = settings, storage, name
        self.language, self.form = language, form

    def show(self, told: dict[str, Json], key: str) -> None:
        """Print what was done, as JSON or in words of the catalogue."""
        if self.form is Format.JSON:
            print_json(told)
        else:
            print_text(say(f"service.{key}", self.language, **told))


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="service")(service)


def service(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    deed: Annotated[Deed, typer.Argument()],
    name: Annotated[str | None, typer.Argument()] = None,
    *,
    reason: Annotated[str, typer.Option("--reason")] = "",
    label: Annotated[str, typer.Option("--label")] = "application",
    may: Annotated[list[Ability] | None, typer.Option("--may")] = None,
    purpose: Annotated[list[str] | None, typer.Option("--purpose")] = None,
    recipient: Annotated[str | None, typer.Option("--recipient", metavar="ID")] = None,
    customer: Annotated[str | None, typer.Option("--customer", metavar="ID")] = None,
    days: Annotated[int | None, typer.Option("--days", min=1, max=LONGEST_DAYS)] = None,
    key: Annotated[UUID | None, typer.Option("--key")] = None,
    key_file: Annotated[Path | None, typer.Option("--key-file", metavar="FILE")] = None,
    confirm: Annotated[str | None, typer.Option("--confirm", metavar="NAME")] = None,
    export: Annotated[Path | None, typer.Option("--export", metavar="FOLDER")] = None,
    without_export: Annotated[bool, typer.Option("--without-export")] = False,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Look after the services."""
    settings, language = load(data=data), language_of(context)
    if name is None and deed is not Deed.LIST:
        raise ValueMissing(command="amana service", name="NAME")
    if deed is Deed.CLOSE:
        _check_closing(name, confirm, export, without_export=without_export)
    if deed is Deed.REVOKE_KEY and key is None:
        raise ValueMissing(command="amana service", name="--key")
    to = None if without_export else export or _beside(settings.data)
    with at_hand(settings) as storage:
        place = Place(settings, storage, name or "", language, form)
        deeds: dict[Deed, Callable[[], None]] = {
            Deed.LIST: lambda: _list(place),
            Deed.CREATE: lambda: _create(place),
            Deed.PAUSE: lambda: _pause(place, reason),
            Deed.RESUME: lambda: _resume(place),
            Deed.CLOSE: lambda: _close(place, reason, to),
            Deed.KEYS: lambda: _keys(place),
            Deed.ADD_KEY: lambda: _add_key(
                place, _wanted(label, _scope(may, purpose, recipient, customer), days), key_file
            ),
            Deed.REVOKE_KEY: lambda: _revoke_key(place, key),
        }
        deeds[deed]()


def _check_closing(
    name: str | None, confirm: str | None, export: Path | None, *, without_export: bool
) -> None:
    """Have the name said twice: what is closed does not come back."""
    if confirm != name:
        raise ValueMissing(command="amana service", name="--confirm")
    if export is not None and without_export:
        raise WrongValue(command="amana service", name="--export")


def _beside(data: Path) -> Path:
    """Return where an export goes by default: not into the folder that holds the keys."""
    here = data.absolute()
    return here.with_name(f"{here.name}-exports")


def _list(place: Place) -> None:
    with place.storage.platform() as platform:
        found = platform.conditions()
    rows: list[dict[str, Json]] = [
        {"service": each, "state": condition.state.value, "reason": condition.reason}
        for each, condition in found.items()
    ]
    if place.form is Format.JSON:
        print_json({"services": rows})
        return
    for row in rows:
        state = say(f"service.state.{row['state']}", place.language)
        print_text(say("service.one", place.language, **(row | {"state": state})).rstrip())
    if not rows:
        print_notice(say("service.none", place.language))


def _create(place: Place) -> None:
    path = key_file_of(place.settings, place.name)
    made = open_service(place.storage, place.name, keep=partial(keep_key, path))
    if made.key is None:
        place.show({"service": place.name, "key_file": None}, "there")
    else:
        place.show({"service": place.name, "key_file": str(path)}, "created")


def _pause(place: Place, reason: str) -> None:
    with place.storage.work(place.name) as work:
        pause_service(Act(actor=OPERATOR, work=work), reason=reason)
    place.show({"service": place.name, "state": "paused"}, "paused")


def _resume(place: Place) -> None:
    with place.storage.work(place.name) as work:
        resume_service(Act(actor=OPERATOR, work=work))
    place.show({"service": place.name, "state": "open"}, "resumed")


def _close(place: Place, notice: str, export_to: Path | None) -> None:
    written: list[Path] = []

    def export(to: Path) -> None:
        published = places_of(place.settings).published
        done = export_service(place.storage, place.name, published=published, to=to, bodies=True)
        written.append(done.folder)

    certificate = close_service(
        place.storage,
        sequencer_of(place.settings, place.storage),
        place.name,
        actor=OPERATOR,
        notice=notice,
        export=None if export_to is None else partial(export, export_to),
    )
    path = place.settings.data / "closed" / f"{place.name}.json"
    told = _certified(certificate)
    write_secret(path, json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    folder = str(written[0]) if written else None
    place.show(told | {"certificate": str(path), "export": folder}, "closed")
    if folder is not None and place.form is Format.TEXT:
        print_text(say("service.exported", place.language, folder=folder))


def _certified(certificate: Certificate) -> dict[str, Json]:
    """Return the certificate as JSON."""
    emptied = certificate.emptied
    return {
        "service": certificate.service,
        "closed_at": certificate.closed_at.isoformat(timespec="seconds"),
        "notice": certificate.notice,
        "exported": certificate.exported,
        "deleted": None
        if emptied is None
        else {
            "bodies": emptied.bodies,
            "links": emptied.links,
            "acceptances": emptied.acceptances,
        },
        "checkpoint": certificate.checkpoint,
        "verifier": certificate.verifier,
    }


def _keys(place: Place) -> None:
    with place.storage.reading(place.name) as view:
        found = view.api_keys.all()
    rows: list[dict[str, Json]] = [_key_row(key) for key in found]
    if place.form is Format.JSON:
        print_json({"service": place.name, "keys": rows})
        return
    for row in rows:
        word = "service.key.revoked" if row["revoked_at"] else "service.key"
        print_text(say(word, place.language, **(row | _limits(row, place.language))))


def _key_row(key: ApiKey) -> dict[str, Json]:
    """Return what is known of a key, without the key."""
    moments = {
        "created_at": key.created_at,
        "revoked_at": key.revoked_at,
        "expires_at": key.expires_at,
        "last_used_at": key.last_used_at,
    }
    scope = key.scope
    return {
        "id": str(key.id),
        "label": key.label,
        "may": None if scope.abilities is None else sorted(scope.abilities),
        "purposes": None if scope.purposes is None else sorted(scope.purposes),
        **{
            name: None if at is None else at.isoformat(timespec="seconds")
            for name, at in moments.items()
        },
    }


def _limits(row: dict[str, Json], language: Language) -> dict[str, Json]:
    """Say the limits of a key in one line; without any it says so."""
    told = []
    for name in ("may", "purposes"):
        named = row[name]
        if isinstance(named, list):
            told.append(say(f"service.key.{name}", language, listed=", ".join(map(str, named))))
    if row["expires_at"] is not None:
        told.append(say("service.key.until", language, at=str(row["expires_at"])))
    used = row["last_used_at"]
    told.append(
        say("service.key.unused", language)
        if used is None
        else say("service.key.used", language, at=str(used))
    )
    return {"limits": "; ".join(told)}


def _scope(
    may: list[Ability] | None,
    purposes: list[str] | None,
    recipient: str | None,
    customer: str | None,
) -> KeyScope:
    return KeyScope(
        abilities=frozenset(may) if may else None,
        purposes=frozenset(purposes) if purposes else None,
        recipient=recipient,
        customer=customer,
    )


def _wanted(label: str, scope: KeyScope, days: int | None) -> NewKey:
    """Return the key that is to be made; raises ``BadKeyLimits`` and ``BadName``."""
    if _LABEL.fullmatch(label) is None:
        raise WrongValue(command="amana service", name="--label")
    return NewKey(label=label, scope=scope, lasts=None if days is None else timedelta(days=days))


def _add_key(place: Place, new: NewKey, key_file: Path | None) -> None:
    path = key_file or key_file_of(place.settings, place.name, new.label)
    if path.exists():
        raise KeyFileThere(file=str(path))
    with place.storage.work(place.name) as work:
        make_api_key(Act(actor=OPERATOR, work=work), new, keep=partial(keep_key, path))
    with place.storage.reading(place.name) as view:
        identity = view.api_keys.all()[-1].id
    place.show({"service": place.name, "id": str(identity), "key_file": str(path)}, "key_added")


def _revoke_key(place: Place, key: UUID | None) -> None:
    if key is None:
        return
    with place.storage.work(place.name) as work:
        revoke_api_key(Act(actor=OPERATOR, work=work), key)
    place.show({"service": place.name, "id": str(key)}, "key_revoked")
