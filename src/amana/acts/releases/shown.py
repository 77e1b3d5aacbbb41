"""A release as JSON. Whom it is about is not in it."""

from amana.acts.instants import at
from amana.domain.ledger.entry import Json
from amana.storage.releases import ReleaseRow


def release_json(row: ReleaseRow) -> dict[str, Json]:
    """Return a release without its document, for lists."""
    return {
        "release": str(row.id),
        "recipient": row.recipient,
        "purpose": row.purpose,
        "ground": row.ground,
        "nature": row.nature,
        "data": row.data,
        "promise": row.promise,
        "policy_version": row.version,
        "people": row.people,
        "silent_until": None if row.silent_until is None else row.silent_until.isoformat(),
        "ends_at": row.ends_at.isoformat(),
        "state": row.state.value,
        "proposed_at": row.proposed_at.isoformat(),
        "decided_at": at(row.decided_at),
    }


def release_whole_json(row: ReleaseRow) -> dict[str, Json]:
    """Return a release with the document that asked for it."""
    document = row.document
    return release_json(row) | {
        "document": {
            "asker": document.asker,
            "contact": document.contact,
            "reference": document.reference,
            "sha256": document.sha256,
            "reason": document.reason,
            "same_protection": document.same_protection,
        }
    }
