"""A source that is a service: it answers signed questions by signed receipts."""

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from amana.acts.http_source.answers import (
    LONGEST_LINE,
    Changes,
    CopyHead,
    CopyLine,
    Due,
    Ended,
    Erasure,
    Gone,
    Read,
    Tables,
    form,
    read_answer,
    read_object,
)
from amana.acts.http_source.question import Aged, Asked, question, question_of_age
from amana.channels.asking import PASSING, Answer, SignedService
from amana.channels.errors import AnswerTooSlow, NotReached, NotTaken
from amana.domain.retention.due import Condition
from amana.domain.retention.ended import After, Batch, Before, Past
from amana.domain.retention.tree import categories_in, going_with, waited_for
from amana.domain.source.model import SourceMap
from amana.domain.source.outcome import (
    CopiedRow,
    Correction,
    Erased,
    Marked,
    Sought,
    TableCount,
    TableErased,
)
from amana.domain.source.structure import Structure
from amana.sources.errors import (
    AnswerUnfit,
    NoClock,
    NotApproved,
    NotSeenAgain,
    OwnClock,
    ServiceCannotAge,
    ServiceRefuses,
    SourceUnreachable,
    StillDue,
    StillThere,
)
from amana.sources.protocol import Foresee, nobody_is_told

DIALECT: Final = "http"
MOST_SETS: Final = 100
"""Sets of one run; what is left ends in the next."""
_UNKNOWN: Final = frozenset({400, 422, 501})
"""Statuses by which a service says of a question that it does not know it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingLimits:
    """How long a service may take, how much it may say, and when it is asked again."""

    seconds: float = 60.0
    answer_bytes: int = 1024 * 1024
    copy_bytes: int = 256 * 1024 * 1024
    pauses: tuple[float, ...] = (0.5, 2.0)
    """Seconds before each time that a question is sent again, which did not come through."""


LIMITS: Final = AskingLimits()


class HttpSource:
    """One service; see :class:`~amana.sources.protocol.Source`.

    The service itself knows which rows are whose, so that a map is not needed. Where there is one,
    its tables and columns are the only ones that an answer may name.
    """

    def __init__(
        self,
        service: SignedService,
        mapping: SourceMap | None = None,
        *,
        clock: Callable[[], datetime],
        limits: AskingLimits = LIMITS,
        categories: frozenset[str] | None = None,
    ) -> None:
        """Keep where to ask; nothing is asked yet.

        With ``categories`` it finds, erases and looks again for what is of these alone; ``None``
        is whatever there is.
        """
        self._service = service
        self._map = mapping
        self._clock = clock
        self._limits = limits
        self._categories = categories

    def of_categories(self, categories: Collection[str]) -> "HttpSource":
        """Return the service as one that is asked for these categories alone.

        Raises ``ValueError`` where there is none: of nothing a service would erase all.
        """
        if not categories:
            message = "an erasure in part names its categories"
            raise ValueError(message)
        return HttpSource(
            self._service,
            self._map,
            clock=self._clock,
            limits=self._limits,
            categories=frozenset(categories),
        )

    def structure(self) -> Structure:
        """Return that nothing is to be seen: how a service keeps its rows is its own."""
        return Structure(dialect=DIALECT, tables={})

    def find(self, persons: Sequence[Sought]) -> tuple[TableCount, ...]:
        """Return how many rows of each table the service says are theirs."""
        return self._counts(Asked.FIND, persons)

    def copy(self, persons: Sequence[Sought]) -> Iterator[CopiedRow]:
        """Yield each of their rows. All of the answer was checked before the first."""
        body = question(Asked.COPY, persons, self._service.secret)
        with self._asked(body, self._limits.copy_bytes) as answer:
            head = self._head(answer)
            for _ in range(head.rows):
                yield self._row(self._line(answer), persons)
            if answer.body.read(1):
                raise AnswerUnfit(act=Asked.COPY.value, what="rows")

    def correct(self, person: Sought, corrections: Sequence[Correction]) -> int:
        """Have columns set in all rows that are the person's own."""
        self._check_approved()
        secret = self._service.secret
        body = question(Asked.CORRECT, [person], secret, corrections=corrections)
        return self._read(Changes, Asked.CORRECT, body).changes

    def restrict(self, persons: Sequence[Sought], *, on: bool = True) -> Marked:
        """Have their own rows marked as only to be kept, or the marks taken off.

        No question asks for marks: its word is taken for it.
        """
        self._check_approved()
        body = question(Asked.RESTRICT, persons, self._service.secret, on=on)
        return Marked(rows=self._read(Changes, Asked.RESTRICT, body).changes)

    def erase(self, persons: Sequence[Sought], *, foresee: Foresee = nobody_is_told) -> Erased:  # noqa: ARG002 - it answers the same for ever
        """Have them erased, and ask anew whether something is left.

        Raises ``StillThere`` where something is, beside what the service keeps for a reason, and
        ``NotSeenAgain`` where it could not be reached then, or not in time.
        """
        self._check_approved()
        asked = Asked.ERASE if self._categories is None else Asked.ERASE_PART
        body = question(asked, persons, self._service.secret, categories=self._categories or ())
        said = self._read(Erasure, asked, body)
        tables = tuple(each.erased() for each in said.tables)
        self._check_named(asked, (each.table for each in tables))
        kept = _kept_of(said.tables, persons)
        looks = self._looked_again(persons, tables)
        return Erased(tables=tables, read_back=looks, kept_of=kept)

    def left(self, persons: Sequence[Sought]) -> tuple[TableCount, ...]:
        """Return what still bears their identifiers, as the service says."""
        return tuple(each for each in self._counts(Asked.LEFT, persons) if each.found)

    def past_due(self, table: str, condition: Condition, *, held: Sequence[Sought]) -> Past:
        """Return what the service says is over in a table, and change nothing.

        Raises ``NoClock`` where the map names no moment that the condition asks for, and
        ``ServiceCannotAge`` where the service does not know the question or refuses it.
        """
        return self._due(self._aged(table, condition, held))

    def end_due(  # noqa: PLR0913 - one pass, with all that it goes by
        self,
        table: str,
        condition: Condition,
        *,
        held: Sequence[Sought],
        at_once: int,
        before: Before,
        after: After,
    ) -> Past:
        """Have what is over ended in sets, and ask anew after each what is over still.

        Raises what :meth:`past_due` raises, ``StillDue`` where more is left than the service said,
        and ``NotSeenAgain`` where it could not be asked then.
        """
        self._check_approved()
        aged = self._aged(table, condition, held)
        past = self._due(aged)
        for _ in range(MOST_SETS):
            if not past.count:
                break
            past = self._end_set(aged, past, min(past.count, at_once), before, after)
        return past

    def _end_set(self, aged: Aged, past: Past, count: int, before: Before, after: After) -> Past:
        """End one set; return what is over after it."""
        before(count)
        body = question_of_age(Asked.END_DUE, aged, self._service.secret, at_most=count)
        said = self._read(Ended, Asked.END_DUE, body)
        if said.ended > count:
            raise AnswerUnfit(act=Asked.END_DUE.value, what="ended")
        with _looking_again():
            left = self._due(aged)
        # An answer that was lost is asked for again, and may count nothing: what is gone is gone.
        gone = max(said.ended, past.count - left.count)
        if gone == 0 or left.count > past.count - gone:
            raise StillDue(table=aged.table, count=left.count)
        longest = past.longest or timedelta(0)
        after(Batch(ended=gone, along=said.along, longest=longest, read_back=1))
        return left

    def _aged(self, table: str, condition: Condition, held: Sequence[Sought]) -> Aged:
        """Return what is asked for, of the moments alone that the map says the service knows."""
        if self._map is None:
            raise NoClock(table=table)
        known = self._map.tables[table].times
        clauses = tuple(
            tuple(bound for bound in clause if bound.moment in known)
            for clause in condition.clauses
        )
        if not clauses or not all(clauses):
            raise NoClock(table=table)
        if waited_for(self._map.tables, table):
            raise OwnClock(table=table)
        tables = going_with(self._map, table)
        return Aged(
            table=table,
            along=tables[1:],
            categories=categories_in(self._map, tables),
            clauses=clauses,
            held=tuple(held),
        )

    def _due(self, aged: Aged) -> Past:
        body = question_of_age(Asked.DUE, aged, self._service.secret)
        try:
            return self._read(Due, Asked.DUE, body).past()
        except ServiceRefuses as error:
            raise ServiceCannotAge(table=aged.table, why=error.fields["why"]) from None
        except NotTaken as error:
            if error.fields["status"] not in _UNKNOWN:
                raise
            raise ServiceCannotAge(table=aged.table, why=str(error.fields["status"])) from None

    def _looked_again(self, persons: Sequence[Sought], tables: Sequence[TableErased]) -> int:
        """Hold what is left against what was said to be kept; return how often was looked."""
        with _looking_again():
            left = self.left(persons)
        kept = {each.table: each.kept for each in tables}
        for each in left:
            if each.found > kept.get(each.table, 0):
                raise StillThere(table=each.table, count=each.found)
        return 1 + len(tables)

    def _counts(self, asked: Asked, persons: Sequence[Sought]) -> tuple[TableCount, ...]:
        body = question(asked, persons, self._service.secret, categories=self._categories or ())
        found = tuple(each.counted() for each in self._read(Tables, asked, body).tables)
        self._check_named(asked, (each.table for each in found))
        return found

    def _read(self, kind: type[Read], asked: Asked, body: bytes) -> Read:
        """Return the answer in its form."""
        with self._asked(body, self._limits.answer_bytes) as answer:
            return read_answer(kind, asked, answer.body.read())

    def _head(self, answer: Answer) -> CopyHead:
        """Return the first line of a copy. One that says ``pending`` or ``refused`` is all."""
        line = answer.body.readline(LONGEST_LINE + 1)
        whole = line.endswith(b"\n")
        if not whole and len(line) > LONGEST_LINE:
            raise AnswerUnfit(act=Asked.COPY.value, what="line")
        head = read_answer(CopyHead, Asked.COPY, line)
        if not whole:
            raise AnswerUnfit(act=Asked.COPY.value, what="line")
        return head

    def _line(self, answer: Answer) -> bytes:
        """Return the next line of a copy."""
        line = answer.body.readline(LONGEST_LINE + 1)
        if not line.endswith(b"\n"):
            raise AnswerUnfit(act=Asked.COPY.value, what="line")
        return line

    def _row(self, line: bytes, persons: Sequence[Sought]) -> CopiedRow:
        """Return one row of a copy: of somebody who was asked for, and what the map names."""
        read = form(CopyLine, Asked.COPY, read_object(Asked.COPY, line))
        if int(read.person) >= len(persons):
            raise AnswerUnfit(act=Asked.COPY.value, what="person")
        self._check_named(Asked.COPY, (read.table,))
        if self._map is not None:
            known = {column.name for column in self._map.tables[read.table].columns}
            if not known.issuperset(read.values):
                raise AnswerUnfit(act=Asked.COPY.value, what="values")
        person = persons[int(read.person)].person
        return CopiedRow(person=person, table=read.table, values=read.values)

    def _check_approved(self) -> None:
        if self._map is not None and not self._map.approved:
            raise NotApproved(source=self._map.source)

    def _check_named(self, asked: Asked, names: Iterator[str] | Sequence[str]) -> None:
        """Refuse tables that are named twice, or that the map does not have."""
        listed = list(names)
        known = listed if self._map is None else self._map.tables
        if len(set(listed)) < len(listed) or not set(known).issuperset(listed):
            raise AnswerUnfit(act=asked.value, what="table")

    @contextmanager
    def _asked(self, body: bytes, most: int) -> Iterator[Answer]:
        """Ask under one id. Raises what asking raises, and ``SourceUnreachable``."""
        with ExitStack() as kept:
            yield self._answer(body, most, kept)

    def _answer(self, body: bytes, most: int, kept: ExitStack) -> Answer:
        """Return the answer, asked for again under the same id where none came through."""
        message = str(uuid4())
        for pause in self._limits.pauses:
            try:
                return kept.enter_context(self._once(body, most, message))
            except (NotReached, NotTaken) as error:
                if error.fields["status"] not in PASSING:
                    raise
            time.sleep(pause)
        try:
            return kept.enter_context(self._once(body, most, message))
        except NotReached:
            raise SourceUnreachable from None

    def _once(self, body: bytes, most: int, message: str) -> AbstractContextManager[Answer]:
        """Ask once."""
        seconds = self._limits.seconds
        return self._service.ask(
            body, message=message, clock=self._clock, most=most, seconds=seconds
        )


@contextmanager
def _looking_again() -> Iterator[None]:
    """Raise ``NotSeenAgain`` where the service cannot be asked anew after it changed something."""
    try:
        yield
    except (NotReached, SourceUnreachable, AnswerTooSlow):
        raise NotSeenAgain from None
    except NotTaken as error:
        if error.fields["status"] in PASSING:
            raise NotSeenAgain from None
        raise


def _kept_of(tables: Sequence[Gone], persons: Sequence[Sought]) -> Mapping[str, Mapping[str, int]]:
    """Return by person and table what the service says that it keeps. Raises ``AnswerUnfit``."""
    found: dict[str, dict[str, int]] = {}
    for each in tables:
        for number, rows in each.kept_by_person(len(persons)).items():
            found.setdefault(persons[number].person, {})[each.table] = rows
    return found
