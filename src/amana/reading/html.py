"""The text of an HTML page: what a reader of the policy sees, without the site around it.

Offsets count in the text that is made here: blocks parted by empty lines, items by a bullet.
"""

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from amana.domain.policy.proposal import Role
from amana.reading.blocks import Block
from amana.reading.errors import TooDeep, TooManyAttributes
from amana.reading.written import Written

_LOOKS: Final = re.compile(
    r"<(?:!doctype\s+html|html|head|body|div|p|h[1-6]|ul|ol|table|section|article|main|span|br)"
    r"(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_LEFT_OUT: Final = frozenset(
    {
        "script", "style", "nav", "footer", "header", "form", "button", "noscript", "template",
        "svg", "iframe", "select", "textarea", "head", "title", "input", "label", "canvas",
        "object", "audio", "video", "dialog", "menu",
    }
)  # fmt: skip
_PAGE_ONLY: Final = frozenset({"footer", "header"})
"""Left out as part of a page; inside the article itself they hold its title and its date."""
_ARTICLE: Final = frozenset({"article", "main", "section"})
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_ITEMS: Final = frozenset({"li", "tr", "dd"})
_BLOCKS: Final = frozenset(
    {
        "p", "div", "section", "article", "main", "body", "blockquote", "pre", "ul", "ol", "dl",
        "dt", "dd", "table", "thead", "tbody", "tfoot", "caption", "figure", "figcaption",
        "address", "aside", "hr", "details", "summary", "html", "fieldset", "header", "footer",
        "center",
    }
)  # fmt: skip
_DEEPEST: Final = 3_000
"""A parser of HTML takes time in the square of the depth; real pages have about thirty."""
_NESTING: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,30})")
_ATTRIBUTE: Final = re.compile(r"""[^\s/>"'=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"']*+))?+""")
_START: Final = re.compile(rf"<[a-zA-Z](?:{_ATTRIBUTE.pattern}|[\s/\"'=])*+")
_MOST_WORK: Final = 1_000_000_000
"""Sum of the squares of the attributes of each tag: a parser compares each with each other."""
_CLOSED_UNSAID: Final = frozenset(
    "p li td th tr dd dt option br hr img input meta link area base col embed source track wbr "
    "thead tbody tfoot colgroup".split(),
)
"""Elements that end without saying so, or hold nothing."""
_MAILTO: Final = re.compile(
    r"mailto:([A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{2,63}){1,4})(?:\?|$)",
    re.IGNORECASE,
)
_MOST_COLUMNS: Final = 40
_MOST_IN_CELL: Final = 60
"""Elements and texts of a cell that is part of a row."""
_LONGEST_CELL: Final = 600
_HIDDEN: Final = re.compile(
    r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden", re.IGNORECASE
)


def looks_like_html(text: str, name: str) -> bool:
    """Tell a page by its file's name, or by a tag near its beginning."""
    if name.lower().endswith((".html", ".htm", ".xhtml")):
        return True
    return text.lstrip("\ufeff \t\r\n")[:1] == "<" and _LOOKS.search(text[:5_000]) is not None


@dataclass(frozen=True, slots=True)
class _Inside:
    """The elements around a node, as far as they matter."""

    role: Role
    level: int
    article: bool
    cell: bool = False
    """In a cell of a table: what stands in it is one part of a row, however it is set."""


def extract(html: str) -> tuple[str, tuple[Block, ...]]:
    """Return the page's text and its blocks. Raises ``TooDeep`` and ``TooManyAttributes``."""
    _refuse_depth(html)
    _refuse_attributes(html)
    writer = Written()
    root = LexborHTMLParser(html).root
    inside = _Inside(Role.SENTENCE, 0, False)  # noqa: FBT003 - not in an article
    stack: list[tuple[LexborNode | None, _Inside, bool]] = [(root, inside, False)]
    while stack:
        node, inside, leaving = stack.pop()
        if leaving or node is None:
            writer.close(inside.role, inside.level)
            continue
        _enter(node, inside, writer, stack)
    writer.close(Role.SENTENCE, 0)
    return "".join(writer.parts), tuple(writer.blocks)


