"""A proposal as the text of a source's map: not approved, with confidence and reasons beside.

``parse`` of ``domain.source`` reads it as it stands. What a comment says of a reason is for who
calls to word; names of tables are brought to one line, so that none can end a comment.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from amana.domain.proposal.clues import Reason
from amana.domain.proposal.proposal import Proposal
from amana.domain.proposal.reached import Reached
from amana.domain.proposal.tables import ProposedColumn, ProposedTable
from amana.domain.record.types import ValueType
from amana.domain.source.model import ColumnFate, Reference

_PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,62}")
_TRUTHS: Final = frozenset("true false yes no on off null y n".split())
Say = Callable[[Reason], str]


def written(proposal: Proposal, say: Say, notes: Iterable[str] = ()) -> str:
    """Return the text of the map. ``notes`` stand at its head as comments."""
    lines = [f"# {line}" for note in notes for line in note.splitlines()]
    lines += [
        "amana: 1",
        f"service: {_quoted(proposal.service)}",
        f"source: {_quoted(proposal.source)}",
        "approved: false",
        "tables:",
    ]
    for table in proposal.tables:
        lines += _table(table, say)
    for table in proposal.unreached:
        held = ", ".join(f"{each.name} ({each.category})" for each in table.columns)
        lines.append(f"# {_line(table.full_name)}: {_line(held)}")
    return "\n".join(lines) + "\n"


def _table(table: ProposedTable, say: Say) -> Iterator[str]:
    yield f"  # {_reasons(table.reasons, say)}"
    yield f"  {table.id}:"
    if table.name != table.id:
        yield f"    table: {_quoted(table.name)}"
    if table.schema is not None:
        yield f"    schema: {_quoted(table.schema)}"
    yield from _rows(table)
    yield from _links(table, say)
    yield f"    erase: {table.fate.value}  # {_reasons(table.why, say)}"
    if table.columns:
        yield "    columns:"
        for column in table.columns:
            yield _column(column, table, say)


def _rows(table: ProposedTable) -> Iterator[str]:
    """Yield by what rows are told apart and found."""
    if table.key:
        yield f"    key: [{', '.join(map(_quoted, table.key))}]"
    if table.person:
        yield f"    person: {_flow(table.person)}"
    folds = [kind for kind in ("email", "phone") if kind in table.person]
    if folds:
        yield f"    fold: [{', '.join(folds)}]"


def _links(table: ProposedTable, say: Say) -> Iterator[str]:
    """Yield what leads from the table to others."""
    if table.via:
        yield "    via:"
    for each in table.via:
        told = f"{_sure(each.confidence)} {_reasons(each.reasons, say)}"
        yield f"      {_quoted(each.link.id)}: {{{_link(each)}}}  # {told}"
    if table.unlink:
        yield "    unlink:"
    for reference in table.unlink:
        yield f"      {_quoted(reference.id)}: {{table: {reference.table}, on: {_on(reference)}}}"


def _link(each: Reached) -> str:
    parts = [f"table: {each.link.table}", f"on: {_on(each.link)}"]
    if not each.link.owns:
        parts.append("owns: false")
    if each.link.clear:
        parts.append("clear: true")
    return ", ".join(parts)


def _on(reference: Reference) -> str:
    return _flow(dict(zip(reference.columns, reference.to, strict=True)))


def _column(column: ProposedColumn, table: ProposedTable, say: Say) -> str:
    """Return the line of a column."""
    parts = [f"is: {column.category}"]
    if column.type is not ValueType.TEXT:
        parts.append(f"type: {column.type.value}")
    if column.fate is not None:
        parts.append(f"erase: {column.fate.value}")
    if column.value is not None:
        parts.append(f"value: {json.dumps(column.value)}")
    if column.fate is ColumnFate.KEEP:
        parts.append(f"reason: {_quoted(_reasons(table.why, say))}")
    if column.of is not None:
        parts.append(f"of: {_quoted(column.of)}")
    told = f"{_sure(column.confidence)} {_reasons(column.reasons, say)}"
    return f"      {_quoted(column.name)}: {{{', '.join(parts)}}}  # {told}"


def _sure(confidence: float) -> str:
    """Return a confidence in per cent."""
    return f"{round(100 * confidence)} %"


def _reasons(reasons: tuple[Reason, ...], say: Say) -> str:
    return _line(" ".join(say(each) for each in reasons))


def _flow(pairs: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{_quoted(k)}: {_quoted(v)}" for k, v in pairs.items()) + "}"


def _quoted(text: str) -> str:
    """Return a text as YAML has it, in quotes wherever it is not plain."""
    if _PLAIN.fullmatch(text) and text.lower() not in _TRUTHS:
        return text
    return json.dumps(text, ensure_ascii=False)


def _line(text: str) -> str:
    """Return a text on one line, without signs that would end a comment."""
    return " ".join("".join(s if s.isprintable() else " " for s in text).split())
