"""What can be promised: one file a kind."""

from collections.abc import Mapping
from typing import Any, Final

from amana.domain.promises.collect import COLLECT
from amana.domain.promises.kind import Kind
from amana.domain.promises.never import NEVER
from amana.domain.promises.only import ONLY
from amana.domain.promises.use import USE

KINDS: Final[Mapping[str, Kind[Any]]] = {kind.name: kind for kind in (COLLECT, USE, ONLY, NEVER)}
"""Every kind by its name, in the order in which a notice presents them."""

__all__ = ["KINDS"]