def _refuse_depth(html: str) -> None:
    """Refuse a page that is nested without end; the count takes time linear in its length."""
    depth = 0
    for match in _NESTING.finditer(html):
        if match[2].lower() not in _CLOSED_UNSAID:
            depth = max(0, depth - 1) if match[1] else depth + 1
            if depth > _DEEPEST:
                raise TooDeep(limit=_DEEPEST)


def _refuse_attributes(html: str) -> None:
    """Refuse tags with attributes without end; the count takes time linear in their length."""
    work = 0
    for start in _START.finditer(html):
        work += sum(1 for _ in _ATTRIBUTE.finditer(html, start.start() + 1, start.end())) ** 2
        if work > _MOST_WORK:
            raise TooManyAttributes


def _enter(
    node: LexborNode,
    inside: _Inside,
    writer: Written,
    stack: list[tuple[LexborNode | None, _Inside, bool]],
) -> None:
    """Write a text, or go into an element: its children next, and its siblings after it."""
    tag = node.tag
    if node.next is not None:
        stack.append((node.next, inside, False))
    if tag == "-text":
        writer.text(node.text_content or "")
    elif tag == "br":
        ends = not inside.cell and _ends_line(writer)
        writer.close(inside.role, inside.level) if ends else writer.text(" ")
    elif tag in ("td", "th") and not inside.cell:
        writer.cell(head=tag == "th")
        if node.child is not None:
            stack.append((node.child, replace(inside, cell=_is_small(node)), False))
    elif node.child is not None and not _left_out(node, inside):
        address = _written_to(node) if tag == "a" else None
        if address is None:
            _go_in(node, inside, writer, stack)
        else:
            writer.text(f"{node.text(deep=True)} ({address})")


def _go_in(
    node: LexborNode,
    inside: _Inside,
    writer: Written,
    stack: list[tuple[LexborNode | None, _Inside, bool]],
) -> None:
    """Put an element's children on the stack, and its end if it is a block."""
    if inside.cell:
        if node.tag in _BLOCKS or node.tag in _ITEMS or node.tag in _HEADINGS:
            writer.part()
        stack.append((node.child, inside, False))
        return
    within = _within(node.tag or "", inside)
    if within is not inside or node.tag in _BLOCKS:
        writer.close(inside.role, inside.level)
        stack.append((None, within, True))
    stack.append((node.child, within, False))


def _is_small(cell: LexborNode) -> bool:
    """Tell whether a cell stands beside others and holds little: no table, heading or long text.

    Old pages are laid out by a table, whose cells hold the text itself.
    """
    row = cell.parent
    if row is None:
        return False
    beside = sum(node.tag in ("td", "th") for node in islice(row.iter(), _MOST_COLUMNS))
    length = 0
    for at, node in enumerate(cell.traverse(include_text=True)):
        if at > _MOST_IN_CELL or (at and (node.tag == "table" or node.tag in _HEADINGS)):
            return False
        length += len(node.text_content or "") if node.tag == "-text" else 0
        if length > _LONGEST_CELL:
            return False
    return beside > 1


def _written_to(link: LexborNode) -> str | None:
    """Return the address of a link to write to whose words do not show it."""
    href = link.attributes.get("href") or ""
    found = _MAILTO.match(href)
    if found is None or link.text(deep=True).count("@") or link.css_first("p,div,li,td"):
        return None
    return found[1]


def _ends_line(writer: Written) -> bool:
    """Tell whether a line break ends what stands before it: a stop or a second break does."""
    before = "".join(writer.open[-1:]).rstrip()
    return before.endswith((".", ":", "؟", "?", "!")) or not before


def _within(tag: str, inside: _Inside) -> _Inside:
    """Return what the children of an element are."""
    if tag in _HEADINGS:
        return _Inside(Role.HEADING, _HEADINGS[tag], inside.article)
    if tag in _ITEMS:
        return _Inside(Role.ITEM, inside.level + 1, inside.article)
    if tag in _ARTICLE and not inside.article:
        return _Inside(inside.role, inside.level, True)  # noqa: FBT003 - in an article
    return inside


def _left_out(node: LexborNode, inside: _Inside) -> bool:
    """Tell whether an element is no part of the policy, or is hidden from its reader."""
    tag = node.tag or ""
    if tag in _LEFT_OUT and not (tag in _PAGE_ONLY and inside.article):
        return True
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))
