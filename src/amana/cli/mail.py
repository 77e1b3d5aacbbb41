"""``amana mail``: letters that the mail system hands over, one at a time."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from amana.acts.letters.taking import take_letter
from amana.assembly import reached
from amana.assembly.mail_in import mailroom
from amana.channels.incoming import LARGEST
from amana.cli.help import language_of
from amana.cli.printing import Format, FormatOption, print_json, print_text
from amana.settings import load
from amana.wording.catalogue import say


class Deed(StrEnum):
    """What can be done with mail."""

    IN = "in"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="mail")(mail)


def mail(
    context: typer.Context,
    deed: Annotated[Deed, typer.Argument()],
    *,
    service: Annotated[str, typer.Option("--service", metavar="NAME")],
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Take one letter from the standard input."""
    del deed
    settings = load(data=data)
    raw = sys.stdin.buffer.read(LARGEST + 1)
    with reached(settings) as storage:
        kind = take_letter(storage, service, raw, mailroom(settings))
    if form is Format.JSON:
        print_json({"kind": kind.value})
    else:
        print_text(say(f"letters.kind.{kind.value}", language_of(context)))
