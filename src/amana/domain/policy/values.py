"""The types that an item of a form may have: each is read, written and described in one place.

Reading takes a node and either returns the value, or notes what is wrong and returns ``None``.
Writing returns what the canonical text holds. The description is JSON Schema 2020-12.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Protocol, TypeAlias

from amana.domain.period import Period
from amana.domain.policy.errors import EmptyValue, UnfitValue, WrongId, WrongShape, shown
from amana.domain.policy.notes import Notes
from amana.domain.policy.yaml_nodes import Mapping as MappingNode
from amana.domain.policy.yaml_nodes import Node, Scalar
from amana.domain.words import LANGUAGES, Words

Plain: TypeAlias = "str | int | bool | list[Plain] | dict[str, Plain]"
"""What the canonical text and JSON Schema are made of."""

LONGEST_TEXT: Final = 4000
"""Characters in one text."""
_PERIOD_PATTERN: Final = (
    r"^P(?=[0-9T])([0-9]{1,4}Y)?([0-9]{1,4}M)?([0-9]{1,4}W)?([0-9]{1,5}D)?"
    r"(T(?=[0-9])([0-9]{1,5}H)?([0-9]{1,5}M)?)?$"
)
_LOOSE_PERIOD: Final = re.compile(
    r"\s*(\d{1,4})\s*(hour|day|week|month|year|h|d|w|y)s?\s*", re.IGNORECASE
)
_UNITS: Final = {"h": "PT{}H", "d": "P{}D", "w": "P{}W", "m": "P{}M", "y": "P{}Y"}


class Value(Protocol):
    """One type of value in a policy file."""

    def read(self, node: Node, key: str, notes: Notes) -> Any | None:  # noqa: ANN401 - of a form
        """Return the value, or note what is wrong and return ``None``."""

    def write(self, value: Any) -> Plain:  # noqa: ANN401 - the value of a form's field
        """Return what the canonical text holds for the value."""

    def schema(self) -> dict[str, Plain]:
        """Return its JSON Schema."""


def scalar(node: Node, key: str, notes: Notes) -> Scalar | None:
    """Return the node as a text that says something, or note that it is none."""
    if not isinstance(node, Scalar):
        notes.note(WrongShape, node, key=key, right="text")
        return None
    if not node.text.strip() or (node.plain and node.text in {"~", "null", "Null", "NULL"}):
        notes.note(EmptyValue, node, key=key)
        return None
    return node


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Free text, kept as it stands but for white space around it."""

    def read(self, node: Node, key: str, notes: Notes) -> str | None:
        """Return the text."""
        found = scalar(node, key, notes)
        if found is None:
            return None
        if len(found.text) > LONGEST_TEXT:
            notes.note(
                UnfitValue, node, key=key, value=shown(found.text), right=f"≤ {LONGEST_TEXT}"
            )
            return None
        return found.text.strip()

    def write(self, value: str) -> Plain:
        """Return the text itself."""
        return value

    def schema(self) -> dict[str, Plain]:
        """Describe it."""
        return {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """``true`` or ``false``, and no other word for them."""

    def read(self, node: Node, key: str, notes: Notes) -> bool | None:
        """Return the truth value."""
        found = scalar(node, key, notes)
        if found is None:
            return None
        if found.text not in {"true", "false"} or not found.plain:
            notes.unknown_value(found, key, ("true", "false"))
            return None
        return found.text == "true"

    def write(self, value: bool) -> Plain:  # noqa: FBT001 - the value itself, not a switch
        """Return the truth value."""
        return value

    def schema(self) -> dict[str, Plain]:
        """Describe it."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A whole number from 0 up, in Latin or Arabic digits."""

    def read(self, node: Node, key: str, notes: Notes) -> int | None:
        """Return the number."""
        found = scalar(node, key, notes)
        if found is None:
            return None
        if not re.fullmatch(r"\d{1,9}", found.text):
            notes.note(UnfitValue, found, key=key, value=shown(found.text), right="16")
            return None
        return int(found.text)

    def write(self, value: int) -> Plain:
        """Return the number."""
        return value

    def schema(self) -> dict[str, Plain]:
        """Describe it."""
        return {"type": "integer", "minimum": 0, "maximum": 999_999_999}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """One number, and no other."""

    number: int

    def read(self, node: Node, key: str, notes: Notes) -> int | None:
        """Return the number."""
        found = scalar(node, key, notes)
        if found is None:
            return None
        if found.text != str(self.number):
            notes.note(UnfitValue, found, key=key, value=shown(found.text), right=str(self.number))
            return None
        return self.number

    def write(self, value: int) -> Plain:
        """Return the number."""
        return value

    def schema(self) -> dict[str, Plain]:
        """Describe it."""
        return {"const": self.number}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One word of a closed list."""

    among: type[StrEnum]

    def read(self, node: Node, key: str, notes: Notes) -> StrEnum | None:
        """Return the word that was chosen."""
        found = scalar(node, key, notes)
        if found is None:
            return None
        valid = {member.value: member for member in self.among}
        if found.text not in valid:
            notes.unknown_value(found, key, valid)
            return None
        return valid[found.text]

    def write(self, value: StrEnum) -> Plain:
        """Return the word."""
        return value.value

    def schema(self) -> dict[str, Plain]:
        """Describe it."""
        return {"enum": [member.value for member in self.among]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A period as ISO 8601 writes it."""

    def read(self, node: Node, key: str, notes: Notes) -> Period | None:
        """Return the period; one written loosely (``72h``) is refused with its right form."""
        found = scalar(node, key, notes)
        if found is None:
            return None
        try:
            return Period.parse(found.text)
        except ValueError:
            right = _right_period(found.text)
            notes.note(UnfitValue, found, key=key, value=shown(found.text), right=right)
            return None

    def write(self, value: Period) -> Plain:
        """Return the period in its one form."""
        return str(value)

    def schema(self) -> dict[str, Plain]:
        """Describe it."""
        return {"type": "string", "pattern": _PERIOD_PATTERN}


def _right_period(text: str) -> str:
    """Return how the author's period is written, where that can be told; else examples."""
    loose = _LOOSE_PERIOD.fullmatch(text)
    if loose is None:
        return "P30D, PT72H, P1Y"
    return _UNITS[loose.group(2)[0].lower()].format(int(loose.group(1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A text of a fixed form, such as an id. ``example`` is one that is right."""

    expression: str
    example: str

    def read(self, node: Node, key: str, notes: Notes) -> str | None:
        """Return the text, which matches."""
        found = scalar(node, key, notes)
        if found is None:
            return None
        if not self.matches(found.text):
            notes.note(UnfitValue, found, key=key, value=shown(found.text), right=self.example)
            return None
        return found.text

    def matches(self, text: str) -> bool:
        """Tell whether the whole text has the form."""
        return re.fullmatch(self.expression, text) is not None

    def write(self, value: str) -> Plain:
        """Return the text."""
        return value

    def schema(self) -> dict[str, Plain]:
        """Describe it."""
        return {"type": "string", "pattern": f"^{self.expression}$"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The id of something that the policy declares in a section."""

    section: str

    def read(self, node: Node, key: str, notes: Notes) -> str | None:
        """Return the id, which is declared."""
        found = scalar(node, key, notes)
        if found is None:
            return None
        if found.text not in notes.declared.get(self.section, ()):
            notes.undeclared(found, self.section)
            return None
        return found.text

    def write(self, value: str) -> Plain:
        """Return the id."""
        return value

    def schema(self) -> dict[str, Plain]:
        """Describe it; whether it is declared is beyond a schema."""
        return {"type": "string", "pattern": f"^{ID.expression}$"}


@dataclass(frozen=True, slots=True, kw_only=True)
class InLanguages:
    """The same thing in Arabic, in English, or in both."""

    def read(self, node: Node, key: str, notes: Notes) -> Words | None:
        """Return the words."""
        if not isinstance(node, MappingNode):
            notes.note(WrongShape, node, key=key, right="{ar: …, en: …}")
            return None
        said: dict[str, str] = {}
        for language, value in node.entries:
            if language.text not in LANGUAGES:
                notes.unknown_key(language, LANGUAGES)
                continue
            text = Text().read(value, f"{key}.{language.text}", notes)
            said[language.text] = text or ""
        if not node.entries:
            notes.note(EmptyValue, node, key=key)
        return Words(**said) if any(said.values()) else None

    def write(self, value: Words) -> Plain:
        """Return what is said in each language."""
        said = {"ar": value.ar, "en": value.en}
        return {language: text for language, text in said.items() if text}

    def schema(self) -> dict[str, Plain]:
        """Describe it."""
        text = Text().schema()
        return {
            "type": "object",
            "properties": {"ar": text, "en": text},
            "minProperties": 1,
            "additionalProperties": False,
        }


ID: Final = Pattern(expression=r"[a-z][a-z0-9_]{0,62}", example="email_address")
"""Ids of data, purposes and recipients."""
PROMISE_ID: Final = Pattern(expression=r"[A-Za-z][A-Za-z0-9_.-]{0,62}", example="M1")
"""Ids of promises."""


def read_id(key: Scalar, pattern: Pattern, notes: Notes) -> str | None:
    """Return a key that is an id, or note how one looks."""
    if pattern.matches(key.text):
        return key.text
    notes.note(WrongId, key, value=shown(key.text), right=pattern.example)
    return None
