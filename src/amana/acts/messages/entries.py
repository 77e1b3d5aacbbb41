"""What the ledger says of a message: intended, then done or failed; or refused."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from amana.acts.act import Actor, Role
from amana.acts.deciding.evidence import body_of, named
from amana.acts.messages.judging import Judged
from amana.domain.decision.rule import Doing
from amana.domain.ledger.entry import Entry, Json, Outcome
from amana.storage.recorder import put_many
from amana.storage.work import Work

NOTIFY: Final = "notify"
"""The act of a message of the platform's own, which no purpose of the policy names."""
SENDER: Final = Actor(role=Role.OPERATOR, label="outbox")


def entry_of(judged: Judged, outcome: Outcome, *, fault: str | None = None) -> Entry:
    """Return the entry; it names the person, the class and the channel, never an address."""
    message = judged.message
    about: dict[str, Json] = {
        "message": str(message.id),
        "class": message.message_class.value,
        "channel": message.channel.value,
    }
    if fault is not None:
        about["fault"] = fault
    if judged.asked is not None and outcome in {Outcome.INTENDED, Outcome.REFUSED}:
        about = body_of(SENDER, judged.asked, judged.answer) | about
    else:
        about = {"actor": SENDER.identity, "person": judged.person, **about}
        if message.purpose is not None:
            about["purposes"] = (message.purpose,)
    return Entry(
        act=Doing.MESSAGE.value if message.purpose is not None else NOTIFY,
        outcome=outcome,
        promises=named(judged.answer),
        policy_version=judged.policy_version,
        body=about,
        person=judged.person,
    )


def put_entries(work: Work, entries: Sequence[tuple[UUID, Entry]]) -> None:
    """Write many entries by one statement."""
    rows = [work.noted(entry, identity=identity) for identity, entry in entries]
    if rows:
        put_many(work.transaction, work.service, rows)
