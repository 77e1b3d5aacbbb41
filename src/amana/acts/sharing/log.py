"""The disclosure log as a document: every disclosure with its method, purpose and ground."""

import csv
import io
from collections.abc import Iterator
from html import escape
from typing import Final

from amana.acts.instants import at
from amana.domain.ledger.entry import Json
from amana.domain.words import Language
from amana.storage.sharing import DisclosureRow
from amana.storage.work import View
from amana.wording.catalogue import say

COLUMNS: Final = (
    *("made_at", "done_at", "recipient", "method", "purpose", "nature", "ground", "data"),
    *(
        "persons",
        "maybe",
        "outside_release",
        "refused",
        "state",
        "attempts",
        "fault",
        "disclosure",
        "entry",
    ),
)
_AT_ONCE: Final = 1_000
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so would be reckoned by a spreadsheet program."""


def every_disclosure(view: View, recipient: str | None = None) -> Iterator[DisclosureRow]:
    """Yield all disclosures to a recipient, or to all, the latest first."""
    before = None
    while True:
        found = view.sharing.disclosures(recipient, before=before, limit=_AT_ONCE)
        yield from found
        if len(found) < _AT_ONCE:
            return
        before = found[-1].id


def disclosure_json(row: DisclosureRow) -> dict[str, Json]:
    """Return a disclosure as the log says it. Of whom it was is not in it."""
    return {
        "disclosure": str(row.id),
        "recipient": row.recipient,
        "method": row.method.value,
        "purpose": row.purpose,
        "nature": row.nature,
        "ground": row.ground,
        "data": row.data,
        "persons": row.persons,
        "maybe": row.maybe,
        "outside_release": row.outside_release,
        "refused": row.refused,
        "state": row.state.value,
        "attempts": row.attempts,
        "due_at": at(row.due_at),
        "fault": row.fault,
        "made_at": row.made_at.isoformat(),
        "done_at": at(row.done_at),
        "entry": str(row.entry),
    }


def as_csv(rows: Iterator[DisclosureRow]) -> str:
    """Return the log as CSV (RFC 4180), with a line of names."""
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(COLUMNS)
    for row in rows:
        said = disclosure_json(row)
        lines.writerow([spreadsheet_safe(_text(said[name])) for name in COLUMNS])
    return text.getvalue()


def as_html(rows: Iterator[DisclosureRow], language: Language) -> str:
    """Return the log as a page that stands by itself."""
    heads = "".join(f"<th>{escape(say(f'sharing.log.{name}', language))}</th>" for name in COLUMNS)
    lines = "\n".join(_line(row, language) for row in rows)
    title = escape(say("sharing.log", language))
    direction = "rtl" if language == "ar" else "ltr"
    return (
        f'<!doctype html>\n<html lang="{language}" dir="{direction}"><meta charset="utf-8">'
        f"<title>{title}</title>\n<style>body{{font-family:sans-serif}}table{{border-collapse:"
        "collapse}th,td{border:1px solid #888;padding:.3em;text-align:start}</style>\n"
        f"<h1>{title}</h1>\n<table><thead><tr>{heads}</tr></thead>\n<tbody>{lines}</tbody>"
        "</table></html>\n"
    )


def _line(row: DisclosureRow, language: Language) -> str:
    said = disclosure_json(row)
    said["method"] = say(f"sharing.method.{row.method.value}", language)
    said["state"] = say(f"sharing.state.{row.state.value}", language)
    cells = "".join(f"<td><bdi>{escape(_text(said[name]))}</bdi></td>" for name in COLUMNS)
    return f"<tr>{cells}</tr>"


def _text(value: Json) -> str:
    if value is None:
        return ""
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def spreadsheet_safe(text: str) -> str:
    """Return a cell that no spreadsheet program takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
