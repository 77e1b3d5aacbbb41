"""Reads JSON that came from elsewhere: each field has its type and its bound, or it is no answer.

Fields that the contract does not name are passed over, so that a newer server can be asked by
an older client. A field that it does name is never guessed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from amana.domain.words import Words
from amana.sdk.errors import AmanaMisanswered

LONGEST_TEXT: Final = 4_000
"""Characters of one text: a reason is a sentence or two."""
LONGEST_VALUE: Final = 1_000_000
"""Characters of one value of a record."""
LONGEST_LIST: Final = 10_000
"""Items of one list: a history is the longest of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """A JSON object of an answer, with the path that leads to it for the error's sake."""

    path: str
    values: Mapping[str, object]

    @classmethod
    def parse(cls, body: bytes) -> "Fields":
        """Read a body; what is not one JSON object raises :class:`AmanaMisanswered`."""
        try:
            value = json.loads(body)
        except (ValueError, RecursionError) as fault:
            raise AmanaMisanswered(what="body") from fault
        return cls.of(value, path="")

    @classmethod
    def of(cls, value: object, *, path: str) -> "Fields":
        """Take a value that has to be an object."""
        if not isinstance(value, dict):
            raise AmanaMisanswered(what=path or "body")
        return cls(path=path, values=value)

    def at(self, name: str) -> str:
        """Name the field within the whole answer."""
        return f"{self.path}.{name}" if self.path else name

    def boolean(self, name: str) -> bool:
        """Return true or false; a number or a text is neither."""
        value = self.values.get(name)
        if not isinstance(value, bool):
            raise AmanaMisanswered(what=self.at(name))
        return value

    def number(self, name: str) -> int:
        """Return a whole number that is not negative."""
        value = self.values.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise AmanaMisanswered(what=self.at(name))
        return value

    def text(self, name: str) -> str:
        """Return a text of at most :data:`LONGEST_TEXT` characters."""
        value = self.values.get(name)
        if not isinstance(value, str) or len(value) > LONGEST_TEXT:
            raise AmanaMisanswered(what=self.at(name))
        return value

    def optional_text(self, name: str) -> str | None:
        """Return a text, or nothing where the field is null or left out."""
        return None if self.values.get(name) is None else self.text(name)

    def instant(self, name: str) -> datetime:
        """Return an aware instant, written as RFC 3339 does."""
        try:
            instant = datetime.fromisoformat(self.text(name))
        except ValueError as fault:
            raise AmanaMisanswered(what=self.at(name)) from fault
        if instant.tzinfo is None:
            raise AmanaMisanswered(what=self.at(name))
        return instant

    def optional_instant(self, name: str) -> datetime | None:
        """Return an instant, or nothing where the field is null or left out."""
        return None if self.values.get(name) is None else self.instant(name)

    def items(self, name: str) -> list[object]:
        """Return a list of at most :data:`LONGEST_LIST` items."""
        value = self.values.get(name)
        if not isinstance(value, list) or len(value) > LONGEST_LIST:
            raise AmanaMisanswered(what=self.at(name))
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        values = self.items(name)
        if not all(isinstance(value, str) and len(value) <= LONGEST_TEXT for value in values):
            raise AmanaMisanswered(what=self.at(name))
        return tuple(str(value) for value in values)

    def object(self, name: str) -> "Fields":
        """Return an object."""
        return Fields.of(self.values.get(name), path=self.at(name))

    def objects(self, name: str) -> tuple["Fields", ...]:
        """Return a list of objects."""
        return tuple(
            Fields.of(value, path=f"{self.at(name)}[{place}]")
            for place, value in enumerate(self.items(name))
        )

    def words(self, name: str) -> Words:
        """Return the same thing in both languages; at least one must say something."""
        both = Fields.of(self.values.get(name), path=self.at(name))
        arabic, english = both.optional_text("ar") or "", both.optional_text("en") or ""
        if not (arabic or english):
            raise AmanaMisanswered(what=self.at(name))
        return Words(ar=arabic, en=english)

    def plain(self, name: str) -> str | int | bool | None:
        """Return a value of a record."""
        value = self.values.get(name)
        if value is None or isinstance(value, bool | int):
            return value
        if not isinstance(value, str) or len(value) > LONGEST_VALUE:
            raise AmanaMisanswered(what=self.at(name))
        return value

    def plains(self, name: str) -> dict[str, str | int | bool | None]:
        """Return the values of a record, by field."""
        held = self.object(name)
        return {field: held.plain(field) for field in held.values}

    def named_objects(self, name: str) -> dict[str, "Fields"]:
        """Return objects by their names."""
        held = self.object(name)
        return {each: held.object(each) for each in held.values}
