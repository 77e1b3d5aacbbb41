"""``amana backup``: a backup while the system runs, its parts apart from each other."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final

import typer

from amana.acts.fault import fault_of
from amana.acts.note_backup import note_backup
from amana.assembly import reached_with_places
from amana.cli.copying import Progress, parts_of
from amana.cli.errors import WrongValue
from amana.cli.help import language_of
from amana.cli.printing import Format, FormatOption, Json, print_json, print_notice, print_text
from amana.domain.words import Language
from amana.settings import load
from amana.storage.archive.manifest import Part
from amana.storage.archive.take import Taken, Wanted, take
from amana.storage.errors import RootKeyNotOurs
from amana.storage.keys import FileRootKey
from amana.wording.catalogue import say

_TO: Final = "--to"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="backup")(backup)


def backup(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    *,
    to: Annotated[list[str], typer.Option(_TO, metavar="[PART=]FOLDER")],
    parts: Annotated[str | None, typer.Option("--parts", metavar="PART,...")] = None,
    with_root_key: Annotated[bool, typer.Option("--with-root-key")] = False,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Take a backup; what is not whole is not left behind."""
    language = language_of(context)
    wanted = Wanted(folders=_folders(to, parts_of(parts)), root_key=with_root_key)
    begun = time.monotonic()
    with reached_with_places(load(data=data)) as (storage, places, root_key):
        if with_root_key and not isinstance(root_key, FileRootKey):
            raise RootKeyNotOurs
        progress = Progress(language, shown=form is Format.TEXT)
        taken = take(storage, places, wanted, root_key=root_key, tell=progress.tell)
        # It is whole whatever becomes of the note, such as beside the schema of another release.
        fault = fault_of(lambda: note_backup(storage, taken))
    seconds = time.monotonic() - begun
    if form is Format.JSON:
        print_json(_as_json(taken, seconds))
    else:
        print_text(_as_text(taken, seconds, language, root_key=with_root_key))
    if fault is not None:
        print_notice(say("backup.not_noted", language, code=fault))


def _folders(to: list[str], parts: frozenset[Part]) -> Mapping[Part, Path]:
    """Return where each part goes: what names a part beats what names none."""
    anywhere: Path | None = None
    named: dict[Part, Path] = {}
    for each in to:
        part, _, folder = each.partition("=")
        if folder and part in set(Part):
            named[Part(part)] = Path(folder)
        else:
            anywhere = Path(each)
    found = {part: named.get(part, anywhere) for part in Part if part in parts}
    known = {part: folder for part, folder in found.items() if folder is not None}
    if known.keys() != found.keys():
        raise WrongValue(command="amana backup", name=_TO)
    return known


def _as_json(taken: Taken, seconds: float) -> Mapping[str, Json]:
    return {
        "backup": str(taken.backup),
        "at": taken.at.isoformat(),
        "seconds": round(seconds, 2),
        "parts": {
            part.value: {
                "folder": str(taken.parts[part]),
                "bytes": manifest.size,
                "files": len(manifest.everything),
                "rows": sum(table.rows for table in manifest.tables),
            }
            for part, manifest in taken.manifests.items()
        },
    }


def _as_text(taken: Taken, seconds: float, language: Language, *, root_key: bool) -> str:
    """Say where each part lies and what to keep where."""
    lines = [
        say(
            "backup.done", language, at=taken.at.isoformat(" ", "seconds"), seconds=f"{seconds:.1f}"
        )
    ]
    for part, manifest in taken.manifests.items():
        size = f"{manifest.size / 1e6:.1f}"
        lines.append(
            say(f"backup.part.{part.value}", language, folder=str(taken.parts[part]), size=size)
        )
    lines.append(say("backup.with_root_key" if root_key else "backup.root_key", language))
    return "\n".join(lines)
