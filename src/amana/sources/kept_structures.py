"""Structures that were read, kept for as long as their database is laid out alike.

One process opens the same database anew for every pass: what it read is found again by the way in,
without its password, and by the mark that any change of the layout changes.
"""

from collections import OrderedDict
from threading import Lock
from typing import Final, TypeAlias

import sqlalchemy as sa

from amana.domain.source.structure import Structure
from amana.sources.fingerprint import Fingerprint
from amana.sources.reader import structure_of

_MOST: Final = 32
_Key: TypeAlias = tuple[str, Fingerprint]
_KEPT: Final[OrderedDict[_Key, Structure]] = OrderedDict()
_LOCK: Final = Lock()


def kept_structure(connection: sa.Connection, mark: Fingerprint | None) -> Structure:
    """Return the structure of a database whose mark was read just now; without one it is read."""
    if mark is None:
        return structure_of(connection)
    key = connection.engine.url.render_as_string(hide_password=True), mark
    with _LOCK:
        found = _KEPT.get(key)
        if found is not None:
            _KEPT.move_to_end(key)
            return found
    # The mark was read before: what changes in between is read again the next time.
    read = structure_of(connection)
    with _LOCK:
        _KEPT[key] = read
        while len(_KEPT) > _MOST:
            _KEPT.popitem(last=False)
    return read
