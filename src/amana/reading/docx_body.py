"""The text of a Word document (ECMA-376): paragraphs, headings, list items and rows of tables.

Read are the document's body and its styles. Running headers and feet, comments, deleted text,
field codes and hidden words stand elsewhere or are left out. Nothing is unpacked to disk; both
parts are read up to a bound, whatever the archive says of their size, and a document type
declaration is refused. The text may be as long as a file of text may be.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from amana.domain.policy.proposal import Role
from amana.reading.blocks import Block
from amana.reading.decode import LIMIT_BYTES, LIMIT_MB
from amana.reading.errors import Damaged, TooDeep, TooLarge
from amana.reading.titles import is_title
from amana.reading.written import Written

_MOST_MB: Final = 40
_MOST: Final = _MOST_MB * 1024 * 1024
_MOST_PARTS: Final = 5_000
_DEEPEST: Final = 200
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_LEFT_OUT: Final = frozenset(
    {f"{_W}{name}" for name in ("del", "instrText", "delText", "pPr", "rPr", "moveFrom")}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_FAULTS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)
"""What an archive may raise that is damaged, locked or of a kind that nobody writes."""
_BODY_LEVEL: Final = 9
"""The outline level of what is no heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """What a style says of its paragraphs; levels count from 0."""

    heading: int | None = None
    listed: bool = False


def extract(data: bytes) -> tuple[str, tuple[Block, ...]]:
    """Return the document's text and its blocks.

    Raises ``Damaged``, ``TooLarge`` or ``TooDeep``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > _MOST_PARTS:
                raise TooLarge(limit=_MOST_MB)
            body = _part(archive, "word/document.xml")
            styles = _part(archive, "word/styles.xml") if _has_styles(archive) else None
    except _FAULTS as error:
        raise Damaged(format="DOCX") from error
    written = Written()
    _leave_out_hidden(body, _hiding(styles))
    _write(body, _styles(styles), written)
    text = "".join(written.parts)
    return text, tuple(_headed(text, written.blocks))


def _headed(text: str, found: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks; a plain paragraph is a heading by its looks, as in a file of text.

    The first one, or one that a paragraph more than twice as long follows.
    """
    for at, block in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) else None
        plain = block.role is Role.SENTENCE and after is not None
        if plain and after and is_title(text[block.start : block.end]):
            longer = after.end - after.start > 2 * (block.end - block.start)
            if at == 0 or (longer and after.role is Role.SENTENCE):
                yield replace(block, role=Role.HEADING, level=2)
                continue
        yield block


def _is_on(switch: Element) -> bool:
    """Tell whether a property that is named holds: it may be named to be taken back."""
    return switch.get(f"{_W}val") not in ("0", "false", "off")


def _hiding(styles: Element | None) -> frozenset[str]:
    """Return the styles whose words are hidden, by themselves or by one that they are based on."""
    own: dict[str, bool] = {}
    based: dict[str, str] = {}
    for style in () if styles is None else styles.iter(f"{_W}style"):
        name = style.get(f"{_W}styleId", "")
        mark = style.find(f"{_W}rPr/{_W}vanish")
        if mark is not None:
            own[name] = _is_on(mark)
        based[name] = _value(style.find(f"{_W}basedOn")) or ""
    return frozenset(name for name in based if _hides(name, own, based))


def _hides(name: str, own: Mapping[str, bool], based: Mapping[str, str]) -> bool:
    """Tell whether a style hides, by the nearest one that says so."""
    seen: set[str] = set()
    while name in based and name not in seen:
        if name in own:
            return own[name]
        seen.add(name)
        name = based[name]
    return False


def _leave_out_hidden(body: Element, hiding: frozenset[str]) -> None:
    """Take out the runs and rows that no reader of the document sees."""
    stack = [(body, False)]
    while stack:
        element, hidden = stack.pop()
        if element.tag == f"{_W}p":
            hidden = _value(element.find(f"{_W}pPr/{_W}pStyle")) in hiding
        kept = [child for child in element if not _is_hidden(child, hiding, above=hidden)]
        if len(kept) < len(element):
            element[:] = kept
        stack += [(child, hidden) for child in kept]


