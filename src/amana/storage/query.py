"""SQL as named, described text in files; nothing else in the code writes any."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, LiteralString

_HEAD: Final = re.compile(
    r"^-- name: (?P<name>[a-z][a-z0-9_]*)\n-- (?P<about>\S[^\n]*)\n", re.MULTILINE
)


@cache
def queries(area: str) -> Mapping[str, LiteralString]:
    """Return the statements of ``queries/<area>.sql`` by name.

    A file holds ``-- name: x``, a line of description, and one statement, again and again; any
    other text before the first, or a name that stands twice, raises ``ValueError``.
    """
    text = (files("amana.storage") / "queries" / f"{area}.sql").read_text(encoding="utf-8")
    heads = list(_HEAD.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    # The text comes from a file of this package, never from outside: a literal all the same.
    found: Mapping[str, LiteralString] = {
        head["name"]: text[head.end() : end].strip().removesuffix(";")
        for head, end in zip(heads, ends, strict=True)
    }
    if not heads or heads[0].start() != 0 or len(found) != len(heads):
        msg = f"queries/{area}.sql is not a list of named statements"
        raise ValueError(msg)
    return found
