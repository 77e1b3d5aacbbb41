"""What a service may answer, read strictly: nothing that the contract does not name."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any, Final, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from amana.acts.http_source.question import VERSION, Asked
from amana.domain.errors import Malformed
from amana.domain.period import Period
from amana.domain.retention.ended import Past
from amana.domain.source.model import RowFate
from amana.domain.source.outcome import TableCount, TableErased
from amana.sources.errors import AnswerUnfit, ServiceRefuses, SourcePending
from amana.values.strict_json import parse_json

MOST_TABLES: Final = 1_000
MOST_PERSONS: Final = 10_000
LONGEST_LINE: Final = 1024 * 1024
"""Bytes of one row of a copy."""
DEEPEST: Final = 8
"""Objects and lists within one another in a row of a copy."""
_LONGEST_OVER: Final = 200 * 366 * 24 * 60 * 60
"""Seconds: no row is over for longer than 200 years."""
_WEEK: Final = 7 * 24 * 60 * 60

Position: TypeAlias = Annotated[str, Field(strict=True, pattern=r"^[0-9]{1,6}$")]
Name: TypeAlias = Annotated[str, Field(strict=True, pattern=r"^[^\x00-\x1f\x7f]{1,128}$")]
Number: TypeAlias = Annotated[int, Field(strict=True, ge=0, lt=2**53)]
Over: TypeAlias = Annotated[int, Field(strict=True, ge=0, le=_LONGEST_OVER)]
Text: TypeAlias = Annotated[str, Field(strict=True, min_length=1, max_length=1_000)]
Read = TypeVar("Read", bound="_Answer")


class _Closed(BaseModel):
    """Takes no member that it does not name."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Found(_Closed):
    """The rows of one table that are somebody's among those asked for."""

    table: Name
    fate: RowFate
    found: Number
    own: Number = 0

    def counted(self) -> TableCount:
        """Return it as every source says it."""
        return TableCount(table=self.table, fate=self.fate, found=self.found, own=self.own)


class Gone(_Closed):
    """What an erasure did to one table."""

    table: Name
    deleted: Number = 0
    changed: Number = 0
    unlinked: Number = 0
    kept: Number = 0
    reason: Text | None = None
    until: Text | None = None
    kept_of: Annotated[dict[Position, Number], Field(max_length=MOST_PERSONS)] | None = None
    """Of whom the kept rows are, by their numbers in the question; may be left out of one."""

    def erased(self) -> TableErased:
        """Return it as every source says it. Raises ``AnswerUnfit``."""
        if self.kept and self.reason is None:
            raise AnswerUnfit(act=Asked.ERASE.value, what="reason")
        try:
            until = None if self.until is None else Period.parse(self.until)
        except (Malformed, ValueError):
            raise AnswerUnfit(act=Asked.ERASE.value, what="until") from None
        return TableErased(**self.model_dump(exclude={"until", "kept_of"}), until=until)

    def kept_by_person(self, persons: int) -> Mapping[int, int]:
        """Return how many rows are kept of which of the persons that were asked for, by number.

        Raises ``AnswerUnfit`` where it cannot be told, or does not add up: each of the kept rows
        is of somebody who was asked for, and nobody has more.
        """
        said = self.kept_of
        if said is None and persons == 1:
            return {0: self.kept} if self.kept else {}
        found = {int(number): rows for number, rows in (said or {}).items() if rows}
        most = max(found.values(), default=0)
        if any(each >= persons for each in found) or not most <= self.kept <= sum(found.values()):
            raise AnswerUnfit(act=Asked.ERASE.value, what="kept_of")
        return found


class _Answer(_Closed):
    """The head of every answer."""

    amana: Literal[1]
    act: Asked
    state: Literal["done"]


class Tables(_Answer):
    """The answer to ``find`` and ``left``."""

    tables: Annotated[tuple[Found, ...], Field(max_length=MOST_TABLES)]


