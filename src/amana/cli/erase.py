"""``amana erase``: erase a person from the command line, and print the certificate."""

from pathlib import Path
from typing import Annotated

import typer

from amana.acts.act import OPERATOR
from amana.acts.certificate import certificate_json
from amana.acts.children.erase_child import erase_child
from amana.acts.requests.erase_everywhere import erase_everywhere
from amana.acts.turn_keys import chosen_services
from amana.assembly import reached
from amana.cli.exits import Exit
from amana.cli.help import language_of
from amana.cli.person_file import person_in
from amana.cli.printing import Format, FormatOption, print_json, print_notice, print_text
from amana.domain.person.found_young import FoundYoung
from amana.domain.vocabulary.requests import RequestDoor
from amana.settings import load
from amana.wording.catalogue import say


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="erase")(erase)


def erase(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    *,
    service: Annotated[str, typer.Option("--service", metavar="NAME")],
    person_file: Annotated[Path, typer.Option("--person-file", metavar="FILE|-")],
    too_young: Annotated[FoundYoung | None, typer.Option("--too-young")] = None,
    yes: Annotated[bool, typer.Option("--yes")] = False,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> int:
    """Erase the person whose id stands in a file: on the line itself others would see it."""
    language = language_of(context)
    person = person_in(person_file, command="amana erase")
    with reached(load(data=data)) as storage:
        (known,) = chosen_services(storage, service)
        if not yes and not typer.confirm(say("erase.ask", language), default=False, err=True):
            print_notice(say("erase.left", language))
            return Exit.FAILED
        if too_young is not None:
            certificate = erase_child(storage, known, person=person, how=too_young, actor=OPERATOR)
        else:
            certificate = erase_everywhere(
                storage, known, person=person, actor=OPERATOR, door=RequestDoor.DESK
            )
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
