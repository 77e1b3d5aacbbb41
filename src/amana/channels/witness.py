"""Asking a witness to cosign a ledger's checkpoint (C2SP tlog-witness).

A witness is optional, so whatever goes wrong there keeps nothing back: the checkpoint goes out
without its line, and the log says so. After a failure it is left in peace for a while.
"""

import logging
import time
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

import httpx

from amana.domain.errors import Malformed
from amana.domain.ledger.checkpoint import read_unverified
from amana.domain.ledger.cosignature import WitnessKey, cosigned_at
from amana.domain.ledger.note import (
    LONGEST_NOTE,
    SignatureCheck,
    SignedNote,
    encode_base64,
    encode_note,
    parse_note,
)

_TIMEOUT_S: Final = 5
_PAUSE_S: Final = 60
_CONFLICT: Final = 409
_LONGEST_SIZE: Final = 20

_log = logging.getLogger(__name__)

Prove: TypeAlias = Callable[[int], Sequence[bytes]]
"""Given the size of an older tree, the proof that the checkpoint's tree begins with it."""


class WitnessSaidNo(Exception):
    """The witness answered, and did not cosign."""


class Witness:
    """One witness, for the ledgers of all services."""

    __slots__ = ("_address", "_check", "_clock", "_key", "_silent_until")

    def __init__(
        self,
        address: str,
        key: WitnessKey,
        *,
        check: SignatureCheck,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Ask at ``address``, the witness's submission prefix; believe only what ``key`` signed."""
        self._address = address.rstrip("/")
        self._key = key
        self._check = check
        self._clock = clock
        self._silent_until = 0.0

    def cosign(self, signed: bytes, published: bytes | None, prove: Prove) -> bytes:
        """Return the checkpoint with the witness's line under it, or as it was.

        ``published`` is the checkpoint before it: where the witness cosigned that, it knows it.
        """
        if self._clock() < self._silent_until:
            return signed
        try:
            return self._cosigned(signed, self._known(published), prove)
        except (httpx.HTTPError, httpx.InvalidURL, Malformed, ValueError, WitnessSaidNo) as error:
            _log.warning("the witness %s did not cosign: %s", self._key.name, type(error).__name__)
            self._silent_until = self._clock() + _PAUSE_S
            return signed

    def _known(self, published: bytes | None) -> int:
        """Return the size of the latest tree that the witness is known to have seen."""
        if published is None or not cosigned_at(parse_note(published), self._key, self._check):
            return 0
        return read_unverified(published).size

    def _cosigned(self, signed: bytes, known: int, prove: Prove) -> bytes:
        answer = self._ask(signed, known, prove)
        if answer.status_code == _CONFLICT:
            size = answer.text.strip()
            if not size.isascii() or not size.isdigit() or len(size) > _LONGEST_SIZE:
                raise WitnessSaidNo
            if int(size) > read_unverified(signed).size:
                raise WitnessSaidNo
            answer = self._ask(signed, int(size), prove)
        answer.raise_for_status()
        note = parse_note(signed + answer.content)
        own = tuple(s for s in note.signatures if s.name == self._key.name)
        line = SignedNote(text=note.text, signatures=own)
        if cosigned_at(line, self._key, self._check) is None:
            raise WitnessSaidNo
        before = parse_note(signed).signatures
        return encode_note(SignedNote(text=note.text, signatures=(*before, *own)))

    def _ask(self, signed: bytes, known: int, prove: Prove) -> httpx.Response:
        """Send the checkpoint with a proof from the size that the witness knows."""
        proof = "".join(f"{encode_base64(part)}\n" for part in prove(known))
        answer = httpx.post(
            f"{self._address}/add-checkpoint",
            content=f"old {known}\n{proof}\n".encode() + signed,
            timeout=_TIMEOUT_S,
            follow_redirects=False,
        )
        if len(answer.content) > LONGEST_NOTE:
            raise WitnessSaidNo
        return answer
