"""Extend the term of a request once, told before the first is over, where every law says so."""

from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.in_force import in_force, published
from amana.acts.requests.errors import CannotExtend, TooLateToExtend
from amana.acts.requests.stepping import entry_about, person_of, tell_state
from amana.acts.requests.telling import tell_extended
from amana.acts.requests.terms import Asked, laws_named, term_of
from amana.domain.law.answers import rules_of
from amana.domain.request.deadline import can_extend
from amana.domain.request.states import ENDED
from amana.domain.vocabulary.requests import ExtensionReason
from amana.storage.requests import RequestRow, Term
from amana.storage.work import View

ACT: Final = "extend-request"


def extend_request(act: Act, request: UUID, *, reason: ExtensionReason) -> Term:
    """Extend it and commit; return the new term.

    Raises ``NotFound``, ``TooLateToExtend`` and ``CannotExtend``.
    """
    work = act.work
    row = work.requests.one(request, hold=True)
    if row.state in ENDED or row.extended_at is not None:
        raise CannotExtend
    if work.now >= row.safe_until:
        raise TooLateToExtend
    term = _longer(work, row)
    work.requests.extend(request, term)
    body = {
        "reason": reason.value,
        "article": term.article,
        "safe_until": term.safe_until.isoformat(),
        "latest_until": term.latest_until.isoformat(),
    }
    person = person_of(work, row)
    entry = entry_about(act, row, ACT, body, person)
    row = work.requests.one(request)
    tell_state(work, row, row.state, person=person)
    name = work.name_entry()
    tell_extended(work, row, reason, person=person, entry=name)
    work.commit(entry, ids=(name,))
    return term


def _longer(view: View, row: RequestRow) -> Term:
    """Return the longer term, or raise ``CannotExtend``: then a promise is stricter."""
    laws = laws_named(row.laws)
    if not can_extend(rules_of(laws, row.kind)):
        raise CannotExtend
    asked = Asked(kind=row.kind, laws=laws, country=row.country, received=row.received_at)
    policy = published(view, in_force(view)).policy
    term = term_of(view, policy, asked, extended=True)
    if term.safe_until <= row.safe_until:
        raise CannotExtend
    return term
