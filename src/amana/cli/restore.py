"""``amana restore``: put a backup back, and say what was lost."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Final

import typer

from amana.acts.restore import Asked, Restored, RestoredService, restore
from amana.assembly import places_of, restoring
from amana.cli.copying import Progress, parts_of
from amana.cli.help import language_of
from amana.cli.printing import Format, FormatOption, Json, print_json, print_text
from amana.domain.words import Language
from amana.settings import load
from amana.storage.keys import FileRootKey
from amana.wording.catalogue import say

_MOST_LINES: Final = 20


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="restore")(restore_backup)


def restore_backup(  # noqa: PLR0913 - each is an argument or option of the command
    context: typer.Context,
    folders: Annotated[list[Path], typer.Argument(metavar="FOLDER...")],
    *,
    parts: Annotated[str | None, typer.Option("--parts", metavar="PART,...")] = None,
    replace: Annotated[bool, typer.Option("--replace")] = False,
    erasures_lost: Annotated[bool, typer.Option("--erasures-lost")] = False,
    tiles_lost: Annotated[bool, typer.Option("--tiles-lost")] = False,
    older_root_key: Annotated[Path | None, typer.Option("--older-root-key", metavar="FILE")] = None,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Restore a backup; nothing of it is served before the erasures since are done again."""
    language = language_of(context)
    asked = Asked(
        folders=tuple(folders),
        parts=parts_of(parts),
        replace=replace,
        without_erasures=erasures_lost,
        without_tiles=tiles_lost,
    )
    settings = load(data=data)
    if older_root_key is not None:
        FileRootKey(places_of(settings).root_key).admit_older(older_root_key)
    with restoring(settings, folders) as target:
        progress = Progress(language, shown=form is Format.TEXT)
        done = restore(target, asked, tell=progress.tell)
    if form is Format.JSON:
        print_json(_as_json(done))
    else:
        print_text("\n".join(_as_text(done, language, asked)))


def _as_json(done: Restored) -> Mapping[str, Json]:
    loaded = done.database
    return {
        "taken_at": {part.value: at.isoformat() for part, at in done.taken_at.items()},
        "aside": None if loaded is None else loaded.aside,
        "api_keys_revoked_again": 0 if loaded is None else loaded.revoked_again,
        "roles_withdrawn_again": 0 if loaded is None else loaded.withdrawn_again,
        "api_keys_gone": 0 if loaded is None else loaded.keys_gone,
        "sessions_ended": done.sessions_ended,
        "services": [_service_as_json(each) for each in done.services],
    }


def _service_as_json(each: RestoredService) -> Mapping[str, Json]:
    return {
        "service": each.service,
        "erasures_replayed": each.replayed,
        "entries_held": each.ledger.held,
        "entries_published": each.ledger.size,
        "bodies_lost": each.ledger.lost,
        "since": [
            {"hour": hour.isoformat(), "act": act, "count": count}
            for (hour, act), count in sorted(each.since.items())
        ],
    }


def _as_text(done: Restored, language: Language, asked: Asked) -> Iterator[str]:
    """Say what was done, then what was lost."""
    yield say("restore.done", language)
    for part, at in done.taken_at.items():
        yield say("restore.part", language, part=part.value, at=at.isoformat(" ", "seconds"))
    for each in done.services:
        yield from _service_as_text(each, language)
    if asked.without_erasures:
        yield say("restore.erasures_lost", language)
    if asked.without_tiles:
        yield say("restore.tiles_lost", language)
    yield from _access_as_text(done, language)


def _service_as_text(each: RestoredService, language: Language) -> Iterator[str]:
    yield say(
        "restore.service",
        language,
        service=each.service,
        replayed=each.replayed,
        size=each.ledger.size,
        lost=each.ledger.lost,
    )
    rows = sorted(each.since.items())
    for (hour, act), count in rows[:_MOST_LINES]:
        yield say(
            "restore.since", language, hour=f"{hour:%Y-%m-%d %H:00} UTC", act=act, count=count
        )
    if len(rows) > _MOST_LINES:
        yield say("restore.more", language, count=len(rows) - _MOST_LINES)


def _access_as_text(done: Restored, language: Language) -> Iterator[str]:
    """Say who has access now that had none, or had it before."""
    if done.database is None:
        return
    yield say("restore.sessions", language, count=done.sessions_ended)
    if done.database.aside is None:
        yield say("restore.access", language)
        return
    yield say(
        "restore.keys",
        language,
        revoked=done.database.revoked_again,
        gone=done.database.keys_gone,
        withdrawn=done.database.withdrawn_again,
    )
    yield say("restore.aside", language, schema=done.database.aside)
