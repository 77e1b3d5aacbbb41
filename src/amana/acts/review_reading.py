"""Keep what a document proposes, and keep what a person decides about each proposal."""

from uuid import UUID

from amana.acts.act import Act
from amana.acts.reading_review import Decision, Judged, ReadingReview, ReadingSummary, Verdict
from amana.domain.errors import Refused
from amana.domain.ledger.entry import Entry
from amana.domain.policy.proposal import Reading
from amana.reading import chosen_items
from amana.storage.readings import Judgement, StoredReading
from amana.storage.work import View


class NoSuchReading(Refused):
    """There is no reading of this id."""

    code = "reading.none"


def keep_reading(act: Act, *, reading: Reading, name: str) -> UUID:
    """Keep a document that was read, with its proposals.

    Reading may take half a minute: it is done before the act begins, so that no transaction waits
    for it.
    """
    identity = act.work.readings.add(reading, name=name)
    act.work.commit(
        Entry(
            act="read-document",
            body={
                "actor": act.actor.identity,
                "reading": str(identity),
                "proposals": len(reading.proposals),
            },
        )
    )
    return identity


def judge_proposal(act: Act, reading: UUID, judged: Judged) -> None:
    """Keep a person's decision about one proposal; an earlier one stays beneath it.

    A form that is no list of items is refused: raises ``NotItems`` or ``PolicyErrors``.
    """
    if judged.kind is not None and judged.form.strip():
        chosen_items(judged.form, kind=judged.kind)
    act.work.readings.decide(
        reading,
        judged.place,
        Judgement(
            verdict=judged.verdict.value,
            kind=judged.kind,
            form=judged.form,
            by=act.actor.label,
        ),
    )
    act.work.commit(
        Entry(
            act="judge-proposal",
            body={
                "actor": act.actor.identity,
                "reading": str(reading),
                "place": judged.place,
                "verdict": judged.verdict.value,
                "kind": judged.kind,
            },
        )
    )


def confirm_sure(act: Act, reading: UUID, *, percent: int) -> int:
    """Confirm the open proposals that are at least so sure; return how many there were.

    Their decisions stand beside those made one by one, and a later one replaces them.
    """
    review = show_reading(act.work, reading)
    places = [n for n in review.open if review.proposals[n].confidence * 100 >= percent]
    for place in places:
        verdict = Judgement(verdict=Verdict.CONFIRMED.value, by=act.actor.label)
        act.work.readings.decide(reading, place, verdict)
    act.work.commit(
        Entry(
            act="confirm-proposals",
            body={
                "actor": act.actor.identity,
                "reading": str(reading),
                "percent": percent,
                "proposals": len(places),
            },
        )
    )
    return len(places)


def show_readings(view: View) -> tuple[ReadingSummary, ...]:
    """Return the documents read so far, the latest first."""
    return tuple(
        ReadingSummary(
            id=row.id, name=row.name, at=row.at, promises=row.promises, decided=row.decided
        )
        for row in view.readings.all()
    )


def show_reading(view: View, reading: UUID) -> ReadingReview:
    """Return a reading with the decisions so far, or raise ``NoSuchReading``."""
    stored = find_reading(view, reading)
    return ReadingReview(
        id=stored.id,
        name=stored.name,
        at=stored.at,
        proposals=stored.reading.proposals,
        decisions={
            place: Decision(
                verdict=Verdict(decided.verdict),
                kind=decided.kind,
                form=decided.form,
                by=decided.by,
                at=decided.at,
            )
            for place, decided in stored.decisions.items()
        },
    )


def find_reading(view: View, reading: UUID) -> StoredReading:
    """Return the stored reading, or raise ``NoSuchReading``."""
    stored = view.readings.get(reading)
    if stored is None:
        raise NoSuchReading
    return stored
