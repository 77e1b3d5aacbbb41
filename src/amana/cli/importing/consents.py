"""Lines of a file of words that people said elsewhere."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Final, TypeVar

from amana.acts.choices.bring_in import SaidElsewhere
from amana.acts.choices.choosing import Choosing
from amana.cli.importing.errors import NoPerson, UnfitColumn
from amana.cli.importing.lines import Row
from amana.cli.importing.mapping import NOTHING, PERSON, Columns
from amana.domain.choice.circumstances import MEANS, THROUGH, Means, Place
from amana.domain.choice.word import Word
from amana.domain.words import LANGUAGES, Language

FIELDS: Final = (
    *("choice", "for", "at"),
    *("language", "channel", "means", "guardian", "confirmed", "words", "evidence"),
)
"""What a column may be, beside the person: the first three stand in every line."""
_MOST_PURPOSES: Final = 100
_LONGEST: Final = 10_000
"""Characters of the words that were shown, and of what shows it."""
_WORDS: Final = {each.value: each for each in Word}
_LANGUAGES: Final[Mapping[str, Language]] = {each: each for each in LANGUAGES}
_YES: Final = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_Kind = TypeVar("_Kind")


def said_in(row: Row, columns: Columns) -> SaidElsewhere:
    """Return the word that a row tells of. Raises ``NoPerson``, ``UnfitColumn``, the row's own."""
    if row.error is not None:
        raise row.error
    told = {columns.target(name): value for name, value in row.values.items()}
    told.pop(NOTHING, None)
    person = told.pop(PERSON, None)
    if not isinstance(person, str | int) or isinstance(person, bool) or person == "":
        raise NoPerson
    values = {name: _text(name, value) for name, value in told.items() if value is not None}
    unknown = next((name for name in values if name not in FIELDS), None)
    if unknown is not None:
        # Its name may be anything: it is not shown.
        raise UnfitColumn(field="?")
    words = values.get("words")
    given = Choosing(
        person=str(person),
        word=_one_of(values, "choice", _WORDS),
        purposes=_purposes(values),
        confirmed=_one_of(values, "confirmed", _YES, otherwise=False),
        language=_one_of(values, "language", _LANGUAGES) if "language" in values else None,
        channel=_one_of(values, "channel", THROUGH, otherwise=Place.OPERATOR),
        means=_one_of(values, "means", MEANS, otherwise=Means.UNSAID),
        guardian=values.get("guardian"),
        shown=None if words is None else sha256(words.encode()).digest(),
    )
    return SaidElsewhere(
        number=row.line,
        given=given,
        said_at=_instant(values),
        evidence=values.get("evidence"),
        words=words,
    )


def _text(name: str, value: object) -> str:
    """Return a value as a text; a list of purposes as its parts in one."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        value = ";".join(value)
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise UnfitColumn(field=name if name in FIELDS else "?")
    return value


def _one_of(
    values: Mapping[str, str],
    name: str,
    known: Mapping[str, _Kind],
    *,
    otherwise: _Kind | None = None,
) -> _Kind:
    found = values.get(name)
    kind = otherwise if found is None else known.get(found.strip().lower())
    if kind is None:
        raise UnfitColumn(field=name)
    return kind


def _purposes(values: Mapping[str, str]) -> frozenset[str]:
    parts = values.get("for", "").replace(",", ";").split(";")
    found = frozenset(part.strip() for part in parts if part.strip())
    if not 0 < len(found) <= _MOST_PURPOSES:
        raise UnfitColumn(field="for")
    return found


def _instant(values: Mapping[str, str]) -> datetime:
    """Return the instant of a line: ISO 8601 with its zone, as nobody can tell it else."""
    try:
        found = datetime.fromisoformat(values.get("at", ""))
    except ValueError:
        raise UnfitColumn(field="at") from None
    if found.utcoffset() is None or found.year < _EARLIEST_YEAR:
        raise UnfitColumn(field="at")
    return found


_EARLIEST_YEAR: Final = 1990
"""Earlier nobody kept consents to what is asked today: such a year is a slip."""
