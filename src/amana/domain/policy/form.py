"""From a form to its reader, its JSON Schema and its canonical writing: one declaration.

A form is a frozen dataclass whose fields are declared by ``item()`` of
:mod:`amana.domain.promises.kind`. The key in the file is the field's name without a trailing
underscore; of a kind's form the first field stands under the kind's own name.
"""

import dataclasses
import functools
import types
import typing
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from amana.domain.errors import Malformed
from amana.domain.period import Period
from amana.domain.policy.errors import (
    EmptyValue,
    FormRefused,
    MissingKey,
    RepeatedValue,
    WrongShape,
    shown,
)
from amana.domain.policy.notes import Notes
from amana.domain.policy.values import (
    Choice,
    Fixed,
    Flag,
    InLanguages,
    Length,
    Number,
    Pattern,
    Plain,
    Reference,
    Text,
    Value,
)
from amana.domain.policy.yaml_nodes import Mapping as MappingNode
from amana.domain.policy.yaml_nodes import Node, Scalar, Sequence
from amana.domain.promises.kind import DataId, PurposeId, RecipientId
from amana.domain.words import Words

_SIMPLE: Final[Mapping[Any, Value]] = {
    str: Text(),
    bool: Flag(),
    int: Number(),
    Period: Length(),
    Words: InLanguages(),
    DataId: Reference(section="data"),
    PurposeId: Reference(section="purposes"),
    RecipientId: Reference(section="recipients"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a form, as the file knows it."""

    key: str
    """Its key in the file."""
    field: str
    """Its field in the form."""
    about: str
    value: Value
    """How one value is read, written and described."""
    many: bool
    """Whether it is a list, or one value in place of a list of one."""
    required: bool
    default: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Where in the file a form is read."""

    where: str
    """How messages call the place."""
    first: str | None = None
    """The key of the form's first field, where it is not the field's own name."""
    also: Collection[str] = ()
    """Keys beside the form's that somebody else reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nested:
    """A form within a form."""

    form: type[Any]

    def read(self, node: Node, key: str, notes: Notes) -> Any | None:  # noqa: ANN401 - any form
        """Return the form's instance."""
        if not isinstance(node, MappingNode):
            notes.note(WrongShape, node, key=key, right="key: value")
            return None
        if not node.entries:
            notes.note(EmptyValue, node, key=key)
        return read_form(self.form, node, notes, within=Within(where=key))

    def write(self, value: Any) -> Plain:  # noqa: ANN401 - any form
        """Return its items."""
        return write_form(items_of(self.form), value)

    def schema(self) -> dict[str, Plain]:
        """Describe it."""
        return {**schema_of(items_of(self.form)), "minProperties": 1}


def items_of(form: type[Any], first: str | None = None) -> tuple[Item, ...]:
    """Return the items of a form; ``first`` is the key of its first field, for a kind's form.

    Raises ``TypeError`` for a field of a type that a form may not have: a mistake in the
    program, not in a file.
    """
    hashable: Any = form
    return _items(hashable, first)


@functools.cache
def _items(form: Any, first: str | None) -> tuple[Item, ...]:  # noqa: ANN401 - a class, hashable
    """Return the items once for each form and name."""
    hints = typing.get_type_hints(form, include_extras=True)
    return tuple(
        _item(field, hints[field.name], first if index == 0 else None)
        for index, field in enumerate(dataclasses.fields(form))
    )


def _item(field: "dataclasses.Field[Any]", hint: object, key: str | None) -> Item:
    """Return one field as an item."""
    of, many = _without_list(_without_none(hint))
    required = field.default is dataclasses.MISSING
    return Item(
        key=key or field.name.rstrip("_"),
        field=field.name,
        about=str(field.metadata.get("about", "")),
        value=_value(of),
        many=many,
        required=required or key is not None,
        default=dataclasses.MISSING if required else field.default,
    )


def _without_none(hint: object) -> object:
    """Return ``X`` of ``X | None``."""
    if typing.get_origin(hint) not in {typing.Union, types.UnionType}:
        return hint
    kept = [arg for arg in typing.get_args(hint) if arg is not type(None)]
    return kept[0] if len(kept) == 1 else hint


def _without_list(hint: object) -> tuple[object, bool]:
    """Return ``X`` of ``tuple[X, ...]``, and whether it was one."""
    if typing.get_origin(hint) is not tuple:
        return hint, False
    return typing.get_args(hint)[0], True


def _value(of: Any) -> Value:  # noqa: ANN401 - any type's annotation
    """Return how values of this type are read, written and described."""
    simple = _SIMPLE.get(of)
    if simple is not None:
        return simple
    for own in getattr(of, "__metadata__", ()):
        if isinstance(own, Pattern | Fixed):
            return own
    if isinstance(of, type) and issubclass(of, StrEnum):
        return Choice(among=of)
    if dataclasses.is_dataclass(of) and isinstance(of, type):
        return Nested(form=of)
    msg = f"a form may not have a field of type {of}"
    raise TypeError(msg)


def read_form(form: type[Any], node: MappingNode, notes: Notes, *, within: Within) -> Any:  # noqa: ANN401 - an instance of the form
    """Return the form's instance, or note all that is wrong and return ``None``."""
    before = len(notes.problems)
    items = items_of(form, within.first)
    known = {item.key for item in items} | set(within.also)
    for key, _ in node.entries:
        if key.text not in known:
            notes.unknown_key(key, known)
    given = {item.field: _read_item(item, node, within.where, notes) for item in items}
    if len(notes.problems) > before:
        return None
    try:
        return form(**{name: value for name, value in given.items() if value is not None})
    except Malformed as error:
        reason = ", ".join(f"`{value}`" for value in error.fields.values())
        notes.note(FormRefused, node, promise=within.where, reason=reason)
        return None


def _read_item(item: Item, node: MappingNode, where: str, notes: Notes) -> Any | None:  # noqa: ANN401
    """Return the item's value, or ``None`` where it is not given or not right."""
    found = node.get(item.key)
    if found is None:
        if item.required:
            notes.note(MissingKey, node, key=item.key, where=where, about=item.about)
        return None
    if not item.many:
        return item.value.read(found, item.key, notes)
    return _read_list(item, found, notes)


def _read_list(item: Item, node: Node, notes: Notes) -> tuple[Any, ...]:
    """Return a list, or one value as a list of one. An empty list is noted."""
    parts = node.items if isinstance(node, Sequence) else (node,)
    if not parts:
        notes.note(EmptyValue, node, key=item.key)
    values: list[Any] = []
    for part in parts:
        value = item.value.read(part, item.key, notes)
        if value is not None and value in values:
            said = part.text if isinstance(part, Scalar) else item.key
            notes.note(RepeatedValue, part, key=item.key, value=shown(said))
        values.append(value)
    return tuple(values)


def write_form(items: tuple[Item, ...], instance: Any) -> dict[str, Plain]:  # noqa: ANN401
    """Return the instance as the canonical text holds it; what equals its default is left out."""
    written: dict[str, Plain] = {}
    for item in items:
        value = getattr(instance, item.field)
        if value == item.default and not item.required:
            continue
        if item.many:
            listed = [item.value.write(each) for each in value]
            written[item.key] = listed
        else:
            written[item.key] = item.value.write(value)
    return written


def schema_of(items: tuple[Item, ...], also: Mapping[str, Plain] | None = None) -> dict[str, Plain]:
    """Return the JSON Schema of a form; ``also`` are properties that somebody else reads."""
    properties: dict[str, Plain] = {item.key: _item_schema(item) for item in items}
    properties.update(also or {})
    return {
        "type": "object",
        "properties": properties,
        "required": [item.key for item in items if item.required],
        "additionalProperties": False,
    }


def _item_schema(item: Item) -> dict[str, Plain]:
    """Return the JSON Schema of one item."""
    one = item.value.schema()
    about: dict[str, Plain] = {"description": item.about} if item.about else {}
    if not item.many:
        return {**about, **one}
    several: Plain = {"type": "array", "items": one, "minItems": 1, "uniqueItems": True}
    return {**about, "anyOf": [one, several]}
