"""``amana init``: make an installation, step by step; what is there already stays as it is."""

import base64
import json
import secrets
import sys
from collections.abc import Mapping
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import typer

from amana.acts.found_service import Founded, found_service, open_service
from amana.acts.team.first_owner import operator_link
from amana.assembly import at_hand
from amana.cli.errors import WrongValue
from amana.cli.help import language_of
from amana.cli.key_files import keep_key, key_file_of
from amana.cli.policy_file import PolicyFile, open_policy
from amana.cli.printing import Format, FormatOption, Json, print_json, print_notice, print_text
from amana.domain.words import Language
from amana.settings import FILE_NAME, PREFIX, Settings, load
from amana.storage.database import Storage
from amana.storage.secret_files import write_secret
from amana.wording.catalogue import say

_BACKUP: Final = ("settings", "database", "root_key", "secrets", "ledger", "erasures")
"""What has to be backed up, each part apart from the others."""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="init")(init)


def init(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    folder: Annotated[Path, typer.Argument()] = Path(),
    *,
    policy: Annotated[list[Path] | None, typer.Option("--policy", metavar="FILE")] = None,
    service: Annotated[list[str] | None, typer.Option("--service", metavar="NAME")] = None,
    public_url: Annotated[str | None, typer.Option("--public-url", metavar="URL")] = None,
    host: Annotated[str | None, typer.Option("--host")] = None,
    port: Annotated[int | None, typer.Option("--port")] = None,
    database_url_file: Annotated[
        Path | None, typer.Option("--database-url-file", metavar="FILE")
    ] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Make an installation in a folder."""
    language = language_of(context)
    policies = [open_policy(path) for path in policy or ()]
    chosen: dict[str, object] = {
        "public_url": public_url,
        "host": host,
        "port": port,
        "database_url": None if database_url_file is None else _first_line(database_url_file),
    }
    names = list(service or ())
    new = not (folder / FILE_NAME).exists()
    if new and form is Format.TEXT and sys.stdin.isatty():
        names += _asked(chosen, language, named=bool(policies or names))
    _write_settings(folder, chosen)
    settings = load(folder=folder)
    with at_hand(settings) as storage:
        founded = [_found(storage, settings, each) for each in policies]
        founded += [_open(storage, settings, each) for each in names]
        link = _link(storage, settings, founded)
        services = storage.services()
    told = _told(folder, settings, founded, services, link)
    if form is Format.JSON:
        print_json(told | {"made_settings": new})
        return
    print_text(_as_text(told, settings, folder, language, new=new))


def _asked(chosen: dict[str, object], language: Language, *, named: bool) -> list[str]:
    """Ask the person at the terminal for what was not given; an empty answer chooses nothing."""
    if chosen["public_url"] is None:
        chosen["public_url"] = _ask("public_url", language)
    if chosen["database_url"] is None:
        chosen["database_url"] = _ask("database_url", language, hidden=True)
    name = None if named else _ask("service", language)
    return [name] if name else []


def _ask(what: str, language: Language, *, hidden: bool = False) -> str | None:
    answer = typer.prompt(
        say(f"init.ask.{what}", language), default="", show_default=False, hide_input=hidden
    )
    return str(answer).strip() or None


def _first_line(path: Path) -> str:
    """Return the address that a file holds: on a command line everybody could read it."""
    try:
        return path.read_text(encoding="utf-8").splitlines()[0].strip()
    except (OSError, UnicodeDecodeError, IndexError) as error:
        raise WrongValue(command="amana init", name="--database-url-file") from error


EXAMPLES: Final[Mapping[str, str]] = {
    "database_url": '"postgresql://admin:password@db.example.org/amana"',
    "keys_url": '"postgresql://admin:password@keys.example.org/amana"',
    "public_url": '"https://privacy.example.org"',
    "trusted_proxies": '["10.0.0.2", "10.0.0.0/24"]',
    "addresses": '{ shop = ["https://shop.example.org"] }',
    "tls_cert": '"chain.pem"',
    "tls_key": '"tls.key"',
    "witness": '"https://witness.example.org"',
    "witness_key": '"witness.example.org+a0e7b2d4+AfLSWtVVfVwvQmHQHXlxPGRjmlZNWt6f9lXCwHzlkQF4"',
    "security_contact": '"mailto:security@example.org"',
    "root_key_file": '"root.key"',
    "root_key_kms": '"alias/amana"',
    "oidc_issuer": '"https://login.example.org"',
    "oidc_client_id": '"amana"',
    "oidc_client_secret": '"secret"',
    "oidc_client_secret_file": '"oidc.secret"',
    "limits": "{ api = 60000, pages = 300 }",
    "mail_server": '"smtps://amana:password@mail.example.org"',
    "mail_from": '"amana@example.org"',
    "dkim_key": '"dkim.pem"',
    "dkim_domain": '"example.org"',
    "sms_gateway": '"https://sms.example.org/send"',
    "sms_headers": '"Authorization: Bearer …"',
    "message_webhook": '"https://shop.example.org/amana-messages"',
    "person_providers": (
        '{ google = { issuer = "https://accounts.google.com", client_id = "…",'
        ' client_secret_file = "google.secret", en = "Google" } }'
    ),
    "alarm_mail_to": '["privacy@example.org"]',
    "alarm_webhook": '"https://alarms.example.org/amana"',
    "mail_in_folders": '{ shop = "/var/mail/shop" }',
    "seed_mailboxes": '{ shop = "/var/mail/shop-seeds" }',
    "mail_in_secrets": '{ shop = "whsec_…" }',
    "mail_in_relay": '"mx.example.org"',
    "mail_in_addresses": '["info@example.org"]',
    "mail_in_rights": '["privacy@example.org"]',
    "event_webhooks": '{ shop = "https://shop.example.org/amana" }',
    "event_webhook_secrets": '{ shop = "whsec_…" }',
}
"""By name, what stands behind the comment sign where the default is nothing, or a table."""


_DRAWN: Final[Mapping[str, str]] = {
    "root_key": "",
    "metrics_token": "",
    "alarm_webhook_secret": "whsec_",
    "message_webhook_secret": "whsec_",
}
"""Secrets of Amana's own, and how each begins: a fresh one stands behind the comment sign."""


def _write_settings(folder: Path, chosen: dict[str, object]) -> None:
    """Write the settings file where there is none, for its owner alone, as a whole."""
    path = folder / FILE_NAME
    if path.exists():
        return
    given = {"data": "data"} | {name: value for name, value in chosen.items() if value is not None}
    # Whatever cannot be used is refused before it is written.
    load({}, folder=folder, **given)
    folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    write_secret(path, settings_text(given))


def settings_text(given: dict[str, object]) -> str:
    """Return the file: every setting with what it is, those chosen without the comment sign."""
    parts = ["# Settings of Amana. A variable AMANA_<NAME> of the environment beats this file."]
    for each in fields(Settings):
        head = f"# {each.metadata['about']} ({PREFIX}{each.name.upper()})"
        # JSON's strings and numbers are TOML's too.
        if each.name in given:
            value = json.dumps(given[each.name], ensure_ascii=False)
            parts.append(f"{head}\n{each.name} = {value}")
        else:
            parts.append(f"{head}\n# {each.name} = {_commented(each.name, each.default)}")
    return "\n\n".join(parts) + "\n"


def _commented(name: str, default: object) -> str:
    """Return a right value in TOML: the default, or an example where there is none to be shown."""
    if name in EXAMPLES:
        return EXAMPLES[name]
    if name in _DRAWN:
        # An example of a key that everybody knows would be used as it stands.
        return f'"{_DRAWN[name]}{base64.b64encode(secrets.token_bytes(32)).decode()}"'
    plain = default if isinstance(default, bool | int) else str(default)
    return json.dumps(plain, ensure_ascii=False)


def _found(storage: Storage, settings: Settings, given: PolicyFile) -> Founded:
    path = key_file_of(settings, given.policy.service)
    return found_service(
        storage,
        given.policy,
        source=given.source,
        texts=given.texts,
        keep=partial(keep_key, path),
    )


def _open(storage: Storage, settings: Settings, name: str) -> Founded:
    path = key_file_of(settings, name)
    return open_service(storage, name, keep=partial(keep_key, path))


def _link(storage: Storage, settings: Settings, founded: list[Founded]) -> str | None:
    """Return a link by which whoever set this up comes in, where a service was made just now.

    From then on ``amana serve`` gives one at each start until somebody owns the service.
    """
    token = None
    if any(each.key is not None for each in founded):
        token = operator_link(storage, storage.services())
    base = settings.public_url or f"http://{settings.host}:{settings.port}"
    return None if token is None else f"{base}/console/sign-in?token={token}"


def _told(
    folder: Path,
    settings: Settings,
    founded: list[Founded],
    services: tuple[str, ...],
    link: str | None,
) -> dict[str, Json]:
    """Return what is there now, what was made, and what to back up."""
    made = {each.service for each in founded if each.key is not None}
    return {
        "folder": str(folder.absolute()),
        "services": [
            {
                "service": each,
                "made": each in made,
                "key_file": str(key_file_of(settings, each)),
            }
            for each in services
        ],
        "differs": [each.service for each in founded if each.differs],
        "sign_in": link,
        "back_up": {part: _place_of(part, folder, settings) for part in _BACKUP},
    }


def _place_of(part: str, folder: Path, settings: Settings) -> str:
    data = settings.data.absolute()
    own = "" if settings.database_url is not None else str(data / "database")
    places = {
        "settings": str((folder / FILE_NAME).absolute()),
        "database": own,
        "root_key": str(settings.root_key_file or data / "secrets" / "root.key"),
        "secrets": str(data / "secrets"),
        "ledger": str(data / "ledger"),
        "erasures": str(data / "erasures"),
    }
    return places[part]


def _as_text(
    told: dict[str, Json], settings: Settings, folder: Path, language: Language, *, new: bool
) -> str:
    lines = [say("init.made" if new else "init.there", language, folder=told["folder"])]
    for each in told["services"] if isinstance(told["services"], list) else ():
        word = "init.service.made" if each["made"] else "init.service.there"
        lines.append(say(word, language, service=each["service"], file=each["key_file"]))
    for name in told["differs"] if isinstance(told["differs"], list) else ():
        print_notice(say("init.differs", language, service=name))
    lines += ["", say("init.back_up", language)]
    for part in _BACKUP:
        place = _place_of(part, folder, settings)
        if place:
            lines.append(say(f"init.part.{part}", language, place=place))
        else:
            lines.append(say("init.part.database.own", language))
    lines += ["", say("init.next", language, folder=told["folder"])]
    if told["sign_in"] is not None:
        lines.append(say("init.sign_in", language, link=told["sign_in"]))
    elif not told["services"]:
        lines.append(say("init.no_service", language))
    return "\n".join(lines)
