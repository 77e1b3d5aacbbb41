"""Judge what waits to be published: only what a person approved is ever seen."""

from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.publications.asking import check_permitted, stays_without_person
from amana.acts.publications.evidence import entry_of
from amana.domain.decision.rule import Doing
from amana.domain.publication.content import PublicationState, Turn, check_turn
from amana.domain.publication.errors import PublicationUnfit
from amana.storage.publications import PublicationRow, Standing
from amana.storage.work import View

REFUSE: Final = "refuse-publication"
LONGEST_REASON: Final = 500


def waiting(view: View, *, after: UUID | None, limit: int = 50) -> tuple[PublicationRow, ...]:
    """Return what waits to be judged, the oldest first."""
    return view.publications.waiting(after=after, limit=limit)


def approve(act: Act, publication: UUID) -> None:
    """Let everybody see it, as its owner wishes, from this transaction on.

    The decision is asked while nobody can choose otherwise. Raises ``NotFound``, ``WrongTurn``
    and ``NotForPublication``.
    """
    work = act.work
    row = work.publications.one(publication)
    check_turn(row.state, Turn.APPROVE)
    face = row.owned.content.shown(row.wish)
    found = check_permitted(work, row.owned.person, row.purpose, face)
    entry = work.name_entry()
    stays = stays_without_person(found, face)
    now = Standing(state=PublicationState.APPROVED, wish=row.wish, face=face, stays=stays)
    work.publications.become(row, now, entry=entry)
    work.commit(entry_of(act, row, Doing.PUBLISH.value, found=found), ids=(entry,))


def refuse(act: Act, publication: UUID, *, reason: str) -> None:
    """Refuse it, also after it was approved: nobody sees it from this transaction on.

    The reason stands sealed on the ledger. Raises ``NotFound``, ``WrongTurn``, and
    ``PublicationUnfit`` without a reason.
    """
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        raise PublicationUnfit(part="reason")
    work = act.work
    row = work.publications.one(publication)
    check_turn(row.state, Turn.REFUSE)
    entry = work.name_entry()
    now = Standing(state=PublicationState.REFUSED, wish=row.wish)
    work.publications.become(row, now, entry=entry)
    work.commit(entry_of(act, row, REFUSE, reason=reason.strip()), ids=(entry,))
