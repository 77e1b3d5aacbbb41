"""The JSON Schema (2020-12) of the policy file, made from the same forms as its reader.

It lets an editor complete and check a policy while it is written. What a schema cannot tell
(whether a reference is declared, a quoted sentence in its text) is for ``parse``.
"""

from collections.abc import Mapping
from typing import Any, Final

from amana.domain.policy.declarations import SECTIONS, Header, Quotes
from amana.domain.policy.form import Nested, items_of, schema_of
from amana.domain.policy.parse import PROMISES
from amana.domain.policy.promise_entry import QUOTE
from amana.domain.policy.sections import ABOUT, RESERVED
from amana.domain.policy.values import ID, PROMISE_ID, Pattern, Plain
from amana.domain.promises import KINDS
from amana.domain.promises.kind import Kind

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema(kinds: Mapping[str, Kind[Any]] = KINDS) -> dict[str, Plain]:
    """Return the schema of a whole policy file."""
    sections: dict[str, Plain] = {
        name: _listing(
            ID,
            schema_of(items_of(form)),
            ABOUT[name],
            least=0,
            reserved=RESERVED.get(name, frozenset()),
        )
        for name, form in SECTIONS.items()
    }
    one: list[Plain] = [{"$ref": f"#/$defs/{name}"} for name in sorted(kinds)]
    promises = _listing(PROMISE_ID, {"oneOf": one}, ABOUT[PROMISES], least=1)
    outer = schema_of(items_of(Header), also={**sections, PROMISES: promises})
    required: list[Plain] = [item.key for item in items_of(Header) if item.required]
    defs: dict[str, Plain] = {name: _promise(kinds[name]) for name in sorted(kinds)}
    return {
        "$schema": _DIALECT,
        "title": "Amana policy",
        "description": "A privacy policy as a list of typed promises",
        **outer,
        "required": [*required, PROMISES],
        "$defs": defs,
    }


def _listing(
    pattern: Pattern,
    entry: dict[str, Plain],
    about: str,
    *,
    least: int,
    reserved: frozenset[str] = frozenset(),
) -> Plain:
    """Return the schema of a list by id, none of which is reserved."""
    names: dict[str, Plain] = {"pattern": f"^{pattern.expression}$"}
    if reserved:
        names["not"] = {"enum": [*sorted(reserved)]}
    return {
        "description": about,
        "type": "object",
        "propertyNames": names,
        "additionalProperties": entry,
        "minProperties": least,
    }


def _promise(kind: Kind[Any]) -> Plain:
    """Return the schema of a promise of one kind."""
    quotes: dict[str, Plain] = {
        "description": "The published sentences that make the promise, word for word",
        **Nested(form=Quotes).schema(),
    }
    form = schema_of(items_of(kind.form, kind.name), also={QUOTE: quotes})
    return {"description": kind.about.say("en"), **form}
