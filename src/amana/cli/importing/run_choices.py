"""Import a file of words that people said elsewhere, in parts that go on where one broke off."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from io import BufferedReader
from itertools import islice
from pathlib import Path
from typing import Final

from amana.acts.act import OPERATOR
from amana.acts.choices.bring_in import SaidElsewhere, bring_in
from amana.acts.records.take_in import OfFile
from amana.cli.importing.consents import FIELDS, said_in
from amana.cli.importing.left_out import LeftOut
from amana.cli.importing.lines import Row
from amana.cli.importing.mapping import Columns
from amana.cli.importing.source import Source, read_as
from amana.domain.errors import AmanaError
from amana.storage.database import Storage
from amana.storage.records.intake import Intake, Place

AT_ONCE: Final = 500
"""Lines a part: each is a word with evidence of its own."""


def source_of_choices(path: Path, file: BufferedReader, columns: Columns) -> Source:
    """Look at an open file of words."""
    how = json.dumps(["choices", sorted(columns.named.items())]).encode()
    return read_as(path, file, how=how)


@dataclass(slots=True, kw_only=True)
class ImportingChoices:
    """One run over a file."""

    storage: Storage
    service: str
    source: Source
    columns: Columns
    dry: bool
    codes: Counter[str] = field(default_factory=Counter)
    """Lines that this run left out, by the code of the error."""

    def behind(self) -> Place:
        """Return how far the file has come in."""
        if self.dry:
            return Place(place=0, line=0)
        with self.storage.work(self.service) as work:
            intake = Intake(transaction=work.transaction, service=self.service, sealer=work.sealer)
            place = intake.came(self.source.digest)
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
        """Bring the lines in that are left, until told to stop; return how far it came."""
        rows = self.source.rows(self.columns, FIELDS, behind=behind)
        while (part := list(islice(rows, AT_ONCE))) and not asked_to_stop():
            behind = self._take(part, behind, left_out)
            tell(behind)
        return behind

    def _take(self, part: Sequence[Row], before: Place, left_out: LeftOut) -> Place:
        told, errors = self._told(part)
        after = Place(place=part[-1].end, line=part[-1].last)
        of = OfFile(digest=self.source.digest, before=before, after=after, left_out=len(errors))
        errors |= bring_in(
            self.storage,
            self.service,
            told,
            actor=OPERATOR,
            of=None if self.dry else of,
            dry=self.dry,
        )
        left_out.add_all(errors)
        self.codes.update(error.code for error in errors.values())
        return replace(
            after,
            stored=before.stored + len(part) - len(errors),
            left_out=before.left_out + len(errors),
        )

    def _told(self, part: Sequence[Row]) -> tuple[list[SaidElsewhere], dict[int, AmanaError]]:
        told: list[SaidElsewhere] = []
        errors: dict[int, AmanaError] = {}
        for row in part:
            try:
                told.append(said_in(row, self.columns))
            except AmanaError as error:
                errors[row.line] = error
        return told, errors
