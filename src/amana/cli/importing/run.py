"""Import a file in parts: each is committed with how far the file has come in."""

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from amana.acts.act import OPERATOR
from amana.acts.records.incoming import Incoming, Terms
from amana.acts.records.intake_errors import NotPromised
from amana.acts.records.map_in_force import map_in_force, type_of
from amana.acts.records.take_in import OfFile, take_in
from amana.cli.importing.left_out import LeftOut
from amana.cli.importing.lines import Row
from amana.cli.importing.mapping import Columns
from amana.cli.importing.source import Source
from amana.domain.errors import AmanaError
from amana.storage.database import Storage
from amana.storage.keys.sealing import Sealer
from amana.storage.records.intake import Intake, Place
from amana.storage.transaction import Transaction

AT_ONCE: Final = 4_000
"""Rows a part: what is lost of the work when it is broken off."""
_FIRST: Final = 100
_SELDOM: Final = 200_000
"""Objects made before Python looks for rings of them: a part makes as many, and no rings."""


def collect_seldom() -> None:
    """Let this process look for rings of objects seldom: it takes a fifth of the time else."""
    gc.set_threshold(_SELDOM, 50, 50)


@dataclass(slots=True, kw_only=True)
class Importing:
    """One run over a file."""

    storage: Storage
    service: str
    source: Source
    terms: Terms
    columns: Columns
    dry: bool
    codes: Counter[str] = field(default_factory=Counter)
    """Lines that this run left out, by the code of the error."""

    def behind(self) -> Place:
        """Return how far the file has come in."""
        if self.dry:
            return Place(place=0, line=0)
        with self.storage.work(self.service) as work:
            place = self._intake(work.transaction, work.sealer).came(self.source.digest)
            work.transaction.end(commit=True)
        return place

    def run(
        self,
        behind: Place,
        left_out: LeftOut,
        *,
        tell: Callable[[Place], None],
        asked_to_stop: Callable[[], bool],
    ) -> Place:
        """Bring the rows in that are left, until told to stop; return how far it came.

        Raises ``NotPromised`` where none of the first rows may come in, before anything is done.
        """
        fields = self._fields()
        self._look_ahead(self.source.rows(self.columns, fields, behind=behind))
        rows = self.source.rows(self.columns, fields, behind=behind)
        while (part := list(islice(rows, AT_ONCE))) and not asked_to_stop():
            behind = self._take(part, behind, left_out)
            tell(behind)
        return behind

    def _take(self, part: Sequence[Row], before: Place, left_out: LeftOut) -> Place:
        """Take one part in, and list what was left out."""
        records, errors = self._incoming(part)
        after = Place(place=part[-1].end, line=part[-1].last)
        of = OfFile(digest=self.source.digest, before=before, after=after, left_out=len(errors))
        taken = take_in(
            self.storage,
            self.service,
            records,
            self.terms,
            actor=OPERATOR,
            of=None if self.dry else of,
            dry=self.dry,
        )
        errors |= {each.number: each.error for each in taken if each.error is not None}
        left_out.add_all(errors)
        self.codes.update(error.code for error in errors.values())
        return replace(
            after,
            stored=before.stored + len(part) - len(errors),
            left_out=before.left_out + len(errors),
        )

    def _incoming(self, part: Sequence[Row]) -> tuple[list[Incoming], dict[int, AmanaError]]:
        records: list[Incoming] = []
        errors: dict[int, AmanaError] = {}
        for row in part:
            try:
                if row.error is not None:
                    raise row.error
                records.append(self.columns.incoming(row))
            except AmanaError as error:
                errors[row.line] = error
        return records, errors

    def _look_ahead(self, rows: Iterator[Row]) -> None:
        records, _ = self._incoming(list(islice(rows, _FIRST)))
        taken = take_in(self.storage, self.service, records, self.terms, actor=OPERATOR, dry=True)
        errors = [each.error for each in taken]
        if errors and all(isinstance(error, NotPromised) for error in errors):
            raise NotPromised(**errors[0].fields if errors[0] else {})

    def _fields(self) -> Sequence[str]:
        """Return the fields of the type of record."""
        with self.storage.reading(self.service) as view:
            return tuple(type_of(map_in_force(view), self.terms.type).fields)

    def _intake(self, transaction: Transaction, sealer: Sealer) -> Intake:
        return Intake(transaction=transaction, service=self.service, sealer=sealer)
