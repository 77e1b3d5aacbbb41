"""``amana erase``: erase a person from the command line, and print the certificate."""

import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from amana.acts.act import Actor, Role
from amana.acts.certificate import certificate_json
from amana.acts.erase import erase as erase_person
from amana.acts.turn_keys import chosen_services
from amana.assembly import reached
from amana.cli.errors import WrongValue
from amana.cli.exits import Exit
from amana.cli.help import language_of
from amana.cli.printing import Format, FormatOption, print_json, print_notice, print_text
from amana.settings import load
from amana.wording.catalogue import say

_OPERATOR = Actor(role=Role.OPERATOR, label="operator")
_LONGEST: Final = 4096


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="erase")(erase)


def erase(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    *,
    service: Annotated[str, typer.Option("--service", metavar="NAME")],
    person_file: Annotated[Path, typer.Option("--person-file", metavar="FILE|-")],
    yes: Annotated[bool, typer.Option("--yes")] = False,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> int:
    """Erase the person whose id stands in a file: on the line itself others would see it."""
    language = language_of(context)
    person = _person(person_file)
    with reached(load(data=data)) as storage:
        (known,) = chosen_services(storage, service)
        if not yes and not typer.confirm(say("erase.ask", language), default=False, err=True):
            print_notice(say("erase.left", language))
            return Exit.FAILED
        certificate = erase_person(storage, known, person=person, actor=_OPERATOR)
    if form is Format.JSON:
        print_json(certificate_json(certificate))
    else:
        forgotten = certificate.forgotten
        print_text(
            say(
                "erase.done",
                language,
                erasure=str(certificate.erasure),
                at=certificate.closed_at.isoformat(timespec="seconds"),
                bodies=forgotten.bodies,
                acceptances=forgotten.acceptances,
                entry=str(certificate.done.id),
            )
        )
    return Exit.OK


def _person(file: Path) -> str:
    """Return the id in the file, without the line's end; ``-`` is standard input."""
    wrong = WrongValue(command="amana erase", name="--person-file")
    try:
        data = sys.stdin.buffer.read(_LONGEST) if str(file) == "-" else _head(file)
        return data.decode("utf-8").removesuffix("\n").removesuffix("\r")
    except (OSError, UnicodeDecodeError):
        # What stood there is not repeated, by a cause neither.
        raise wrong from None


def _head(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(_LONGEST)
