"""The plain in-memory model that says what is right: dictionaries, and no database."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from amana.cli.benchmarks.gdpr.operations import (
    By,
    Change,
    Correct,
    Create,
    Delete,
    Operation,
    Persona,
    ReadData,
    ReadLog,
    ReadMetadata,
    Update,
    VerifyDeletion,
)
from amana.cli.benchmarks.gdpr.records import Record

Meta: TypeAlias = tuple[
    str, str, frozenset[str], frozenset[str], float, bool, str, frozenset[str], str, str
]
"""Key, user, purposes, objections, expiry, decision, access, recipients, source, category."""

REFUSED: Final = "refused"
Answer: TypeAlias = "frozenset[tuple[str, str]] | frozenset[Meta] | int | bool | str"
"""Data by key; metadata; how many were changed, or log lines; whether gone; or ``REFUSED``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What an answer must hold, and what it may hold: some expired while it was made."""

    least: Answer
    most: Answer

    def allows(self, answer: Answer) -> bool:
        """Tell whether the answer is right."""
        if isinstance(answer, frozenset) and isinstance(self.least, frozenset):
            return self.least <= answer <= self.most  # type: ignore[operator] # of one kind both
        if type(answer) is int and type(self.least) is int and type(self.most) is int:
            return self.least <= answer <= self.most
        return answer in {self.least, self.most}


def meta(record: Record) -> Meta:
    """Return all about a record but its data."""
    return (
        record.key,
        record.user,
        frozenset(record.purposes),
        record.objections,
        round(record.expires_at, 3),
        record.decision,
        record.access,
        record.recipients,
        record.source,
        record.category,
    )


@dataclass(slots=True)
class Model:
    """All records, and what each operation has to answer."""

    records: dict[str, Record] = field(default_factory=dict)
    _of_user: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _of_purpose: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def load(self, records: Iterable[Record]) -> None:
        """Take copies of the records."""
        for record in records:
            self._put(replace(record))

    def expect(
        self, persona: Persona, operation: Operation, began: float, ended: float
    ) -> Expected:
        """Return what is right for an operation that ran between two instants, and do it here."""
        return _EXPECT[type(operation)](self, persona, operation, began, ended)

    def create(
        self, _persona: Persona, operation: Create, _began: float, _ended: float
    ) -> Expected:
        """Keep the record."""
        self._put(replace(operation.record))
        return Expected(least=1, most=1)

    def delete(self, _persona: Persona, operation: Delete, began: float, ended: float) -> Expected:
        """Delete what is named; who counts may count what is past its time or not."""
        if operation.by is By.EXPIRY:
            named = list(self.records.values())
            sure = [r.key for r in named if r.expires_at <= began]
            maybe = [r.key for r in named if r.expires_at <= ended]
        else:
            maybe = [r.key for r in self._named(operation.by, operation.name)]
            sure = [key for key in maybe if self.records[key].expires_at > ended]
        for key in maybe:
            self._drop(key)
        return Expected(least=len(sure), most=len(maybe))

    def update(self, _persona: Persona, operation: Update, began: float, ended: float) -> Expected:
        """Change what is named and not past its time."""
        named = [
            record
            for record in self._named(operation.by, operation.name)
            if not operation.recipient or operation.recipient in record.recipients
        ]
        live = [record for record in named if record.expires_at > began]
        for record in live:
            _change(record, operation.change)
        return Expected(least=sum(r.expires_at > ended for r in live), most=len(live))

    def correct(
        self, _persona: Persona, operation: Correct, began: float, ended: float
    ) -> Expected:
        """Put other data in a record."""
        record = self.records.get(operation.key)
        if record is None or record.expires_at <= began:
            return Expected(least=0, most=0)
        record.data = operation.data
        return Expected(least=int(record.expires_at > ended), most=1)

    def read_data(
        self, persona: Persona, operation: ReadData, began: float, ended: float
    ) -> Expected:
        """Return data: nothing past its time, and nothing for what was objected to."""
        if persona is Persona.REGULATOR:
            return Expected(least=REFUSED, most=REFUSED)
        found = [r for r in self._named(operation.by, operation.name) if _usable(r, operation)]
        return _between(found, began, ended, lambda record: (record.key, record.data))

    def read_metadata(
        self, persona: Persona, operation: ReadMetadata, began: float, ended: float
    ) -> Expected:
        """Return metadata."""
        if persona is Persona.PROCESSOR:
            return Expected(least=REFUSED, most=REFUSED)
        return _between(self._named(operation.by, operation.name), began, ended, meta)

    def read_log(
        self, _persona: Persona, operation: ReadLog, _began: float, _ended: float
    ) -> Expected:
        """Say how many lines there have to be."""
        return Expected(least=operation.lines, most=operation.lines)

    def verify(
        self, _persona: Persona, operation: VerifyDeletion, began: float, ended: float
    ) -> Expected:
        """Tell whether the record is gone, or past its time and so as if it were."""
        record = self.records.get(operation.key)
        if record is None:
            return Expected(least=True, most=True)
        return Expected(least=record.expires_at <= began, most=record.expires_at <= ended)

    def _named(self, by: By, name: str) -> list[Record]:
        if by is By.KEY:
            return [self.records[name]] if name in self.records else []
        index = self._of_user if by is By.USER else self._of_purpose
        return [self.records[key] for key in index[name]]

    def _put(self, record: Record) -> None:
        self.records[record.key] = record
        self._of_user[record.user].add(record.key)
        for purpose in record.purposes:
            self._of_purpose[purpose].add(record.key)

    def _drop(self, key: str) -> None:
        record = self.records.pop(key)
        self._of_user[record.user].discard(key)
        for purpose in record.purposes:
            self._of_purpose[purpose].discard(key)


def _usable(record: Record, operation: ReadData) -> bool:
    purpose = operation.purpose if operation.by is By.KEY else operation.name
    if operation.by is By.USER:
        return True
    if purpose in record.objections:
        return False
    return operation.by is not By.DECISION or record.decision


def _change(record: Record, change: Change) -> None:
    if change.expires_at is not None:
        record.expires_at = change.expires_at
    if change.decision is not None:
        record.decision = change.decision
    if change.recipient is not None:
        record.recipients |= {change.recipient}
    if change.objection:
        record.objections |= {record.campaign}


def _between(
    records: Iterable[Record],
    began: float,
    ended: float,
    shown: "Callable[[Record], tuple[str, str] | Meta]",
) -> Expected:
    """Return what must be shown, and what may be: what expired meanwhile."""
    live = [record for record in records if record.expires_at > began]
    most = frozenset(map(shown, live))
    least = frozenset(shown(record) for record in live if record.expires_at > ended)
    return Expected(least=least, most=most)  # type: ignore[arg-type] # of one kind all


_EXPECT: Final[Mapping[type, Callable[..., Expected]]] = {
    Create: Model.create,
    Delete: Model.delete,
    Update: Model.update,
    Correct: Model.correct,
    ReadData: Model.read_data,
    ReadMetadata: Model.read_metadata,
    ReadLog: Model.read_log,
    VerifyDeletion: Model.verify,
}
