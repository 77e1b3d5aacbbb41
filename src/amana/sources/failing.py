"""What the database says when something fails, as an error of ours that quotes nothing of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import exc

from amana.domain.errors import AmanaError
from amana.sources.errors import RowsHidden, SourceFailed, SourceTooSlow, SourceUnreachable

_SLOW: Final = frozenset({"57014", "55P03", "1969", "1205", "3024", "locked", "interrupted"})
"""PostgreSQL's query_canceled and lock_not_available; MariaDB's and MySQL's, by number."""
_AWAY: Final = frozenset(
    {"1044", "1045", "1049", "1698", "2002", "2003", "2005", "2006", "2013", "08", "28", "3D"}
)

_SHUT: Final = frozenset({"SQLITE_CANTOPEN", "SQLITE_NOTADB"})
"""A file that is not to be opened, or not with this key."""


@contextmanager
def failures() -> Iterator[None]:
    """Turn what the driver raises into ``SourceTooSlow``, ``SourceUnreachable``, ``SourceFailed``.

    The driver's own error is cut off: it quotes values and addresses.
    """
    try:
        yield
    except exc.SQLAlchemyError as error:
        raise _of(error) from None


def _of(error: exc.SQLAlchemyError) -> AmanaError:
    """Return our error."""
    original = getattr(error, "orig", None)
    if _hidden(original):
        return RowsHidden()
    reason = _reason(original)
    if reason in _SLOW:
        return SourceTooSlow()
    lost = isinstance(error, exc.DBAPIError) and error.connection_invalidated
    if lost or reason in _AWAY or reason[:2] in _AWAY or reason == "unreachable":
        return SourceUnreachable()
    return SourceFailed(reason=reason)


def _hidden(original: BaseException | None) -> bool:
    """Tell whether PostgreSQL refused to leave out rows that a policy hides.

    Its code is that of any missing right, and its words are in any language.
    """
    diagnosis = getattr(original, "diag", None)
    return getattr(diagnosis, "source_function", None) == "check_enable_rls"


def _reason(original: BaseException | None) -> str:
    """Return the database's own code for what went wrong, or the error's name."""
    if original is None:
        return "–"
    number = original.args[0] if original.args else None
    if isinstance(number, int):
        return str(number)
    state = getattr(original, "sqlstate", None)
    if isinstance(state, str):
        return state
    return _word(original)


def _word(original: BaseException) -> str:
    """Return a word for an error without a code: SQLite's, or a connection that failed."""
    said = str(original)
    for word in ("locked", "interrupted"):
        if word in said:
            return word
    name = getattr(original, "sqlite_errorname", None)
    if isinstance(name, str) and name not in _SHUT:
        return name
    unreachable = name in _SHUT or "connect" in said
    return "unreachable" if unreachable else type(original).__name__
