"""Doors of the HTTP API that have no method of their own: ``amana.doors``.

Asked so, they have what the methods have: the service's key, an idempotency key with which a
question that got no answer is sent again, bounds of time and size, and the same errors. What they
ask and answer stands in ``docs/reference/openapi.json``.
"""

from collections.abc import Mapping
from typing import Any, Final

from amana.sdk.transport import Question, Wire

_UNDER: Final = "/v1/"


class Doors:
    """Asks any door under ``/v1/``. A door without an answer raises."""

    __slots__ = ("_wire",)

    def __init__(self, wire: Wire) -> None:
        """Ask over the client's connection."""
        self._wire = wire

    def get(self, path: str) -> Mapping[str, Any]:
        """Return what stands there. Raises ``ValueError`` for a path of elsewhere."""
        return self._wire.get(_within(path)).values

    def post(self, path: str, asked: Question) -> Mapping[str, Any]:
        """Ask by a body, to be done once, and return the answer. Raises as :meth:`get` does."""
        return self._wire.act(_within(path), asked).values


def _within(path: str) -> str:
    """Keep the key at home: an address with another host in it would be asked there."""
    if not path.startswith(_UNDER):
        msg = f"not a path under {_UNDER}"
        raise ValueError(msg)
    return path
