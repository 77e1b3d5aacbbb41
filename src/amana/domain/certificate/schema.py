"""The JSON Schema of a certificate's file (draft 2020-12), for programs that read one.

It describes the form; whether a certificate is true is another question, which
:func:`~amana.domain.certificate.check.check_certificate` answers.
"""

from collections.abc import Mapping
from typing import Final

from amana.domain.certificate.document import FORM, MOST_ENTRIES
from amana.domain.ledger.entry import Json

_TEXT: Final[Mapping[str, Json]] = {"type": "string"}
_COUNT: Final[Mapping[str, Json]] = {"type": "integer", "minimum": 0}
_MOMENT: Final[Mapping[str, Json]] = {"type": "string", "format": "date-time"}
_BYTES: Final[Mapping[str, Json]] = {"type": "string", "contentEncoding": "base64"}


def _or_null(form: Mapping[str, Json]) -> dict[str, Json]:
    return {**form, "type": (form["type"], "null")}


def _object(**properties: Json) -> dict[str, Json]:
    """Return the form of an object with exactly these members."""
    return {
        "type": "object",
        "required": tuple(properties),
        "properties": properties,
        "additionalProperties": False,
    }


def _list(of: Mapping[str, Json], **bounds: Json) -> dict[str, Json]:
    return {"type": "array", "items": of, **bounds}


_PROOF: Final = _list(_BYTES, maxItems=64)
_PLACE_MEMBERS: Final[Mapping[str, Json]] = {
    "place": _TEXT,
    "read_back_at": _MOMENT,
    "together": {"type": "integer", "minimum": 1},
    "looks": _or_null(_COUNT),
    "tables": _list(_object(table=_TEXT, deleted=_COUNT, changed=_COUNT, kept=_COUNT)),
}
_PLACE: Final = _object(**_PLACE_MEMBERS)
_AT_MOST: Final[Mapping[str, Json]] = {
    **_list(_object(table=_TEXT, deleted=_COUNT, changed=_COUNT), minItems=1),
    "description": "What was erased at most besides, by passes whose end nobody saw",
}
_RECIPIENT: Final = _object(
    recipient=_TEXT,
    contact=_or_null(_TEXT),
    state={"enum": ("answered", "told", "awaited")},
    told_at=_or_null(_MOMENT),
    answered_at=_or_null(_MOMENT),
)
_MEMBERS: Final[Mapping[str, Json]] = {
    "erasure": _TEXT,
    "request": _or_null(_TEXT),
    "ids": _COUNT,
    "begun_at": _MOMENT,
    "closed_at": _MOMENT,
    "key": _object(deleted={"type": "boolean"}, epoch=_or_null(_COUNT)),
    "places": _list({**_PLACE, "properties": {**_PLACE_MEMBERS, "at_most": _AT_MOST}}, minItems=1),
    "kept": _list(_object(place=_TEXT, table=_TEXT, reason=_TEXT, until=_or_null(_TEXT))),
    "recipients": _list(_RECIPIENT),
    "entries": _list(
        _object(
            act=_TEXT, position=_COUNT, leaf_hash={"type": "string", "pattern": "^[0-9a-f]{64}$"}
        ),
        minItems=1,
        maxItems=MOST_ENTRIES,
    ),
}
_CATEGORIES: Final[Mapping[str, Json]] = {
    **_list(_TEXT, minItems=1),
    "description": "What was erased of the person, where it was not everything",
}
_STATEMENT: Final[Mapping[str, Json]] = {
    **_object(**_MEMBERS),
    "properties": {**_MEMBERS, "categories": _CATEGORIES},
}
SCHEMA: Final[Mapping[str, Json]] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "The certificate of an erasure",
    **_object(
        form={"const": FORM},
        service=_TEXT,
        statement=_STATEMENT,
        entry={
            "type": "object",
            "description": "The ledger entry whose body is the statement, opened, with its "
            "signed checkpoint",
        },
        proof=_PROOF,
        entries=_list(_object(position=_COUNT, leaf=_BYTES, proof=_PROOF), maxItems=MOST_ENTRIES),
    ),
}
