"""What the ledger says of a publication: which data shows, never the data itself."""

from amana.acts.act import Act
from amana.acts.deciding.answering import Answered
from amana.acts.deciding.evidence import named
from amana.domain.ledger.entry import Entry, Json
from amana.domain.record.cards import cut_cards
from amana.storage.publications import PublicationRow


def entry_of(
    act: Act,
    row: PublicationRow,
    name: str,
    *,
    found: Answered | None = None,
    reason: str | None = None,
) -> Entry:
    """Return the entry of what was done with it; without a decision it stands under no promise."""
    face = row.owned.content.shown(row.wish)
    body: dict[str, Json] = {
        "actor": act.actor.identity,
        "person": row.owned.person,
        "publication": str(row.id),
        "kind": row.owned.content.kind,
        "data": tuple(sorted(face.data)),
        "purposes": (row.purpose,),
        "shown_as": row.wish.shown_as.value,
        "with_contact": row.wish.with_contact,
        "reason": None if reason is None else cut_cards(reason),
    }
    return Entry(
        act=name,
        promises=() if found is None else named(found.answer),
        policy_version=None if found is None else found.version.number,
        body={key: value for key, value in body.items() if value is not None},
        person=row.owned.person,
    )