class Erasure(_Answer):
    """The answer to ``erase``."""

    tables: Annotated[tuple[Gone, ...], Field(max_length=MOST_TABLES)]


class Changes(_Answer):
    """The answer to ``correct`` and ``restrict``."""

    changes: Number


class Due(_Answer):
    """The answer to ``due``: rows that are over, and those that are and stay by a hold."""

    due: Number
    held: Number = 0
    over_s: Over | None = None
    """For how many seconds the oldest is over; wanted where one is."""

    def past(self) -> Past:
        """Return it as every source says it. Raises ``AnswerUnfit``."""
        if self.due and self.over_s is None:
            raise AnswerUnfit(act=self.act.value, what="over_s")
        longest = timedelta(seconds=self.over_s or 0) if self.due else None
        return Past(count=self.due, longest=longest, held=self.held)


class Ended(_Answer):
    """The answer to ``end_due``: rows that ended, and those of other tables that went along."""

    ended: Number
    along: Number = 0


class CopyHead(_Answer):
    """The first line of the answer to ``copy``; so many lines follow."""

    rows: Number


class CopyLine(_Closed):
    """One row of a copy."""

    person: Position
    table: Name
    values: dict[Name, Any]


class _Pending(_Closed):
    """The service is at it."""

    amana: Literal[1]
    act: Asked
    state: Literal["pending"]
    after: Annotated[int, Field(strict=True, ge=1, le=_WEEK)]


class _Refusal(_Closed):
    """The service does not do it."""

    amana: Literal[1]
    act: Asked
    state: Literal["refused"]
    why: Annotated[str, Field(strict=True, pattern=r"^[a-z][a-z0-9_.]{0,63}$")]


def read_answer(kind: type[Read], asked: Asked, plain: bytes) -> Read:
    """Return the answer to what was asked.

    Raises ``AnswerUnfit``, and ``SourcePending`` and ``ServiceRefuses`` where it says so.
    """
    said = read_object(asked, plain)
    if said.get("state") == "pending":
        raise SourcePending(after=form(_Pending, asked, said).after)
    if said.get("state") == "refused":
        raise ServiceRefuses(act=asked.value, why=form(_Refusal, asked, said).why)
    return form(kind, asked, said)


def read_object(asked: Asked, plain: bytes) -> dict[str, Any]:
    """Return the object, whose names stand once and which is not too deep. Raises ``AnswerUnfit``.

    It is of this version and act, where it names them.
    """
    try:
        said = parse_json(plain)
    except (ValueError, RecursionError):
        raise AnswerUnfit(act=asked.value, what="json") from None
    if not isinstance(said, dict) or _depth(said) > DEEPEST:
        raise AnswerUnfit(act=asked.value, what="depth")
    if said.get("act", asked.value) != asked.value or said.get("amana", VERSION) != VERSION:
        raise AnswerUnfit(act=asked.value, what="act")
    return said


_Form = TypeVar("_Form", bound=BaseModel)


def form(kind: type[_Form], asked: Asked, said: dict[str, Any]) -> _Form:
    """Return the object in its form. The error names a member, never what it holds."""
    try:
        return kind.model_validate(said)
    except ValidationError as error:
        place = error.errors(include_input=False, include_context=False)[0]["loc"]
        known = [str(part) for part in place if isinstance(part, int) or part in _members(kind)]
        raise AnswerUnfit(act=asked.value, what=".".join(known) or "form") from None


def _members(kind: type[BaseModel]) -> frozenset[str]:
    """Return the names that the contract knows: one of the service's own could be a value."""
    own = set(kind.model_fields)
    return frozenset(own | set(Found.model_fields) | set(Gone.model_fields))


def _depth(value: object) -> int:
    """Return how deep a value is nested; the parser's own limit bounds the recursion."""
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list):
        return 0
    return 1 + max((_depth(each) for each in value), default=0)
