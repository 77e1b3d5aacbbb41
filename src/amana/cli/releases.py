"""``amana releases``: data on a legal ground: list, show, propose, approve, refuse."""

import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final
from uuid import UUID

import typer
from pydantic import ValidationError

from amana.acts.act import OPERATOR, Act
from amana.acts.releases.deciding import (
    Proposed,
    approve_release,
    propose_release,
    refuse_release,
)
from amana.acts.releases.shown import release_json, release_whole_json
from amana.assembly import reached
from amana.cli.errors import ValueMissing, WrongValue
from amana.cli.given_json import OPTION, given_json
from amana.cli.help import language_of
from amana.cli.printing import Format, FormatOption, print_json, print_notice, print_text
from amana.domain.words import Language
from amana.http.api.release_shapes import Propose
from amana.settings import load
from amana.storage.database import Storage
from amana.storage.releases import ReleaseRow
from amana.wording.bidi import legible
from amana.wording.catalogue import say

_COMMAND: Final = "amana releases"


class Deed(StrEnum):
    """What can be done with releases."""

    LIST = "list"
    SHOW = "show"
    PROPOSE = "propose"
    APPROVE = "approve"
    REFUSE = "refuse"


_DONE: Final = {Deed.APPROVE: approve_release, Deed.REFUSE: refuse_release}


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(name="releases")(releases)


def releases(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    deed: Annotated[Deed, typer.Argument()],
    release: Annotated[UUID | None, typer.Argument(metavar="ID")] = None,
    *,
    service: Annotated[str, typer.Option("--service", metavar="NAME")],
    file: Annotated[Path | None, typer.Option("--file", metavar="FILE|-")] = None,
    data: Annotated[Path | None, typer.Option("--data", metavar="FOLDER")] = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """List the releases, show one with its document, propose one, or approve or refuse it.

    Whom a proposal is about stands in a file, as programs send it, never in the command. Who runs
    the machine counts as nobody of the team: what they, or a program, proposed is approved by a
    member at the console.
    """
    language = language_of(context)
    with reached(load(data=data)) as storage:
        if deed is Deed.LIST:
            _list(storage, service, form, language)
            return
        if deed is Deed.PROPOSE:
            release = _propose(storage, service, _proposed(file))
            print_notice(say("releases.done_propose", language))
        if release is None:
            raise ValueMissing(command=_COMMAND, name="ID")
        if deed in _DONE:
            with storage.work(service) as work:
                _DONE[deed](Act(actor=OPERATOR, work=work), release)
            print_notice(say(f"releases.done_{deed.value}", language))
        with storage.reading(service) as view:
            found = view.releases.one(release)
    if form is Format.JSON:
        print_json(release_whole_json(found))
    else:
        print_text("\n".join(_whole(found, language)))


def _proposed(file: Path | None) -> Proposed:
    """Read what ``POST /v1/releases`` takes. What does not fit is not repeated: it names people."""
    said = given_json(_COMMAND, file)
    try:
        return Propose.model_validate_json(json.dumps(said)).proposed()
    except ValidationError:
        raise WrongValue(command=_COMMAND, name=OPTION) from None


def _propose(storage: Storage, service: str, given: Proposed) -> UUID:
    with storage.work(service) as work:
        return propose_release(Act(actor=OPERATOR, work=work), given)


def _list(storage: Storage, service: str, form: Format, language: Language) -> None:
    with storage.reading(service) as view:
        found = view.releases.listed()
    if form is Format.JSON:
        print_json({"releases": [release_json(each) for each in found]})
    else:
        lines = [_line(each, language) for each in found]
        print_text("\n".join(lines) or say("releases.none", language))


def _whole(row: ReleaseRow, language: Language) -> Iterator[str]:
    """Yield a release with the document that asked for it, a line each."""
    yield _line(row, language)
    document = row.document
    said = {
        "asker": document.asker,
        "contact": document.contact,
        "reference": document.reference,
        "sha256": document.sha256,
        "reason": document.reason,
        "silent_until": None if row.silent_until is None else row.silent_until.isoformat(),
    }
    for name, value in said.items():
        if value is not None:
            named = say(f"releases.{name}", language)
            yield f"  {named}: {legible(value)}"


def _line(row: ReleaseRow, language: Language) -> str:
    return say(
        "releases.line",
        language,
        id=str(row.id),
        recipient=row.recipient,
        purpose=row.purpose,
        ground=row.ground,
        data=" ".join(row.data),
        people=row.people,
        state=say(f"releases.state_{row.state.value}", language),
    )
