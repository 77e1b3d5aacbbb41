"""What Amana answers about records: frozen values, read strictly."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from amana.sdk.answers import Answer
from amana.sdk.errors import AmanaMisanswered
from amana.sdk.fields import Fields

Plain: TypeAlias = str | int | bool | None
"""A value of a record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Whether values were taken in, and where."""

    answer: Answer
    record: str | None
    """The record's id; nothing where the values were refused, or none of them is stored."""
    version: int | None
    left_out: tuple[str, ...]
    """Fields whose values the policy promises not to store."""
    shortened: tuple[str, ...]
    """Fields of which only a part is stored."""

    @classmethod
    def read(cls, fields: Fields) -> "Taken":
        """Read it; a yes without a record is no answer, unless it says what was left out."""
        taken = cls(
            answer=Answer.read(fields),
            record=fields.optional_text("record"),
            version=None if fields.values.get("version") is None else fields.number("version"),
            left_out=fields.texts("left_out"),
            shortened=fields.texts("shortened"),
        )
        if taken.record is None:
            fits = not taken.answer.permitted or bool(taken.left_out)
        else:
            fits = taken.answer.permitted
        if not fits:
            raise AmanaMisanswered(what="record")
        return taken

    def require(self) -> "Taken":
        """Return this answer if the values were taken in, else raise ``RefusedByPolicy``."""
        self.answer.require()
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Whether values may be used, and what they are then."""

    answer: Answer
    record: str
    version: int
    values: Mapping[str, Plain] = field(repr=False)
    """By field; none where it was refused."""
    masked: tuple[str, ...]
    """Fields of which only a part is shown."""

    @classmethod
    def read(cls, fields: Fields) -> "Given":
        """Read it; values beside a no are no answer."""
        answer = Answer.read(fields)
        if answer.permitted == (fields.values.get("values") is None):
            raise AmanaMisanswered(what="values")
        return cls(
            answer=answer,
            record=fields.text("record"),
            version=fields.number("version"),
            values=fields.plains("values") if answer.permitted else {},
            masked=fields.texts("masked"),
        )

    def require(self) -> "Given":
        """Return this answer if the values may be used, else raise ``RefusedByPolicy``."""
        self.answer.require()
        return self

    def text(self, name: str) -> str:
        """Return a value as text; empty where the record does not hold it."""
        value = self.values.get(name)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldValue:
    """A value, and how it came in."""

    value: Plain = field(repr=False)
    origin: str
    source: str | None
    occasion: str | None
    notice_version: int
    """The version of the policy that was in force."""
    imported: bool
    at: datetime

    @classmethod
    def read(cls, fields: Fields) -> "HeldValue":
        """Read it from a list."""
        return cls(
            value=fields.plain("value"),
            origin=fields.text("origin"),
            source=fields.optional_text("source"),
            occasion=fields.optional_text("occasion"),
            notice_version=fields.number("notice_version"),
            imported=fields.boolean("imported"),
            at=fields.instant("at"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldField:
    """A field as it stands, and what it held before, the latest first."""

    now: HeldValue | None
    earlier: tuple[HeldValue, ...]

    @classmethod
    def read(cls, fields: Fields) -> "HeldField":
        """Read it from a list."""
        stands = fields.values.get("now") is not None
        return cls(
            now=HeldValue.read(fields.object("now")) if stands else None,
            earlier=tuple(HeldValue.read(each) for each in fields.objects("earlier")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRecord:
    """A record with all that its person may ask about it."""

    id: str
    type: str
    key: str | None = field(repr=False)
    version: int
    fields: Mapping[str, HeldField]
    purposes: tuple[str, ...]
    objected: tuple[str, ...]
    recipients: tuple[str, ...]
    automated: bool
    expires_at: datetime | None

    @classmethod
    def read(cls, fields: Fields) -> "HeldRecord":
        """Read it from a list."""
        return cls(
            id=fields.text("id"),
            type=fields.text("type"),
            key=fields.optional_text("key"),
            version=fields.number("version"),
            fields={
                name: HeldField.read(each) for name, each in fields.named_objects("fields").items()
            },
            purposes=fields.texts("purposes"),
            objected=fields.texts("objected"),
            recipients=fields.texts("recipients"),
            automated=fields.boolean("automated"),
            expires_at=fields.optional_instant("expires_at"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of one record of an import."""

    line: int
    record: str | None
    """Nothing where it was left out."""
    code: str | None
    """Why it was left out: a stable code."""

    @classmethod
    def read(cls, fields: Fields, *, before: int) -> "Imported":
        """Read it; ``before`` is how many lines earlier batches had."""
        return cls(
            line=before + fields.number("line"),
            record=fields.optional_text("record"),
            code=fields.optional_text("code"),
        )
