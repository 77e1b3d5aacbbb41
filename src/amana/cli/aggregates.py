"""``amana aggregates``: figures over groups leave as fixed tables: release, list."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from amana.acts.act import OPERATOR, Act
from amana.acts.aggregates.release import list_releases, release
from amana.acts.aggregates.showing import release_json
from amana.assembly import reached
from amana.cli.errors import ValueMissing
from amana.cli.help import language_of
from amana.cli.policy_file import text_of
from amana.cli.printing import Format, FormatOption, print_json, print_text
from amana.domain.aggregate.form import parse_table
from amana.settings import load
from amana.storage.database import Storage
from amana.wording.catalogue import say

_COMMAND: Final = "amana aggregates"


class Deed(StrEnum):
    """What can be done with tables of figures."""

    RELEASE = "release"
    LIST = "list"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="aggregates")(aggregates)


def aggregates(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    deed: Annotated[Deed, typer.Argument()],
    table: Annotated[Path | None, typer.Argument(metavar="FILE")] = None,
    *,
    service: Annotated[str, typer.Option("--service", metavar="NAME")],
    label: Annotated[str | None, typer.Option("--label", metavar="LABEL")] = None,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Release a table of figures that a file declares, or list what was released."""
    language = language_of(context)
    with reached(load(data=data)) as storage:
        if deed is Deed.RELEASE:
            print_text(_release(storage, service, table, label))
            return
        with storage.reading(service) as view:
            found = list_releases(view)
    if form is Format.JSON:
        print_json({"releases": [release_json(each) for each in found]})
        return
    lines = [
        say(
            "aggregates.line",
            language,
            table=each.name,
            label=each.label,
            at=each.released_at.isoformat(timespec="seconds"),
            digest=each.digest.hex(),
        )
        for each in found
    ]
    print_text("\n".join(lines) or say("aggregates.none", language))


def _release(storage: Storage, service: str, table: Path | None, label: str | None) -> str:
    """Return the released table as its bytes say it, without the line's end."""
    if table is None:
        raise ValueMissing(command=_COMMAND, name="FILE")
    if label is None:
        raise ValueMissing(command=_COMMAND, name="--label")
    declared = parse_table(text_of(table))
    with storage.work(service) as work:
        content = release(Act(actor=OPERATOR, work=work), declared, label=label).content
    return content.decode("utf-8").removesuffix("\n")
