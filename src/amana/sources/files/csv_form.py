"""CSV (RFC 4180): a line of names first, fields quoted where they need it, quotes doubled."""

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from amana.sources.files.form import Record
from amana.sources.files.lines import FileLimits, Lines, Wrong

DELIMITERS: Final = (",", ";", "\t", "|")


class CsvForm:
    """Fields between commas, or between what else the first line shows them to be between.

    A field without a sign in it has no value, quoted or not.
    """

    newline = ""

    def __init__(self, named: Collection[str], limits: FileLimits) -> None:
        """Keep the columns that have to be there: by them the delimiter is known."""
        self._named = set(named)
        self._limits = limits
        self._delimiter = ","
        self.declared: tuple[str, ...] = ()

    def records(self, lines: Lines) -> Iterator[Record]:
        """Yield the header as no record, and then each record."""
        self._head(lines)
        yield Record(raw=lines.taken(), values=None)
        reader = csv.reader(iter(lines), delimiter=self._delimiter, strict=True)
        while True:
            try:
                fields = next(reader)
            except StopIteration:
                return
            except csv.Error:
                raise lines.unfit(Wrong.QUOTING) from None
            if fields and len(fields) != len(self.declared):
                raise lines.unfit(Wrong.FIELDS)
            values = dict(zip(self.declared, (each or None for each in fields), strict=False))
            yield Record(raw=lines.taken(), values=values or None)

    def _head(self, lines: Lines) -> None:
        """Read the names in the first line. Raises ``FileUnfit``."""
        first = next(iter(lines), "")
        found = {each: _names(first, each) for each in DELIMITERS}
        fits = [each for each, names in found.items() if self._named <= set(names)]
        self._delimiter = fits[0] if fits else ","
        self.declared = found[self._delimiter]
        folded = {name.lower() for name in self.declared}
        if not self.declared or len(folded) < len(self.declared):
            raise lines.unfit(Wrong.HEADER)
        if len(self.declared) > self._limits.fields:
            raise lines.unfit(Wrong.FIELDS)

    def changed(self, raw: str, values: Mapping[str, str | None]) -> str:
        """Return the record with other fields, each quoted where the one before it was."""
        fields, end = _raw_fields(raw, self._delimiter)
        for at, name in enumerate(self.declared):
            if name in values:
                fields[at] = self._written(values[name] or "", quoted=fields[at].startswith('"'))
        return self._delimiter.join(fields) + end

    def _written(self, text: str, *, quoted: bool) -> str:
        """Return a field."""
        needs = quoted or any(each in text for each in (self._delimiter, '"', "\r", "\n"))
        return '"' + text.replace('"', '""') + '"' if needs else text


def _names(line: str, delimiter: str) -> tuple[str, ...]:
    """Return the names in a header; none where they are not between these."""
    try:
        return tuple(next(csv.reader([line], delimiter=delimiter, strict=True), ()))
    except csv.Error:
        return ()


def _raw_fields(raw: str, delimiter: str) -> tuple[list[str], str]:
    """Return the fields of a record as they stand, and its end. It was read strictly before."""
    field = re.compile(rf'"(?:[^"]|"")*"|[^{re.escape(delimiter)}\r\n]*')
    fields: list[str] = []
    at = 0
    while True:
        found = field.match(raw, at)
        fields.append(found.group() if found else "")
        at += len(fields[-1])
        if raw[at : at + 1] != delimiter:
            return fields, raw[at:]
        at += 1
