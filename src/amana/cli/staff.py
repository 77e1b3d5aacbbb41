"""``amana staff``: who works on a service, for when the console is out of reach."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final
from uuid import UUID

import typer

from amana.acts.act import OPERATOR, Act
from amana.acts.team.change_role import remove_member
from amana.acts.team.invite import invite
from amana.acts.team.let_in import give_link
from amana.assembly import reached
from amana.cli.errors import ValueMissing
from amana.cli.help import language_of
from amana.cli.policy_file import FileMissing, NotUtf8
from amana.cli.printing import Format, FormatOption, Json, print_json, print_notice, print_text
from amana.domain.staff import StaffRole
from amana.domain.words import Language
from amana.settings import Settings, load
from amana.storage.database import Storage
from amana.wording.catalogue import say

_LONGEST_FILE: Final = 4_096


class Deed(StrEnum):
    """What can be done."""

    LIST = "list"
    INVITE = "invite"
    LINK = "link"
    REMOVE = "remove"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="staff")(staff)


def staff(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    deed: Annotated[Deed, typer.Argument()],
    member: Annotated[UUID | None, typer.Argument()] = None,
    *,
    service: Annotated[str, typer.Option("--service", metavar="NAME")],
    role: Annotated[StaffRole | None, typer.Option("--role")] = None,
    person: Annotated[Path, typer.Option("--person", metavar="FILE")] = Path("-"),
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """List who works on a service, invite somebody, make a link, or remove somebody."""
    language = language_of(context)
    settings = load(data=data)
    if deed is Deed.LIST:
        with reached(settings) as storage:
            _show(storage, service, form, language)
        return
    if deed is Deed.INVITE:
        if role is None:
            raise ValueMissing(command="amana staff", name="--role")
        name, email = _person(person)
        with reached(settings) as storage, storage.work(service) as work:
            act = Act(actor=OPERATOR, work=work)
            token = invite(act, name=name, email=email, role=role)
        print_text(say("staff.link", language, url=_link(settings, token)))
        return
    if member is None:
        raise ValueMissing(command="amana staff", name="MEMBER")
    with reached(settings) as storage:
        if deed is Deed.LINK:
            with storage.work(service) as work:
                token = give_link(Act(actor=OPERATOR, work=work), member)
            print_text(say("staff.link", language, url=_link(settings, token)))
        else:
            _remove(storage, service, member)
            print_notice(say("staff.removed", language))


def _remove(storage: Storage, service: str, member: UUID) -> None:
    with storage.work(service) as work:
        remove_member(Act(actor=OPERATOR, work=work), member)
    with storage.platform() as platform:
        platform.accounts.forget_gone()


def _person(path: Path) -> tuple[str, str]:
    """Return name and address out of two lines; a command line would show them to others."""
    try:
        if str(path) == "-":
            text = sys.stdin.buffer.read(_LONGEST_FILE).decode("utf-8")
        else:
            with path.open("rb") as file:
                text = file.read(_LONGEST_FILE).decode("utf-8")
    except OSError as error:
        raise FileMissing(file=str(path)) from error
    except UnicodeDecodeError as error:
        raise NotUtf8(file=str(path)) from error
    name, _, email = text.strip().partition("\n")
    return name.strip(), email.strip()


def _link(settings: Settings, token: str) -> str:
    origin = settings.public_url or f"http://{settings.host}:{settings.port}"
    return f"{origin}/console/sign-in?token={token}"


def _show(storage: Storage, service: str, form: Format, language: Language) -> None:
    """Print one member a line."""
    with storage.platform() as platform:
        found = platform.accounts.at(service)
    rows: list[dict[str, Json]] = [
        {"id": str(each.id), "role": each.role.value, "name": each.name, "email": each.email or ""}
        for each in found
    ]
    if form is Format.JSON:
        print_json({"staff": rows})
        return
    for row in rows:
        print_text(say("staff.one", language, **row))
    if not rows:
        print_text(say("staff.none", language))
