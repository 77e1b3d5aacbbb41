"""``amana breaches``: from noting a breach to having told of it."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final
from uuid import UUID

import typer

from amana.acts.act import OPERATOR, Act
from amana.acts.breaches.case import LAWS, HandedIn, Phase, read_case
from amana.acts.breaches.documents import (
    authority_form,
    case_json,
    form_page,
    register_of,
    register_page,
)
from amana.acts.breaches.drafting import draft
from amana.acts.breaches.finding import Finding, Found, Readings, Search
from amana.acts.breaches.given import Letter, facts_from, letters_from
from amana.acts.breaches.noting import (
    approve_notice,
    begin_sending,
    change_breach,
    close_breach,
    hand_in,
    open_breach,
    tell_otherwise,
)
from amana.acts.breaches.sending import settle, tell_all
from amana.assembly import reached
from amana.assembly.sources import open_source
from amana.cli.errors import ValueMissing
from amana.cli.given_json import given_json, given_text
from amana.cli.help import language_of
from amana.cli.printing import Format, FormatOption, print_json, print_notice, print_text
from amana.cli.showing.breaches import breach_lines, line
from amana.domain.words import LANGUAGES, Language
from amana.settings import load
from amana.storage.database import Storage
from amana.wording.catalogue import say, say_count

_COMMAND: Final = "amana breaches"
_LONGEST: Final = 10_000_000


class Deed(StrEnum):
    """What can be done with breaches."""

    LIST = "list"
    OPEN = "open"
    CHANGE = "change"
    AFFECTED = "affected"
    CLOCKS = "clocks"
    NOTICES = "notices"
    SEND = "send"
    OTHERWISE = "otherwise"
    FORM = "form"
    REGISTER = "register"
    CLOSE = "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What was given beside the deed."""

    storage: Storage
    service: str
    language: Language
    breach: UUID | None
    file: Path | None
    search: dict[str, Any]
    law: str | None
    phase: Phase
    at: datetime | None
    words: str
    rehearsal: bool
    page: bool
    progress: bool

    @property
    def one(self) -> UUID:
        if self.breach is None:
            raise ValueMissing(command=_COMMAND, name="BREACH")
        return self.breach

    def text(self) -> str:
        return given_text(_COMMAND, self.file)

    def json(self) -> dict[str, Any]:
        return given_json(_COMMAND, self.file)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="breaches")(breaches)


