"""From one key of a log to the next: notes that both keys signed, published beside the log.

Whoever was given any key of a log once can follow these notes to the one that signs today, and
back to those that signed older checkpoints (``spec/ledger.md``, *Keys that follow one another*).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from amana.domain.ledger.checkpoint import Checkpoint, open_checkpoint
from amana.domain.ledger.errors import (
    BrokenKeyChain,
    ForgedCheckpoint,
    MalformedCheckpoint,
    MalformedKey,
)
from amana.domain.ledger.note import (
    SignatureCheck,
    Signer,
    VerifierKey,
    parse_key,
    parse_note,
    sign_note,
    verified_text,
)

FORMAT: Final = "amana-ledger-key-1"
MOST: Final = 1_000
"""Keys of one log; more are not followed."""

Reader: TypeAlias = Callable[[str], bytes | None]
"""Gives the bytes of a public file by its path below the log, or ``None`` where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyChain:
    """The keys of one log, the oldest first; each but the first was named by the one before it."""

    keys: tuple[VerifierKey, ...]

    @property
    def current(self) -> VerifierKey:
        """Return the key that signs today."""
        return self.keys[-1]

    def open(self, data: bytes, check: SignatureCheck) -> Checkpoint:
        """Return a checkpoint of any day that one of the keys signed, or raise as it does."""
        for key in reversed(self.keys[1:]):
            try:
                return open_checkpoint(data, key=key, check=check)
            except ForgedCheckpoint:
                continue
        return open_checkpoint(data, key=self.keys[0], check=check)


def succession_path(number: int) -> str:
    """Return the public path of the note that names key ``number``, counted from 0."""
    return f"keys/{number}"


def sign_succession(before: Signer, after: Signer) -> bytes:
    """Return the note by which one key of a log names the next, and that one agrees."""
    text = f"{FORMAT}\n{before.key.name}\n{before.key}\n{after.key}\n"
    return sign_note(text, before, after)


def read_succession(data: bytes, check: SignatureCheck) -> tuple[VerifierKey, VerifierKey]:
    """Return the two keys that a note joins; ``BrokenKeyChain`` unless both signed it."""
    try:
        note = parse_note(data)
        form, name, *keys = note.text.removesuffix("\n").split("\n")
        before, after = (parse_key(key) for key in keys)
        verified_text(note, before, check)
        verified_text(note, after, check)
    except (ValueError, MalformedCheckpoint, MalformedKey, ForgedCheckpoint) as error:
        raise BrokenKeyChain(part="note") from error
    if form != FORMAT or {before.name, after.name} != {name}:
        raise BrokenKeyChain(part="name")
    return before, after


def chain_of(read: Reader, trusted: VerifierKey, check: SignatureCheck) -> KeyChain:
    """Return the keys of the log that has the trusted one among them.

    Raises ``BrokenKeyChain`` where a published note does not follow the one before it, or where
    there are notes and none of them has the trusted key.
    """
    keys: list[VerifierKey] = []
    for number in range(1, MOST):
        data = read(succession_path(number))
        if data is None:
            break
        before, after = read_succession(data, check)
        if keys and keys[-1] != before:
            raise BrokenKeyChain(part="order")
        keys = [*(keys or [before]), after]
    if keys and trusted not in keys:
        raise BrokenKeyChain(part="trusted")
    return KeyChain(keys=tuple(keys) or (trusted,))
