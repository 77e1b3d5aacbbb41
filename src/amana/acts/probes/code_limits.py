"""One-time codes, tried out: how long they are, how often they can be tried, and used.

A code is made and tried for a made-up person, by the ways by which every code is, in acts of which
nothing stays.
"""

from collections.abc import Iterator
from typing import Final

from amana.acts.identity.codes import sign_in_by_code
from amana.acts.identity.errors import CodeNotRight
from amana.acts.identity.sign_in import PersonComing
from amana.acts.probes.probe import NIGHTLY, Fault, Ground, Looked, Probe
from amana.acts.proven import verify_promises
from amana.domain.evidence.question import ProbeName
from amana.domain.person.code import CodeTerms, code_terms
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.words import ARABIC
from amana.storage.identity import PersonCame
from amana.storage.probing import Rehearsal
from amana.storage.work import Work

_PERSON: Final = "made-up-for-codes"
_ADDRESS: Final = "made-up@codes.invalid"
_COMING: Final = PersonComing(came=PersonCame(browser="", address=""))


def look(ground: Ground) -> Looked:
    """Try codes out, right and wrong ones."""
    with ground.storage.rehearsing(ground.service) as rehearsal:
        terms = code_terms(verify_promises(rehearsal.work).values(), now=rehearsal.work.now)
        faults = tuple(_faults(rehearsal, terms))
    promises = frozenset(ground.promises)
    return Looked(
        kept=frozenset() if faults else promises,
        broken=promises if faults else frozenset(),
        faults=faults,
        seen={"digits": terms.digits, "tries": terms.tries},
    )


def _faults(rehearsal: Rehearsal, terms: CodeTerms) -> Iterator[Fault]:
    right, wrong = "1" * terms.digits, "2" * terms.digits
    ticket = _made(rehearsal, terms, right)
    if not _opens(rehearsal, ticket, right):
        yield Fault(code="right_code_refused", place="code")
    if _opens(rehearsal, ticket, right):
        yield Fault(code="code_used_twice", place="code")
    ticket = _made(rehearsal, terms, right)
    if any(_opens(rehearsal, ticket, wrong) for _ in range(terms.tries)):
        yield Fault(code="wrong_code_taken", place="code")
    if _opens(rehearsal, ticket, right):
        yield Fault(code="code_tried_too_often", place="code")


def _made(rehearsal: Rehearsal, terms: CodeTerms, digits: str) -> str:
    """Make a code for the made-up person."""
    with rehearsal.act() as work:
        key = _meet(work)
        code, ticket = work.codes.ask(
            IdentifierKind.EMAIL, _ADDRESS, language=ARABIC, ends=terms.ends
        )
        asked = work.codes.asked(code)
        if asked is not None:
            work.codes.make(asked, key, digits)
    return ticket


def _meet(work: Work) -> bytes:
    key = work.sealer.person_key(_PERSON)
    work.people.meet(key)
    work.identifiers.note_own(_PERSON, entry=work.name_entry())
    return key


def _opens(rehearsal: Rehearsal, ticket: str, typed: str) -> bool:
    """Tell whether a session begins by what is typed."""
    with rehearsal.act() as work:
        try:
            sign_in_by_code(work, ticket, typed, _COMING)
        except CodeNotRight:
            return False
    return True


PROBE: Final = Probe(name=ProbeName.CODE_LIMITS, every=NIGHTLY, look=look)
