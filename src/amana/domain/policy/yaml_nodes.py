"""YAML as a tree of nodes with their places. The only module that knows the YAML parser.

A policy needs mappings, lists and scalars, nothing else of YAML: anchors, aliases, tags, merge
keys, directives and further documents are refused. Scalars stay text; what they mean is
decided by what is expected (``no`` is a word, not a falsehood). Size, depth and number of
values are bounded before anything is built, so that no file is expensive.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

import yaml

from amana.domain.policy.errors import (
    DuplicateKey,
    FileTooLong,
    ForbiddenCharacter,
    NotYaml,
    PolicyErrors,
    PolicyProblem,
    SeveralDocuments,
    TooDeep,
    TooManyItems,
    WrongShape,
    YamlFeature,
    shown,
)

LARGEST: Final = 1_000_000
"""Bytes of UTF-8."""
DEEPEST: Final = 10
MOST: Final = 20_000
"""Scalars, lists and mappings together."""

_LOADER: Final[type] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where the package brings it, which is ten times as fast; both read the same."""
_CONTROL: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"
)
_OVERRIDES: Final = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a node begins; both count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A text. ``plain`` tells that it stands without quotation marks."""

    place: Place
    text: str
    plain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """A list of nodes."""

    place: Place
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """Keys, unique and in file order, with their values."""

    place: Place
    entries: tuple[tuple[Scalar, "Node"], ...]

    def get(self, key: str) -> "Node | None":
        """Return the value under the key, if there is one."""
        return next((value for scalar, value in self.entries if scalar.text == key), None)


Node: TypeAlias = Scalar | Sequence | Mapping


def nodes(text: str) -> Node:
    """Return the file's one document. Raises ``PolicyErrors`` with all that can be told."""
    _refuse_at_sight(text)
    reading = _Reading(_events(text))
    root = reading.document()
    if reading.problems:
        raise PolicyErrors(tuple(reading.problems))
    return root


def _refuse_at_sight(text: str) -> None:
    """Refuse what need not be parsed to be refused: too long, or a control character."""
    if len(text) > LARGEST or len(text.encode("utf-8", "surrogatepass")) > LARGEST:
        raise PolicyErrors((FileTooLong(line=1, column=1, limit=LARGEST),))
    # A file may begin with the mark of its byte order.
    found = _CONTROL.search(text, 1 if text.startswith("\ufeff") else 0)
    if found is not None:
        place = _place_of(text, found.start())
        raise PolicyErrors((_forbidden(found.group(), place),))


def _place_of(text: str, offset: int) -> Place:
    """Return line and column of an offset."""
    before = text[:offset]
    return Place(line=before.count("\n") + 1, column=offset - (before.rfind("\n") + 1) + 1)


def _forbidden(character: str, place: Place) -> PolicyProblem:
    """Return the problem that names the character by its code."""
    return ForbiddenCharacter(
        line=place.line, column=place.column, character=f"U+{ord(character):04X}"
    )


