"""Released tables as those see them who ask for them: one line each, as JSON, or as CSV."""

import csv
import io
import json

from amana.acts.sharing.log import spreadsheet_safe
from amana.domain.ledger.entry import Json
from amana.storage.aggregates import ReleaseRow

COUNT = "people"
"""The last column of a table as CSV."""


def release_json(row: ReleaseRow) -> dict[str, Json]:
    """Return what a list says of a release: which table, for whom, when, and its digest."""
    form = json.loads(row.content)
    return {
        "entry": str(row.entry),
        "table": row.name,
        "label": row.label,
        "record": form["record"],
        "to": form["to"],
        "for": form["for"],
        "at_least": form["at_least"],
        "released_at": row.released_at.isoformat(),
        "sha256": row.digest.hex(),
    }


def release_csv(row: ReleaseRow) -> str:
    """Return a released table as CSV (RFC 4180): a line of names, then a line for each cell.

    All of them is an empty category, as in JSON; a figure that is left out is empty. Of one release
    it is always the same.
    """
    form = json.loads(row.content)
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow([*(each["field"] for each in form["by"]), COUNT])
    for *place, people in form["cells"]:
        lines.writerow([*map(spreadsheet_safe, place), "" if people is None else people])
    return text.getvalue()
