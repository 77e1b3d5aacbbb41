"""A person saw to a letter that came in: it is theirs to read, and is not shown as new any more.

Whether that was as soon as the policy promises an answer stands on the ledger, for good.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.in_force import NoPolicyInForce, in_force, published
from amana.acts.standing_time import windows
from amana.domain.ledger.entry import Entry, Json, Outcome
from amana.domain.promises.contact import Contact
from amana.domain.vocabulary.messages import Channel
from amana.storage.messages_answered import SEEN
from amana.storage.work import View, Work

ACT: Final = SEEN
_ANSWERED: Final = "other"
"""The kind of letters that a person answers: the others were followed, or are nobody's."""


def see_letter(act: Act, letter: UUID) -> None:
    """Note that somebody saw to the letter, and commit.

    Raises ``NotFound`` for one that is not there, or that somebody saw to before.
    """
    work = act.work
    kind, came = work.letters_in.seen(letter)
    body: dict[str, Json] = {"actor": act.actor.identity, "letter": str(letter)}
    timely, late = promises_met(work, came) if kind == _ANSWERED else ((), ())
    entries = [_entry(Outcome.FAILED, late, body)] if late else []
    if timely or not late:
        entries.append(_entry(Outcome.DONE, timely, body))
    work.commit(entries[0], *entries[1:])


def note_unseen(work: Work, came: tuple[datetime, ...], *, actor: str) -> None:
    """Write down, in one entry, that these letters are forgotten and nobody ever saw to them.

    ``came`` says when each came in, the latest first.
    """
    if not came:
        return
    _, late = promises_met(work, came[0])
    if late:
        body: dict[str, Json] = {"actor": actor, "letters": len(came)}
        work.put(_entry(Outcome.FAILED, late, body), identity=work.name_entry())


def promises_met(view: View, came: datetime) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the promises of an answer by e-mail within a time: that is not over, and that is.

    What was first promised after the letter ``came`` says nothing of it.
    """
    try:
        version = in_force(view)
    except NoPolicyInForce:
        return (), ()
    policy = published(view, version).policy
    made = windows(view, policy, version.number)
    timely: list[str] = []
    late: list[str] = []
    for promise in policy.promises.values():
        form = promise.form
        since = made[promise.id].since
        if since is not None and since > came:
            continue
        if isinstance(form, Contact) and form.within and Channel.EMAIL in form.through:
            (timely if view.now <= form.within.after(came) else late).append(promise.id)
    return tuple(timely), tuple(late)


def _entry(outcome: Outcome, promises: tuple[str, ...], body: dict[str, Json]) -> Entry:
    return Entry(act=ACT, outcome=outcome, promises=promises, body=body)
