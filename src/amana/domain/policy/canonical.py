"""One text for one policy: the same bytes whenever the policy is the same.

Declarations and promises stand in the natural order of their ids (``M2`` before ``M10``),
names and DPV terms are written out even where the vocabulary has them, so that a later
vocabulary changes nothing, and items that equal their default are left out. The texts as
published are not part of it; the digest covers both.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, Final

from amana.domain.policy.declarations import (
    Basis,
    ControllerForm,
    DataForm,
    Header,
    PurposeForm,
    Quotes,
    RecipientForm,
    TextFiles,
    Tongue,
)
from amana.domain.policy.form import items_of, write_form
from amana.domain.policy.model import Policy, Promise
from amana.domain.policy.promise_entry import QUOTE
from amana.domain.policy.values import Plain
from amana.domain.promises.law import Law
from amana.domain.vocabulary.sharing import Safeguard

_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_MAGIC: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
"""What other readers of YAML would take for something else than a word."""
_ESCAPED: Final = re.compile("[\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
_SHORT: Final = 40
"""Up to this length the values of a list stand on one line."""
_SAFEGUARDS: Final = {one.value: one for one in Safeguard}
_DIGITS: Final = re.compile(r"(\d+)")

_LAWS: Final = {law.value: law for law in Law}


def canonical(policy: Policy) -> str:
    """Return the policy as text. ``parse`` of it, with the same texts, gives the policy again."""
    return as_yaml(_file(policy))


def as_yaml(values: Mapping[str, Plain]) -> str:
    """Return plain values as YAML, an item a line."""
    lines = [line for key, value in values.items() for line in _lines(key, value, depth=0)]
    return "\n".join(lines) + "\n"


def digest(policy: Policy) -> str:
    """Return SHA-256 in hex over the canonical text and the texts as published."""
    hashed = hashlib.sha256()
    parts = [canonical(policy)]
    for language in sorted(policy.texts):
        parts += [language, policy.texts[language]]
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        hashed.update(len(encoded).to_bytes(8, "big"))
        hashed.update(encoded)
    return hashed.hexdigest()


def text_files(policy: Policy) -> Mapping[str, str]:
    """Return the names under which the canonical text declares the texts as published."""
    return {language: f"{policy.service}.{language}.md" for language in sorted(policy.texts)}


def natural(name: str) -> tuple[tuple[bool, int, str], ...]:
    """Return a key by which ``M2`` comes before ``M10``; different ids have different keys."""
    parts = _DIGITS.split(name)
    return tuple(
        (part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts if part
    )


def _file(policy: Policy) -> dict[str, Plain]:
    """Return the whole file as plain values, in the order in which it is written."""
    written = write_form(items_of(Header), _header(policy))
    sections: dict[str, dict[str, Plain]] = {
        "data": {key: _data(policy, key) for key in sorted(policy.data, key=natural)},
        "purposes": {key: _purpose(policy, key) for key in sorted(policy.purposes, key=natural)},
        "recipients": {
            key: _recipient(policy, key) for key in sorted(policy.recipients, key=natural)
        },
        "promises": {
            key: promise_values(policy.promises[key])
            for key in sorted(policy.promises, key=natural)
        },
    }
    written.update({name: section for name, section in sections.items() if section})
    return written


def _header(policy: Policy) -> Header:
    """Return what stands before the lists."""
    who = policy.controller
    files = text_files(policy)
    return Header(
        amana=1,
        service=policy.service,
        title=policy.title,
        controller=ControllerForm(
            name=who.name,
            email=who.email,
            phone=who.phone,
            address=who.address,
            officer=who.officer,
            representative=who.representative,
        ),
        languages=tuple(Tongue(language) for language in policy.languages),
        laws=tuple(_LAWS[law] for law in policy.laws),
        texts=TextFiles(ar=files.get("ar"), en=files.get("en")) if files else None,
    )


def _data(policy: Policy, key: str) -> Plain:
    """Return one data category."""
    it = policy.data[key]
    return write_form(items_of(DataForm), DataForm(is_=it.term, name=it.name))


def _purpose(policy: Policy, key: str) -> Plain:
    """Return one purpose."""
    it = policy.purposes[key]
    form = PurposeForm(is_=it.term, basis=Basis(it.basis), name=it.name, who=it.who)
    return write_form(items_of(PurposeForm), form)


def _recipient(policy: Policy, key: str) -> Plain:
    """Return one recipient."""
    it = policy.recipients[key]
    form = RecipientForm(
        kind=it.kind,
        name=it.name,
        country=it.country,
        safeguards=tuple(_SAFEGUARDS[one] for one in it.safeguards),
        contact=it.contact,
    )
    return write_form(items_of(RecipientForm), form)


def promise_values(promise: Promise) -> dict[str, Plain]:
    """Return one promise with its quotes, as the file holds it."""
    written = write_form(items_of(promise.kind.form, promise.kind.name), promise.form)
    if promise.quotes:
        quotes = Quotes(ar=promise.quotes.get("ar", ()), en=promise.quotes.get("en", ()))
        written[QUOTE] = write_form(items_of(Quotes), quotes)
    return written


def _lines(key: str, value: Plain, *, depth: int) -> list[str]:
    """Return an entry as lines: mappings open up, so that each item has a line of its own."""
    indent = "  " * depth
    if isinstance(value, dict):
        inner = [line for name, it in value.items() for line in _lines(name, it, depth=depth + 1)]
        return [f"{indent}{_scalar(key)}:", *inner]
    if isinstance(value, list) and any(isinstance(part, dict) for part in value):
        parts = [line for part in value for line in _part(part, depth=depth + 1)]
        return [f"{indent}{_scalar(key)}:", *parts]
    if isinstance(value, list) and any(len(_scalar(part)) > _SHORT for part in value):
        return [f"{indent}{_scalar(key)}:", *(f"{indent}  - {_scalar(part)}" for part in value)]
    if isinstance(value, list):
        return [f"{indent}{_scalar(key)}: [{', '.join(_scalar(part) for part in value)}]"]
    return [f"{indent}{_scalar(key)}: {_scalar(value)}"]


def _part(value: Plain, *, depth: int) -> list[str]:
    """Return a mapping of a list: a dash before its first item."""
    inner = value.items() if isinstance(value, dict) else ()
    lines = [line for key, it in inner for line in _lines(key, it, depth=depth + 1)]
    return [f"{'  ' * depth}- {lines[0].lstrip()}", *lines[1:]]


def _scalar(value: Any) -> str:  # noqa: ANN401 - text, number or truth value
    """Return a scalar as it is written: quoted wherever a reader of YAML might misread it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    if _PLAIN.fullmatch(text) and text.lower() not in _MAGIC:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted)
