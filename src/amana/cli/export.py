"""``amana export``: everything of one service, in open forms."""

from pathlib import Path
from typing import Annotated

import typer

from amana.acts.export_service import export_service
from amana.assembly import places_of, reached
from amana.cli.help import language_of
from amana.cli.printing import Format, FormatOption, print_json, print_text
from amana.settings import load
from amana.wording.catalogue import say


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="export")(export)


def export(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    *,
    service: Annotated[str, typer.Option("--service", metavar="NAME")],
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER")],
    bodies: Annotated[bool, typer.Option("--bodies")] = False,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Export a service."""
    settings = load(data=data)
    with reached(settings) as storage:
        published = places_of(settings).published
        done = export_service(storage, service, published=published, to=to, bodies=bodies)
    if form is Format.JSON:
        print_json({"folder": str(done.folder), "files": done.files, "lines": done.lines})
    else:
        print_text(
            say(
                "export.done",
                language_of(context),
                folder=str(done.folder),
                files=done.files,
                lines=done.lines,
            )
        )
