"""The reference of the policy language's items, made from the forms: one declaration for all."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from amana.domain.policy.declarations import SECTIONS as LISTS
from amana.domain.policy.declarations import ControllerForm, Header
from amana.domain.policy.form import Item, Nested, items_of
from amana.domain.policy.values import (
    Choice,
    Fixed,
    Flag,
    InLanguages,
    Length,
    Number,
    Pattern,
    Reference,
)
from amana.domain.promises import KINDS
from amana.domain.promises.kind import Kind

_HEAD: Final = ("| key | value | required | what it is |", "|---|---|---|---|")


def reference(kinds: Mapping[str, Kind[Any]] = KINDS) -> str:
    """Return every item of the file and of every kind as Markdown tables."""
    parts = ["### The file", *_table(items_of(Header)), "", "### `controller`"]
    parts += _table(items_of(ControllerForm))
    for name, form in LISTS.items():
        parts += ["", f"### An entry of `{name}`", *_table(items_of(form))]
    for name in sorted(kinds):
        kind = kinds[name]
        parts += ["", f"### `{name}`", "", kind.about.say("en"), ""]
        parts += _table(items_of(kind.form, name))
    return "\n".join(parts) + "\n"


def _table(items: Iterable[Item]) -> list[str]:
    """Return items as a table."""
    return ["", *_HEAD, *(_row(item) for item in items)]


def _row(item: Item) -> str:
    """Return one item as a row."""
    value = _value(item)
    several = f"one, or a list: {value}" if item.many else value
    required = "yes" if item.required else "no"
    return f"| `{item.key}` | {several} | {required} | {item.about} |"


def _value(item: Item) -> str:
    """Say which values an item may have."""
    match item.value:
        case Choice(among=among):
            return ", ".join(f"`{member.value}`" for member in among)
        case Reference(section=section):
            return f"an id of `{section}`"
        case Pattern(example=example):
            return f"such as `{example}`"
        case Fixed(number=number):
            return f"`{number}`"
        case Nested():
            return "items of its own"
        case _:
            return _NAMES.get(type(item.value), "text")


_NAMES: Final[Mapping[type, str]] = {
    Flag: "`true` or `false`",
    Number: "a whole number",
    Length: "a period, such as `PT72H`",
    InLanguages: "`{ar: …, en: …}`",
}