def _events(text: str) -> Iterator[yaml.Event]:
    """Yield the parser's events; what is not YAML becomes a problem with its place."""
    try:
        yield from yaml.parse(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = _place(mark)
        raise PolicyErrors((NotYaml(line=place.line, column=place.column),)) from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise PolicyErrors((NotYaml(line=1, column=1),)) from error


def _place(mark: object) -> Place:
    """Return the parser's mark, which counts from 0, as a place."""
    return Place(line=getattr(mark, "line", 0) + 1, column=getattr(mark, "column", 0) + 1)


class _Reading:
    """One pass over the events: problems gather, bounds stop it."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        """Begin at the stream's start, without problems."""
        self._events = events
        self._count = 0
        self.problems: list[PolicyProblem] = []

    def document(self) -> Node:
        """Read the one document; an empty file is an empty mapping."""
        root: Node = Mapping(place=Place(line=1, column=1), entries=())
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._note(SeveralDocuments, event)
                    break
                if event.version or event.tags:
                    self._note(YamlFeature, event, feature="%")
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, depth=1)
        return root

    def _note(self, problem: Callable[..., PolicyProblem], event: yaml.Event, **more: str) -> None:
        """Remember a problem at the event's place."""
        place = _place(event.start_mark)
        self.problems.append(problem(line=place.line, column=place.column, **more))

    def _node(self, event: yaml.NodeEvent, *, depth: int) -> Node:
        """Read one node and what is in it."""
        place = _place(event.start_mark)
        self._bound(place, depth)
        self._refuse_features(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(place=place, items=tuple(self._items(depth)))
        if isinstance(event, yaml.MappingStartEvent):
            return Mapping(place=place, entries=tuple(self._entries(depth)))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, place)
        return Scalar(place=place, text="", plain=True)  # an alias, which is refused already

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> Scalar:
        """Read a text; escapes may have made characters that could not stand in the file."""
        text = str(event.value)
        found = _CONTROL.search(text)
        if found is not None:
            self.problems.append(_forbidden(found.group(), place))
        return Scalar(place=place, text=text, plain=not event.style)

    def _bound(self, place: Place, depth: int) -> None:
        """Stop at once where a bound is passed: what follows could be endless."""
        self._count += 1
        if self._count > MOST:
            raise PolicyErrors((TooManyItems(line=place.line, column=place.column, limit=MOST),))
        if depth > DEEPEST:
            raise PolicyErrors((TooDeep(line=place.line, column=place.column, limit=DEEPEST),))

    def _refuse_features(self, event: yaml.NodeEvent) -> None:
        """Refuse what makes a file mean more than it shows."""
        if isinstance(event, yaml.AliasEvent):
            self._note(YamlFeature, event, feature=f"*{shown(str(event.anchor))}")
        elif event.anchor is not None:
            self._note(YamlFeature, event, feature=f"&{shown(str(event.anchor))}")
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._note(YamlFeature, event, feature=shown(str(tag)))

    def _items(self, depth: int) -> Iterator[Node]:
        """Yield the nodes of a list, up to its end."""
        for event in self._events:
            if not isinstance(event, yaml.NodeEvent):
                return
            yield self._node(event, depth=depth + 1)

    def _entries(self, depth: int) -> Iterator[tuple[Scalar, Node]]:
        """Yield a mapping's entries; a key that comes again is a problem and is left out."""
        seen: dict[str, Place] = {}
        for event in self._events:
            if not isinstance(event, yaml.NodeEvent):
                return
            key = self._node(event, depth=depth + 1)
            value = self._node(self._next_node(), depth=depth + 1)
            if isinstance(key, Scalar) and self._is_new(key, seen):
                yield key, value
            elif not isinstance(key, Scalar):
                self._note(WrongShape, event, key="?", right="key: value")

    def _next_node(self) -> yaml.NodeEvent:
        """Return the event of a mapping's value; the parser always gives one."""
        event = next(self._events)
        if not isinstance(event, yaml.NodeEvent):  # pragma: no cover - the parser's own invariant
            raise PolicyErrors((NotYaml(line=1, column=1),))
        return event

    def _is_new(self, key: Scalar, seen: dict[str, Place]) -> bool:
        """Tell whether the key is new and fit to be one."""
        override = _OVERRIDES.search(key.text)
        if override is not None:
            self.problems.append(_forbidden(override.group(), key.place))
            return False
        if key.plain and key.text == "<<":
            self.problems.append(
                YamlFeature(line=key.place.line, column=key.place.column, feature="<<")
            )
            return False
        if key.text in seen:
            first = seen[key.text]
            self.problems.append(
                DuplicateKey(
                    line=key.place.line,
                    column=key.place.column,
                    key=shown(key.text),
                    first=first.line,
                )
            )
            return False
        seen[key.text] = key.place
        return True
