"""JSON Lines: one object a line (RFC 8259), each name once, nothing that JSON does not have."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from amana.sources.files.form import Record
from amana.sources.files.lines import BOM, FileLimits, Lines, Wrong

_SPACE: Final = re.compile(r"[ \t\r\n]*")
_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,30})?", re.ASCII)
_TRUTH: Final = frozenset({"true", "false"})


class _Literal(str):
    """A number as it is written: none is rounded, and none is too long to read."""

    __slots__ = ()


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object, or refuse one that says a name twice."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError
    return made


def _none(_name: str) -> None:
    """Refuse ``NaN`` and the infinities."""
    raise ValueError


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_unique, parse_int=_Literal, parse_float=_Literal, parse_constant=_none
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    """A member of a record's object, with the place of its value in the line."""

    value: Any
    begin: int
    end: int


class JsonForm:
    """A value is compared as a text: a number as it is written, what is nested as it stands."""

    newline = "\n"
    declared: tuple[str, ...] = ()

    def __init__(self, flags: Collection[str], limits: FileLimits) -> None:
        """Keep which columns are yes or no."""
        self._flags = frozenset(flags)
        self._limits = limits

    def records(self, lines: Lines) -> Iterator[Record]:
        """Yield each line that is not empty as a record."""
        for line in lines:
            raw = lines.taken()
            if not line.strip(" \t\r\n"):
                yield Record(raw=raw, values=None)
                continue
            try:
                members = _members(line)
                values = {name: _text(line, each) for name, each in members.items()}
                "".join(each or "" for each in values.values()).encode("utf-8")
            except UnicodeError:
                raise lines.unfit(Wrong.ENCODING) from None
            except (ValueError, RecursionError):
                raise lines.unfit(Wrong.JSON) from None
            if max(map(_depth, (each.value for each in members.values())), default=0) >= (
                self._limits.depth
            ):
                raise lines.unfit(Wrong.DEPTH)
            folded = {name.lower() for name in values}
            if len(values) > self._limits.fields or len(folded) < len(values):
                raise lines.unfit(Wrong.FIELDS)
            yield Record(raw=raw, values=values)

    def changed(self, raw: str, values: Mapping[str, str | None]) -> str:
        """Return the record with other values where the old ones stood."""
        if raw.startswith(BOM):
            return BOM + self.changed(raw.removeprefix(BOM), values)
        members = _members(raw)
        ascii_alone = raw.isascii()
        for name in sorted(members, key=lambda each: -members[each].begin):
            if name in values:
                old = members[name]
                new = self._written(name, values[name], old.value, ascii_alone=ascii_alone)
                raw = raw[: old.begin] + new + raw[old.end :]
        missing = {
            name: text for name, text in values.items() if name not in members and text is not None
        }
        return self._with_more(raw, missing) if missing else raw

    def _with_more(self, raw: str, values: Mapping[str, str | None]) -> str:
        """Return the record with members that it had not, at its end."""
        at = raw.rindex("}")
        empty = not raw[raw.index("{") + 1 : at].strip()
        more = ", ".join(
            f"{json.dumps(name)}: {self._written(name, text, None, ascii_alone=raw.isascii())}"
            for name, text in values.items()
        )
        return raw[:at] + ("" if empty else ", ") + more + raw[at:]

    def _written(self, name: str, text: str | None, old: object, *, ascii_alone: bool) -> str:
        """Return a value of the kind that stood there, where the text can be one."""
        if text is None:
            return "null"
        bare = (
            (isinstance(old, _Literal) and _NUMBER.fullmatch(text))
            or (isinstance(old, bool) and text in _TRUTH)
            or (name in self._flags and text in _TRUTH)
        )
        return text if bare else json.dumps(text, ensure_ascii=ascii_alone)


def _members(line: str) -> dict[str, _Member]:
    """Return the members of the object in a line. Raises ``ValueError`` and ``RecursionError``."""
    at = _after(line, 0, "{")
    found: dict[str, _Member] = {}
    at = _skipped(line, at)
    while line[at : at + 1] != "}":
        if found:
            at = _skipped(line, _after(line, at, ","))
        name, at = _DECODER.raw_decode(line, at)
        begin = _skipped(line, _after(line, at, ":"))
        value, end = _DECODER.raw_decode(line, begin)
        if type(name) is not str or name in found:
            raise ValueError
        found[name] = _Member(value=value, begin=begin, end=end)
        at = _skipped(line, end)
    if line[at + 1 :].strip(" \t\r\n"):
        raise ValueError
    return found


def _skipped(line: str, at: int) -> int:
    """Return the place after white space."""
    found = _SPACE.match(line, at)
    return found.end() if found else at


def _after(line: str, at: int, sign: str) -> int:
    """Return the place after a sign that has to stand there."""
    at = _skipped(line, at)
    if line[at : at + 1] != sign:
        raise ValueError
    return at + 1


def _text(line: str, member: _Member) -> str | None:
    """Return a value as a text."""
    if member.value is None:
        return None
    if isinstance(member.value, str):
        return str(member.value)
    return line[member.begin : member.end]


def _depth(value: object) -> int:
    """Return how deep a value is nested; the parser's own limit bounds the recursion."""
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list):
        return 0
    return 1 + max((_depth(each) for each in value), default=0)