def breaches(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    deed: Annotated[Deed, typer.Argument()],
    breach: Annotated[UUID | None, typer.Argument(metavar="BREACH")] = None,
    *,
    service: Annotated[str, typer.Option("--service", metavar="NAME")],
    file: Annotated[Path | None, typer.Option("--file", metavar="FILE|-")] = None,
    category: Annotated[list[str] | None, typer.Option("--category", metavar="ID")] = None,
    source: Annotated[list[str] | None, typer.Option("--source", metavar="NAME")] = None,
    recipient: Annotated[list[str] | None, typer.Option("--recipient", metavar="ID")] = None,
    read_by: Annotated[str | None, typer.Option("--read-by", metavar="ID")] = None,
    since: Annotated[datetime | None, typer.Option("--since")] = None,
    until: Annotated[datetime | None, typer.Option("--until")] = None,
    law: Annotated[str | None, typer.Option("--law", metavar="LAW")] = None,
    phase: Annotated[Phase, typer.Option("--phase")] = Phase.INITIAL,
    at: Annotated[datetime | None, typer.Option("--at")] = None,
    words: Annotated[str, typer.Option("--words", metavar="WORDS")] = "",
    rehearsal: Annotated[bool, typer.Option("--rehearsal")] = False,
    page: Annotated[bool, typer.Option("--page")] = False,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Note a breach, find who is affected, tell them and the authorities, and keep the register."""
    language = language_of(context)
    with reached(load(data=data)) as storage:
        given = _Given(
            storage=storage,
            service=service,
            language=language,
            breach=breach,
            file=file,
            search={
                "categories": tuple(category or ()),
                "sources": tuple(source or ()),
                "recipients": tuple(recipient or ()),
                "by": read_by,
                "since": _utc(since),
                "until": _utc(until),
            },
            law=law,
            phase=phase,
            at=_utc(at),
            words=words,
            rehearsal=rehearsal,
            page=page,
            progress=form is Format.TEXT,
        )
        shown, said = _DEEDS[deed](given)
    if form is Format.JSON:
        print_json(shown)
    else:
        print_text(said)


def _utc(at: datetime | None) -> datetime | None:
    """Return an instant given without a zone as one of UTC."""
    return None if at is None else at.replace(tzinfo=at.tzinfo or UTC)


def _list(given: _Given) -> tuple[Any, str]:
    with given.storage.reading(given.service) as view:
        made = register_of(view)
    every = [*made["breaches"], *made["rehearsals"]]
    lines = [line(each, given.language) for each in every]
    return {"breaches": every}, "\n".join(lines) or say("breaches.none", given.language)


def _open(given: _Given) -> tuple[Any, str]:
    facts = facts_from(given.json())
    with given.storage.work(given.service) as work:
        made = open_breach(Act(actor=OPERATOR, work=work), facts, rehearsal=given.rehearsal)
    return _shown(given, made)


def _change(given: _Given) -> tuple[Any, str]:
    facts = facts_from(given.json())
    with given.storage.work(given.service) as work:
        act = Act(actor=OPERATOR, work=work)
        change_breach(act, given.one, facts, learnt=given.words)
    return _shown(given, given.one)


def _affected(given: _Given) -> tuple[Any, str]:
    asked = given.search
    ids = tuple(each for each in given.text().splitlines() if each) if given.file else ()
    readings = None
    if asked["by"] is not None:
        if asked["since"] is None or asked["until"] is None:
            raise ValueMissing(command=_COMMAND, name="--since")
        readings = Readings(by=asked["by"], since=asked["since"], until=asked["until"])
    if ids or readings or asked["categories"] or asked["sources"] or asked["recipients"]:
        found = Finding(
            storage=given.storage,
            service=given.service,
            breach=given.one,
            actor=OPERATOR,
            open_source=open_source(load()),
            progress=lambda count: _progress(given, "breaches.looked", count),
        ).find(
            Search(
                categories=asked["categories"],
                sources=asked["sources"],
                recipients=asked["recipients"],
                readings=readings,
                persons=ids,
            )
        )
        _not_found(given, found)
    shown, said = _shown(given, given.one)
    ways = [f"{way}: {count}" for way, count in sorted(shown["found_by"].items())]
    laws = [f"{law}: {count}" for law, count in sorted(shown["by_law"].items())]
    return shown, "\n".join([said.split("\n", 1)[0], *ways, *laws])


def _not_found(given: _Given, found: Found) -> None:
    """Say how many ids nobody is known by, and how many readings could not be opened."""
    for key, count in (("breaches.unknown", found.unknown), ("breaches.unread", found.unread)):
        if count:
            print_notice(say_count(key, count, given.language))


def _clocks(given: _Given) -> tuple[Any, str]:
    settle(given.storage, given.service, given.one)
    return _shown(given, given.one)


def _notices(given: _Given) -> tuple[Any, str]:
    """Show the draft, or approve the words of a file."""
    if given.file is not None:
        letters = letters_from(given.json())
        with given.storage.work(given.service) as work:
            approve_notice(Act(actor=OPERATOR, work=work), given.one, letters)
        print_notice(say("breaches.approved", given.language))
    with given.storage.reading(given.service) as view:
        case = read_case(view, given.one)
        found = case.letters or draft(case)
    shown = {each: _letter_json(found[each]) for each in LANGUAGES}
    letter = found[given.language]
    return shown, f"{letter.subject}\n\n{letter.text}"


def _send(given: _Given) -> tuple[Any, str]:
    with given.storage.work(given.service) as work:
        begin_sending(Act(actor=OPERATOR, work=work), given.one)
    put = tell_all(given.storage, given.service, given.one)
    _progress(given, "breaches.put_out", put)
    return _shown(given, given.one)


def _otherwise(given: _Given) -> tuple[Any, str]:
    with given.storage.work(given.service) as work:
        tell_otherwise(Act(actor=OPERATOR, work=work), given.one, at=given.at, how=given.words)
    return _shown(given, given.one)


def _form(given: _Given) -> tuple[Any, str]:
    """Show the form of an authority; with words, note that it was handed in."""
    law = LAWS.get(given.law or "")
    if law is None:
        raise ValueMissing(command=_COMMAND, name="--law")
    if given.words:
        done = HandedIn(law=law, phase=given.phase, at=given.at, how=given.words)
        with given.storage.work(given.service) as work:
            hand_in(Act(actor=OPERATOR, work=work), given.one, done)
        return _shown(given, given.one)
    with given.storage.reading(given.service) as view:
        form = authority_form(read_case(view, given.one), law, given.phase)
    text = json.dumps(form, ensure_ascii=False, indent=2)
    return form, form_page(form, given.language) if given.page else text


def _register(given: _Given) -> tuple[Any, str]:
    with given.storage.reading(given.service) as view:
        made = register_of(view)
    text = json.dumps(made, ensure_ascii=False, indent=2)
    return made, register_page(made, given.language) if given.page else text


def _close(given: _Given) -> tuple[Any, str]:
    with given.storage.work(given.service) as work:
        close_breach(Act(actor=OPERATOR, work=work), given.one, reason=given.words)
    return _shown(given, given.one)


_DEEDS: Final = {
    Deed.LIST: _list,
    Deed.OPEN: _open,
    Deed.CHANGE: _change,
    Deed.AFFECTED: _affected,
    Deed.CLOCKS: _clocks,
    Deed.NOTICES: _notices,
    Deed.SEND: _send,
    Deed.OTHERWISE: _otherwise,
    Deed.FORM: _form,
    Deed.REGISTER: _register,
    Deed.CLOSE: _close,
}


def _shown(given: _Given, breach: UUID) -> tuple[dict[str, Any], str]:
    with given.storage.reading(given.service) as view:
        shown = case_json(read_case(view, breach))
    return shown, breach_lines(shown, given.language)


def _letter_json(letter: Letter) -> dict[str, str]:
    return {"subject": letter.subject, "text": letter.text}


def _progress(given: _Given, key: str, count: int) -> None:
    if given.progress:
        print_notice(say_count(key, count, given.language))
