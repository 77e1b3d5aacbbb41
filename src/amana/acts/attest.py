"""Keep a named person's word for a promise, with its document, until it expires."""

import hashlib
from uuid import UUID

from amana.acts.act import Act
from amana.acts.in_force import in_force, published
from amana.acts.policy_desk import AttestationView, NewAttestation
from amana.acts.show_promise import NoSuchPromise
from amana.domain.ledger.entry import Entry
from amana.storage.attestations import Statement
from amana.storage.work import View


def attest(act: Act, word: NewAttestation) -> UUID:
    """Record the statement with the hash of its document; the document itself is not kept.

    Raises ``NoPolicyInForce`` and ``NoSuchPromise``.
    """
    work = act.work
    current = in_force(work)
    if word.promise not in published(work, current).policy.promises:
        raise NoSuchPromise
    digest = hashlib.sha256(word.document).hexdigest()
    identity = work.attestations.add(
        Statement(
            promise=word.promise,
            statement=word.statement,
            by=act.actor.label,
            document_name=word.document_name,
            document_hash=digest,
            expires_at=work.now + word.valid_for,
        )
    )
    work.commit(
        Entry(
            act="attest",
            promises=(word.promise,),
            policy_version=current.number,
            body={
                "actor": act.actor.identity,
                "attestation": str(identity),
                "statement": word.statement,
                "document": digest,
            },
        )
    )
    return identity


def show_attestations(view: View) -> tuple[AttestationView, ...]:
    """Return what was attested, expired or not, the latest first."""
    return tuple(
        AttestationView(
            id=row.id,
            promise=row.promise,
            statement=row.statement,
            by=row.by,
            document_name=row.document_name,
            document_hash=row.document_hash,
            attested_at=row.at,
            expires_at=row.expires_at,
            expired=row.expires_at <= view.now,
        )
        for row in view.attestations.all()
    )
