"""One-time codes: asked for, sent, shown; to sign in, or to prove that an address is one's own.

Asking does the same whoever is asked about: the address is sealed and a job put in the queue.
Only the worker, after the answer went out, looks whose address it is, and sends a code or none; so
neither the answer nor its time tells whether somebody is known.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeAlias
from uuid import UUID

from amana.acts.identity.errors import CodeNotRight
from amana.acts.identity.sign_in import (
    PersonComing,
    Shown,
    begin,
    note_failure,
    own_id,
)
from amana.acts.identity.whose import whose
from amana.acts.jobs import Handler
from amana.acts.persons.identifiers import note_verified
from amana.acts.proven import verify_promises
from amana.domain.person.code import CodeTerms, code_terms, read_code
from amana.domain.person.groups import PersonKey
from amana.domain.person.identifiers import IdentifierKind, Why
from amana.domain.person.level import CheckedBy, Level
from amana.domain.words import Language
from amana.storage.codes import AskedCode, TriedCode
from amana.storage.database import Storage
from amana.storage.jobs import Job
from amana.storage.work import View, Work
from amana.wording.catalogue import say

JOB: Final = "send_code"
LEVELS: Final = {IdentifierKind.EMAIL: Level.EMAIL, IdentifierKind.PHONE: Level.PHONE}
"""What a code to an address of a kind proves."""
BY: Final = {IdentifierKind.EMAIL: "code-by-mail", IdentifierKind.PHONE: "code-by-phone"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLetter:
    """A code on its way to whom its address belongs."""

    code: UUID
    """Which code it is about, and not what it is."""
    person: str = field(repr=False)
    kind: IdentifierKind
    address: str = field(repr=False)
    language: Language
    subject: str
    text: str = field(repr=False)
    expires_at: datetime


Deliver: TypeAlias = Callable[[Work, CodeLetter], None]
"""Sends a code, or has it sent once the work commits."""


def ask_code(work: Work, kind: IdentifierKind, address: str, *, language: Language) -> str:
    """Have a code sent to whom the address belongs, if to anybody; return the browser's ticket.

    ``address`` is normalised. Commits.
    """
    ends = code_terms_now(work).ends
    code, ticket = work.codes.ask(kind, address, language=language, ends=ends)
    work.jobs.defer(JOB, code=code)
    work.over()
    return ticket


def ask_code_to_prove(
    work: Work, person: str, kind: IdentifierKind, address: str, *, language: Language
) -> str:
    """Have a code sent to an address of which the person says that it is theirs.

    Nobody is known by it yet. ``address`` is normalised. Returns the browser's ticket. Commits.
    """
    prover = work.sealer.person_key(person)
    ends = code_terms_now(work).ends
    code, ticket = work.codes.ask(kind, address, language=language, ends=ends, prover=prover)
    work.jobs.defer(JOB, code=code)
    work.over()
    return ticket


def sending_codes(deliver: Deliver) -> Handler:
    """Return what does the job: look up whose the address is, and send a code to it."""

    def send_code(storage: Storage, job: Job) -> None:
        with storage.work(job.service) as work:
            asked = work.codes.asked(UUID(str(job.arguments["code"])))
            letter = None if asked is None else _made(work, asked)
            if letter is not None:
                deliver(work, letter)
            work.jobs.end(job)
            work.over()

    return send_code


def sign_in_by_code(work: Work, ticket: str, typed: str, coming: PersonComing) -> str:
    """Use a code up, note its address as verified, and return the secret of a new session.

    Raises ``CodeNotRight``; a try in vain counts all the same, and stands in the history of whom
    it was about.
    """
    tried, shown = code_shown(work, ticket, typed, prover=None)
    person = None if tried.person is None else own_id(work, tried.person)
    if person is None:
        raise CodeNotRight
    verified = note_verified(
        work, person=person, kind=tried.kind, value=tried.address, by=BY[tried.kind]
    )
    return begin(work, person, shown, coming, also=verified)


def code_shown(
    work: Work, ticket: str, typed: str, *, prover: PersonKey | None
) -> tuple[TriedCode, Shown]:
    """Use up the code that was typed, and return it with what it shows.

    ``prover`` is who has to prove an address by it; ``None`` where somebody signs in. Raises
    ``CodeNotRight``; a try in vain counts all the same, and stands in the history of whom it was
    about.
    """
    tried = work.codes.take_try(ticket, most=code_terms_now(work).tries)
    if tried is None:
        raise CodeNotRight
    shown = Shown(means=CheckedBy.ONE_TIME_CODE, level=LEVELS[tried.kind])
    right = tried.is_right(work.codes.marked(tried, tried.person, read_code(typed)))
    known = tried.person is not None and own_id(work, tried.person) is not None
    if not (known and right) or tried.prover != prover or _worn_out(work, tried):
        note_failure(work, shown, person_key=tried.person, why="wrong_code")
        raise CodeNotRight
    work.codes.use(tried.id)
    return tried, shown


def _worn_out(work: Work, tried: TriedCode) -> bool:
    """Tell whether codes of this person, under any id, were tried in vain too often."""
    if tried.person is None:
        return False
    group = work.persons.group_of(tried.person)
    return work.identity.worn_out(group, CheckedBy.ONE_TIME_CODE)


def _made(work: Work, asked: AskedCode) -> CodeLetter | None:
    """Make the code, where the address is somebody's.

    Of an address that is to be proven anybody may say that it is theirs: who asked to be left alone
    there gets no code.
    """
    if asked.prover and Why.ASKED in work.suppression.why(asked.kind, asked.address):
        return None
    person = asked.prover or whose(work, asked.kind, asked.address)
    own = None if person is None else own_id(work, person)
    if person is None or own is None:
        return None
    digits = code_terms_now(work).digits
    code = f"{secrets.randbelow(10**digits):0{digits}d}"
    work.codes.make(asked, person, code)
    return CodeLetter(
        code=asked.id,
        person=own,
        kind=asked.kind,
        address=asked.address,
        language=asked.language,
        subject=say(_words(asked, "subject"), asked.language),
        text=_text(asked, code, minutes=max(1, (asked.expires_at - work.now).seconds // 60)),
        expires_at=asked.expires_at,
    )


def _text(asked: AskedCode, code: str, *, minutes: int) -> str:
    """Return the words of a code. Its digits are for copying: 0 to 9 in both languages."""
    name = _words(asked, "short" if asked.kind is IdentifierKind.PHONE else "text")
    return say(name, asked.language, code=code, minutes=str(minutes))


def _words(asked: AskedCode, part: str) -> str:
    """Name the words: of a code to sign in, or of one that shows whose an address is."""
    return f"identity.{'code' if asked.prover is None else 'proving'}_{part}"


def code_terms_now(view: View) -> CodeTerms:
    """Return the terms of a code that is made or tried now."""
    return code_terms(verify_promises(view).values(), now=view.now)