def _is_hidden(element: Element, hiding: frozenset[str], *, above: bool) -> bool:
    """Tell whether a run or row is hidden: by itself, by its style, or by its paragraph's."""
    if element.tag == f"{_W}tr":
        mark = element.find(f"{_W}trPr/{_W}hidden")
        return mark is not None and _is_on(mark)
    if element.tag != f"{_W}r":
        return False
    mark = element.find(f"{_W}rPr/{_W}vanish")
    if mark is not None:
        return _is_on(mark)
    return above or _value(element.find(f"{_W}rPr/{_W}rStyle")) in hiding


def _has_styles(archive: zipfile.ZipFile) -> bool:
    """Tell whether the document names its styles."""
    return "word/styles.xml" in archive.namelist()


def _part(archive: zipfile.ZipFile, name: str) -> Element:
    """Parse one part, read up to the bound."""
    with archive.open(name) as file:
        text = file.read(_MOST + 1)
    if len(text) > _MOST:
        raise TooLarge(limit=_MOST_MB)
    parser = DefusedXMLParser(target=_Bounded(), forbid_dtd=True)
    try:
        parser.feed(text.replace(_STRICT, _W.strip("{}").encode()))
        root: Element = parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Damaged(format="DOCX") from error
    return root


class _Bounded(TreeBuilder):
    """Builds the tree; refuses elements that stand in one another deeper than any editor writes.

    Depth is counted as the parser meets elements, so that no walk over the tree begins too deep.
    """

    def __init__(self) -> None:
        """Begin outside of all elements."""
        super().__init__()
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        """Open an element, or raise ``TooDeep``."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise TooDeep(limit=_DEEPEST)
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        """Close an element."""
        self._depth -= 1
        return super().end(tag)


def _styles(root: Element | None) -> Mapping[str, _Style]:
    """Return the paragraph styles that mean something; one may be based on another."""
    found: dict[str, _Style] = {}
    based: dict[str, str] = {}
    for style in () if root is None else root.iter(f"{_W}style"):
        name = style.get(f"{_W}styleId", "")
        shown = _value(style.find(f"{_W}name")) or name
        based[name] = _value(style.find(f"{_W}basedOn")) or ""
        found[name] = _style(shown.casefold(), style.find(f"{_W}pPr"))
    return {name: _inherited(name, found, based) for name in found}


def _style(name: str, properties: Element | None) -> _Style:
    """Return what a style's name and properties say."""
    level = None if properties is None else _value(properties.find(f"{_W}outlineLvl"))
    heading = int(level) if level and level.isdecimal() and int(level) < _BODY_LEVEL else None
    if name == "title":
        heading = 0
    elif name.startswith("heading ") and name[8:].isdecimal():
        heading = int(name[8:]) - 1
    numbered = properties is not None and properties.find(f"{_W}numPr") is not None
    return _Style(heading=heading, listed=numbered or name.startswith("list "))


def _inherited(name: str, found: Mapping[str, _Style], based: Mapping[str, str]) -> _Style:
    """Return a style with what it has from those that it is based on."""
    style, seen = found[name], {name}
    while style == _Style() and (name := based[name]) in found and name not in seen:
        seen.add(name)
        style = found[name]
    return style


def _value(element: Element | None) -> str | None:
    """Return the value that an element carries."""
    return None if element is None else element.get(f"{_W}val")


def _write(body: Element, styles: Mapping[str, _Style], written: Written) -> None:
    """Write each paragraph and each row of a table as a block."""
    for element in _parts_of(body):
        if element.tag == f"{_W}tr":
            _write_row(element, written)
        else:
            _write_paragraph(element, styles, written)
        if written.length > LIMIT_BYTES:
            raise TooLarge(limit=LIMIT_MB)


