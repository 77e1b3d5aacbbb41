"""What a source's map holds, as forms: its header, a table, a link, a column."""

from dataclasses import dataclass
from typing import Annotated, Final, TypeAlias

from amana.domain.period import Period
from amana.domain.policy.declarations import LanguageVersion, Slug
from amana.domain.policy.values import Pattern
from amana.domain.promises.kind import DataId, item
from amana.domain.record.types import ValueType
from amana.domain.source.model import ColumnFate, RowFate

NAME: Final = Pattern(expression=r"[^\x00]{1,128}", example="customers")
"""A name of a table or column, however it is written: it is always quoted."""
Name: TypeAlias = Annotated[str, NAME]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHeader:
    """All of the file but its tables."""

    amana: LanguageVersion = item("The version of this language: 1")
    service: Slug = item("The service whose people these are, as its policy names it")
    source: Slug = item("What the organisation calls this database")
    approved: bool = item(
        "Whether a person has read and approved the map; without it nothing is changed",
        default=False,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTableForm:
    """A table, beside its person, links and columns."""

    erase: RowFate = item("What erasure does to a row that is the person's own")
    table: Name | None = item("The table's name, where it is not the id", default=None)
    schema: Name | None = item("The schema, where it is not the default one", default=None)
    key: tuple[Name, ...] = item(
        "The columns that tell rows apart, where there is no primary key", default=()
    )
    fold: tuple[Name, ...] = item(
        "Kinds of identifier that are compared without regard to capitals; `email` also without"
        " blanks around it, `phone` by its digits, with `00` for `+`",
        default=(),
    )
    plain: tuple[Name, ...] = item("Columns that hold nothing about a person", default=())
    triggers: tuple[Name, ...] = item(
        "Triggers and rules of the table that somebody has read, by name", default=()
    )
    restrict: Name | None = item(
        "The column that is true where a row may only be kept", default=None
    )
    reason: str | None = item("Why rows are kept", default=None)
    until: Period | None = item("How long rows are kept", default=None)
    zone: Name = item(
        "The time zone of columns that hold a date, or a time without an offset", default="UTC"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceForm:
    """A reference, beside the columns that it joins."""

    table: Name = item("The id of the table that it leads to")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkForm:
    """A link, beside the columns that it joins."""

    table: Name = item("The id of the table that it leads to")
    owns: bool = item(
        "Whether the row is the person's own, or content that they share with others",
        default=True,
    )
    clear: bool = item(
        "Whether erasure sets the link itself to null in a row that stays", default=False
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceColumnForm:
    """A column with data about people."""

    is_: DataId = item("The data category that the policy declares")
    type: ValueType = item("The type of its values", default=ValueType.TEXT)
    erase: ColumnFate | None = item(
        "What erasure does to the column in a row that stays", default=None
    )
    value: str | None = item("The constant that takes its place", default=None)
    reason: str | None = item("Why it is kept", default=None)
    until: Period | None = item("How long it is kept", default=None)
    of: Name | None = item("The link whose person it speaks of", default=None)
