"""A worker that is killed at one moment of an erasure in a source. A test starts this.

Reads a line of JSON: where everything is, and ``when``: ``before`` or ``after`` the source commits.
"""

import json
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from amana.acts.requests.carrying import carry_parts
from amana.domain.source.model import SourceMap
from amana.domain.source.outcome import Erased, Sought
from amana.domain.source.registry import SourceKind
from amana.sources.protocol import Foresee, Source, nobody_is_told
from amana.sources.sql_source import SqlSource, Step
from amana.storage import GivenRootKey, ServerAddress, Storage


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class DyingBefore(SqlSource):
    """A source whose program dies once it is noted what it is about to do."""

    def erase(self, persons: Sequence[Sought], *, foresee: Foresee = nobody_is_told) -> Erased:
        """Erase nobody."""

        def dying(erased: Erased) -> None:
            foresee(erased)
            _die()

        return super().erase(persons, foresee=dying)


def _dying_after(way: str, mapping: SourceMap) -> Source:
    def hear(step: Step) -> None:
        if step is Step.COMMITTED:
            _die()

    return SqlSource(way, mapping, on_step=hear)


def main() -> None:
    """Carry what is due through the source, and be killed."""
    where = json.loads(sys.stdin.readline())

    def open_source(_kind: SourceKind, way: str, mapping: SourceMap) -> Source:
        if where["when"] == "before":
            return DyingBefore(way, mapping)
        return _dying_after(way, mapping)

    storage = Storage(
        ServerAddress(**where["address"]),
        root_key=GivenRootKey(bytes(range(32))),
        secrets=Path(where["secrets"]),
    )
    carry_parts(storage, where["service"], open_source, source="crm", job=uuid4())


main()
