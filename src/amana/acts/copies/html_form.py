"""A copy as a page to be read and printed: in the person's language, without script.

Every value is escaped and isolated, so that no value of a database changes the page, or the
direction of what stands beside it. Of a long table the first rows are shown, and the page says so:
the other forms have all of them.
"""

import html
import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from amana.acts.copies.fetching import OpenedCopy
from amana.acts.copies.layout import rows_in_table, sections_in
from amana.acts.copies.said import said
from amana.domain.copying.shape import CopyColumn, CopyRow, CopySection, CopyTable
from amana.domain.words import ARABIC, Language
from amana.wording.catalogue import say, say_count

MEDIA_TYPE: Final = "text/html; charset=utf-8"
MOST_ROWS: Final = 1_000
"""Rows of one table that are shown."""
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""Nothing is loaded and nothing runs; the page's own style stands in it."""
_INSTANT: Final = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(?:\.\d+)?\+00:00", re.ASCII)
"""An instant in UTC as it is held; people read it to the minute."""
_STYLE: Final = """
:root{color-scheme:light dark}
body{font:1rem/1.6 system-ui,"Noto Sans","Noto Sans Arabic",sans-serif;max-inline-size:72rem;
margin:0 auto;padding:1rem;background:Canvas;color:CanvasText}
h1{font-size:1.6rem}h2{font-size:1.3rem;margin-block-start:2.5rem}h3{font-size:1.05rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;inline-size:100%}
caption{text-align:start;font-weight:600;padding-block:.5rem}
th,td{border:1px solid #8886;padding:.35rem .6rem;text-align:start;vertical-align:top}
th{background:#8882}
td{overflow-wrap:anywhere;min-inline-size:6rem;white-space:pre-wrap}
.card td{min-inline-size:0}
.note{border-inline-start:.3rem solid #8888;padding-inline-start:.8rem}
.none{color:GrayText}
@media print{body{max-inline-size:none;padding:0}.scroll{overflow:visible}
thead{display:table-header-group}tr{break-inside:avoid}h2,h3{break-after:avoid}}
@media (max-width:40rem){thead{display:none}table,tbody,tr,td{display:block}
tr{border-block-end:2px solid #8888;padding-block:.4rem}
caption{display:block}td{border:0;padding:.15rem 0}td:empty{display:none}
td::before{content:attr(data-name) ": ";font-weight:600}}
"""


def html_form(copy: OpenedCopy, *, language: Language) -> Iterator[bytes]:
    """Yield the page."""
    for part in _page(copy, language):
        yield part.encode("utf-8", "replace")


def _page(copy: OpenedCopy, language: Language) -> Iterator[str]:
    title = _safe(say("copies.title", language, service=copy.service))
    day = _isolated(copy.made_at.date().isoformat())
    yield (
        f'<!doctype html>\n<html lang="{language}" dir="{_direction(language)}"><head>'
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta name="robots" content="noindex"><title>{title}</title><style>{_STYLE}</style>'
        f"</head><body><h1>{title}</h1><p>{_safe(say('copies.lead', language))}</p>"
        f"<p>{_safe(say('copies.made_on', language))} {day}</p>\n"
    )
    if any(each.missing for each in copy.sections):
        lead = _safe(say("copies.missing_lead", language))
        yield f'<p class="note"><strong>{lead}</strong></p>\n'
    for at, section in sections_in(copy, portable=False):
        yield f"<h2>{_title(section, language)}</h2>\n"
        if section.missing is not None:
            since = _isolated(_text(section.missing.since.isoformat(), language))
            here = _safe(say("copies.missing_here", language))
            yield f'<p class="note">{here} {since}</p>\n'
        elif section.source:
            yield f'<p class="note">{_safe(say("copies.withheld_note", language))}</p>\n'
        for table in section.tables:
            if table.rows:
                yield from _table(copy, at, table, language)
        empty = [_called(table, language) for table in section.tables if not table.rows]
        if empty:
            nothing = _safe(say("copies.nothing_in", language))
            yield f'<p class="none">{nothing} {" · ".join(empty)}</p>\n'
    yield "</body></html>\n"


def _table(copy: OpenedCopy, at: int, table: CopyTable, language: Language) -> Iterator[str]:
    columns = [it for it in table.columns if it.language in {None, language}]
    heads = "".join(f"<th scope=col>{_name(column, language)}</th>" for column in columns)
    yield f'<div class="scroll"><table><caption>{_called(table, language)}</caption>'
    yield f"<thead><tr>{heads}</tr></thead><tbody>\n"
    shown = islice(rows_in_table(copy, at, table, portable=False), MOST_ROWS)
    ours = not copy.sections[at].source
    for row in shown:
        cells = "".join(_cell(row, column, language, ours=ours) for column in columns)
        yield f"<tr>{cells}</tr>\n"
    yield "</tbody></table></div>\n"
    if table.rows > MOST_ROWS:
        more = say_count("copies.more_rows", table.rows - MOST_ROWS, language)
        yield f'<p class="note">{_safe(more)}</p>\n'


def _cell(row: CopyRow, column: CopyColumn, language: Language, *, ours: bool) -> str:
    named = html.escape(_plain_name(column, language), quote=True)
    value = row.values.get(column.name)
    if ours and isinstance(value, str):
        value = said(row.table, column.name, value, language)
    shown = "" if value is None else _isolated(_text(value, language))
    if column.name in row.withheld:
        shown += f' <em class="none">{_safe(say("copies.withheld", language))}</em>'
    return f'<td data-name="{named}">{shown}</td>'


def _text(value: object, language: Language) -> str:
    if isinstance(value, bool):
        return say("copies.yes" if value else "copies.no", language)
    if isinstance(value, (list, tuple)) and all(isinstance(each, str) for each in value):
        return " · ".join(str(each) for each in value)
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    instant = _INSTANT.fullmatch(value)
    return value if instant is None else f"{instant[1]} {instant[2]} UTC"


def _title(section: CopySection, language: Language) -> str:
    if section.source:
        return f"{_safe(say('copies.section.source', language))} {_isolated(section.id)}"
    return _safe(say(f"copies.section.{section.id}", language))


def _called(table: CopyTable, language: Language) -> str:
    return _isolated(table.id) if table.title is None else _safe(table.title.say(language))


def _name(column: CopyColumn, language: Language) -> str:
    """Return what a column is called: by the policy, with the name that the database has."""
    if column.category is None:
        return _safe(_plain_name(column, language))
    called = _safe(_plain_name(column, language))
    return f"{called} <small>{_isolated(column.name)}</small>"


def _plain_name(column: CopyColumn, language: Language) -> str:
    return column.name if column.title is None else column.title.say(language)


def _isolated(text: str) -> str:
    return f'<bdi dir="auto">{_safe(text)}</bdi>'


def _safe(text: str) -> str:
    return html.escape(text, quote=True)


def _direction(language: Language) -> str:
    return "rtl" if language == ARABIC else "ltr"