_PART: Final = "\x1f"
"""Parts the paragraphs of a cell: no document holds it, since XML allows none."""


def _write_row(row: Element, written: Written) -> None:
    """Write the cells of a row, empty ones too: a cell has its meaning from its column."""
    repeated = row.find(f"{_W}trPr/{_W}tblHeader")
    for cell in _outermost(row, f"{_W}tc"):
        written.cell(head=repeated is not None and _is_on(repeated))
        for part in _text(cell).split(_PART):
            written.part()
            written.text(" ".join(part.split()))
    written.close(Role.ITEM, 1)


def _is_row(row: Element) -> bool:
    """Tell a row of data from one that only places what stands in it.

    A single cell, or a table inside a cell, holds paragraphs and rows of their own.
    """
    cells = list(islice(_outermost(row, f"{_W}tc"), 2))
    return len(cells) > 1 and next(row.iter(f"{_W}tbl"), None) is None


def _outermost(within: Element, tag: str) -> Iterator[Element]:
    """Yield elements in order that stand in no other such, nor in a paragraph further inside."""
    stack = list(reversed(within))
    while stack:
        element = stack.pop()
        if element.tag == tag:
            yield element
        elif element.tag not in _LEFT_OUT and element.tag != f"{_W}p":
            stack += list(reversed(element))


def _parts_of(body: Element) -> Iterator[Element]:
    """Yield rows of data, and the paragraphs that stand in none of them, in order."""
    stack = [body]
    while stack:
        element = stack.pop()
        if element.tag in _LEFT_OUT:
            continue
        if element.tag == f"{_W}tr" and _is_row(element):
            yield element
            continue
        if element.tag == f"{_W}p":
            yield element
        stack += list(reversed(element))


def _write_paragraph(paragraph: Element, styles: Mapping[str, _Style], written: Written) -> None:
    """Write one paragraph by its style, its numbering, or its looks."""
    text = _text(paragraph)
    properties = paragraph.find(f"{_W}pPr")
    name = None if properties is None else _value(properties.find(f"{_W}pStyle"))
    style = styles.get(name or "", _Style())
    own = _style("", properties)
    heading = own.heading if own.heading is not None else style.heading
    if heading is None and is_title(text) and _is_bold(paragraph):
        heading = 2
    for line in text.split("\n") if heading is None else [text]:
        written.text(line)
        if heading is not None:
            written.close(Role.HEADING, heading + 1)
        else:
            written.close(Role.ITEM if own.listed or style.listed else Role.SENTENCE, 1)


def _is_bold(paragraph: Element) -> bool:
    """Tell whether every run with words is set in bold."""
    runs = [run for run in _outermost(paragraph, f"{_W}r") if _text(run).strip()]
    marks = [run.find(f"{_W}rPr/{_W}b") for run in runs]
    arabic = [run.find(f"{_W}rPr/{_W}bCs") for run in runs]
    return bool(runs) and all(
        any(mark is not None and mark.get(f"{_W}val") not in ("0", "false") for mark in pair)
        for pair in zip(marks, arabic, strict=True)
    )


def _text(element: Element) -> str:
    """Return the words of an element, without those of paragraphs inside its shapes."""
    found: list[str] = []
    stack = [element]
    while stack:
        node = stack.pop()
        if node.tag in _LEFT_OUT:
            continue
        if node is not element and node.tag == f"{_W}p":
            if element.tag == f"{_W}p":
                continue
            found.append(_PART)
        if node.tag == f"{_W}t":
            found.append(node.text or "")
        elif node.tag in (f"{_W}br", f"{_W}cr"):
            found.append("\n")
        elif node.tag in (f"{_W}tab", f"{_W}noBreakHyphen"):
            found.append(" " if node.tag == f"{_W}tab" else "-")
        stack += list(reversed(node))
    return "".join(found)
