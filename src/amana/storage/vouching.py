"""What providers say of people: kept sealed until it is confirmed, and whose subject it is."""

import hmac
import json
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Final

from amana.domain.person.groups import PersonKey
from amana.domain.person.provider_word import ProviderWord
from amana.storage.keys.sealing import Sealer
from amana.storage.tokens import hash_of, new_token
from amana.storage.transaction import Transaction
from amana.storage.uuid7 import uuid7

WORD_LASTS: Final = timedelta(minutes=10)
_SUBJECT: Final = "subject"


class Vouching:
    """The words of providers at one service, in one transaction."""

    __slots__ = ("_now", "_sealer", "_service", "_transaction")

    def __init__(
        self, transaction: Transaction, *, service: str, now: datetime, sealer: Sealer
    ) -> None:
        """Work in the transaction, whose instant is ``now``; the sealer seals and marks."""
        self._transaction = transaction
        self._service = service
        self._now = now
        self._sealer = sealer

    def keep(self, word: ProviderWord) -> str:
        """Keep a word, sealed under the service's key, and return the browser's ticket for it."""
        identity, ticket = uuid7(self._now, order=0), new_token()
        # With its ticket: the word of somebody under the ticket of somebody else is none.
        plain = json.dumps([hash_of(ticket).hex(), asdict(word)]).encode()
        self._transaction.change("identity", "forget_words", service=self._service)
        self._transaction.change(
            "identity",
            "keep_word",
            service=self._service,
            id=identity,
            ticket=hash_of(ticket),
            sealed=self._sealer.seal(plain, entry=identity),
            lasts=WORD_LASTS,
        )
        return ticket

    def word(self, ticket: str, *, take: bool = False) -> ProviderWord | None:
        """Return the word of a ticket while it is good; ``take`` uses it up."""
        row = self._transaction.row(
            "identity",
            "take_word" if take else "word",
            service=self._service,
            ticket=hash_of(ticket),
        )
        if row is None:
            return None
        plain = self._sealer.open(bytes(row["sealed"]), entry=row["id"])
        kept, said = json.loads(plain)
        return ProviderWord(**said) if kept == hash_of(ticket).hex() else None

    def of_subject(self, word: ProviderWord) -> PersonKey | None:
        """Return who is tied to the subject."""
        row = self._transaction.row(
            "identity",
            "of_subject",
            service=self._service,
            provider=word.provider,
            look=self._look(word),
        )
        if row is None:
            return None
        person = bytes(row["person_key"])
        ours = hmac.compare_digest(bytes(row["mark"] or b""), self._mark(person, word))
        return person if ours else None

    def tie(self, person: PersonKey, word: ProviderWord) -> bool:
        """Tie a person to the subject; ``False`` where it is somebody's already."""
        tied = self._transaction.change(
            "identity",
            "tie_subject",
            service=self._service,
            provider=word.provider,
            look=self._look(word),
            person_key=person,
            mark=self._mark(person, word),
        )
        return bool(tied)

    def _mark(self, person: PersonKey, word: ProviderWord) -> bytes:
        """Return the mark over whose the subject is: a login alone ties nobody to it."""
        return self._sealer.mark("tied-subject", self._look(word) + person)

    def _look(self, word: ProviderWord) -> bytes:
        return self._sealer.mark(_SUBJECT, f"{word.provider}\0{word.subject}".encode())
