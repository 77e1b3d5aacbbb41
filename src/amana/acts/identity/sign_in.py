"""Begin a session of a person who has shown who they are, and note how; or that they did not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from amana.acts.person_id import check_met
from amana.acts.proven import verify_promises
from amana.domain.ledger.entry import Entry, Json, Outcome
from amana.domain.person.level import CheckedBy, Level
from amana.domain.vocabulary.protecting import IdentityMeans
from amana.storage.identity import PersonCame
from amana.storage.work import View, Work

SIGN_IN: Final = "sign-in"
PROVE: Final = "prove-identity"
_ACTOR: Final = "person"
_PROMISED_AS: Final = {
    CheckedBy.ONE_TIME_CODE: IdentityMeans.ONE_TIME_CODE,
    CheckedBy.PROVIDER: IdentityMeans.SIGNED_IN,
    CheckedBy.HAND_OVER: IdentityMeans.SIGNED_IN,
    CheckedBy.PASSWORD: IdentityMeans.SIGNED_IN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonComing:
    """From where somebody signs in."""

    came: PersonCame
    before: str = ""
    """The secret of a session that this browser has already: it ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What somebody showed, to whom it belongs and how good that is."""

    means: CheckedBy
    level: Level


def begin(
    work: Work, person: str, shown: Shown, coming: PersonComing, *, also: Sequence[Entry] = ()
) -> str:
    """Begin a session for the person, note the check that they passed, and return its secret.

    Check, session and entry are committed together, with those of ``also``. Raises
    ``PersonErased``.
    """
    check_met(work, person)
    key, entry = work.sealer.person_key(person), work.name_entry()
    work.people.meet(key)
    work.identifiers.note_own(person, entry=entry)
    work.identity.note_check(key, means=shown.means, level=shown.level, passed=True, entry=entry)
    session, secret = work.identity.begin_session(
        key, coming.came, level=shown.level, before=coming.before
    )
    body = _body(shown) | {"person": person, "session": str(session)}
    work.commit(
        Entry(act=SIGN_IN, promises=promised(work, shown.means), body=body, person=person),
        *also,
        ids=(entry, *(work.name_entry() for _ in also)),
    )
    return secret


def note_pass(work: Work, person: str, shown: Shown) -> None:
    """Note that the person showed who they are, where no session of ours begins. Commits."""
    entry, identity = passing(work, person, shown)
    work.commit(entry, ids=(identity,))


def passing(work: Work, person: str, shown: Shown) -> tuple[Entry, UUID]:
    """Note a check that the person passed; return its entry, for the caller to commit."""
    check_met(work, person)
    key, identity = work.sealer.person_key(person), work.name_entry()
    work.people.meet(key)
    work.identity.note_check(key, means=shown.means, level=shown.level, passed=True, entry=identity)
    body = _body(shown) | {"person": person}
    entry = Entry(act=PROVE, promises=promised(work, shown.means), body=body, person=person)
    return entry, identity


def note_failure(work: Work, shown: Shown, *, person_key: bytes | None, why: str) -> UUID:
    """Note that somebody did not show who they are, in the history of whom it was about.

    ``why`` is a word of ours. Commits. An attempt on nobody in particular is noted too.
    """
    own = None if person_key is None else own_id(work, person_key)
    entry = work.name_entry()
    about = None if own is None else person_key
    work.identity.note_check(about, means=shown.means, level=shown.level, passed=False, entry=entry)
    body = _body(shown) | {"why": why} | ({} if own is None else {"person": own})
    work.commit(
        Entry(
            act=PROVE,
            outcome=Outcome.REFUSED,
            promises=promised(work, shown.means),
            body=body,
            person=own,
        ),
        ids=(entry,),
    )
    return entry


def own_id(view: View, person_key: bytes) -> str | None:
    """Return the service's own id of the person; ``None`` of who is unknown or was erased."""
    return view.identifiers.own_ids((person_key,)).get(person_key)


def promised(view: View, means: CheckedBy) -> tuple[str, ...]:
    """Return the promises in force by which identity is proven by such means, in order."""
    wanted = _PROMISED_AS[means]
    forms = verify_promises(view).items()
    return tuple(sorted(name for name, form in forms if not form.by or wanted in form.by))


def _body(shown: Shown) -> dict[str, Json]:
    return {"actor": _ACTOR, "means": shown.means.value, "level": shown.level.value}
