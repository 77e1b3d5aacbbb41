"""What ``amana sources`` says: the map's comments, summaries, and the same as JSON.

Names come from a database of others; whatever in them a terminal would obey is written out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from amana.acts.looking_at.source import Sight
from amana.cli.printing import Json
from amana.domain.proposal.clues import Reason, Why
from amana.domain.proposal.comparison import (
    Comparison,
    HeldColumn,
    MissedNumbers,
    missed_numbers,
)
from amana.domain.proposal.doubts import Doubt, TooFew
from amana.domain.proposal.proposal import Proposal
from amana.domain.proposal.tables import ProposedColumn, ProposedTable
from amana.domain.proposal.writing import written
from amana.domain.source.errors import Misfit
from amana.domain.source.model import RowFate
from amana.domain.words import Language
from amana.wording.bidi import legible
from amana.wording.catalogue import explain, say, say_count


def map_text(proposal: Proposal, sight: Sight, language: Language) -> str:
    """Return the proposed map with its comments in this language."""
    notes = [say("cli.sources.head", language), *_left(proposal, sight, language)]
    if not proposal.tables:
        # A map without tables is none: what it says stands as comments alone.
        said = "\n".join((*notes, say("cli.sources.nothing", language)))
        return "".join(f"# {line}\n" for line in said.splitlines())
    return legible(written(proposal, lambda reason: _why(reason, language), notes), lines=True)


def summary(proposal: Proposal, sight: Sight, language: Language) -> Iterator[str]:
    """Yield what was found, in a few lines."""
    tables = len(proposal.tables)
    columns = sum(len(table.columns) for table in proposal.tables)
    yield say_count("cli.sources.tables", tables, language, of=len(sight.structure.tables))
    yield say_count("cli.sources.columns", columns, language, of=proposal.looked_at)
    yield from _left(proposal, sight, language)
    yield say("cli.sources.next", language)


def _left(proposal: Proposal, sight: Sight, language: Language) -> Iterator[str]:
    """Yield what the map could not take in, and what the policy does not promise."""
    if sight.unseen:
        yield say("cli.sources.unseen", language, tables=_named(sight.unseen))
    yield from _proposed_doubts(proposal, language)
    if proposal.unreached:
        names = _named(table.full_name for table in proposal.unreached)
        yield say("cli.sources.unreached", language, tables=names)
    yield from missed_lines(
        missed_numbers(_people(proposal), sight.tallies),
        language,
    )
    if proposal.astray:
        names = _named(f"{table} ({', '.join(own)}) → {to}" for table, own, to in proposal.astray)
        yield say("cli.sources.astray", language, keys=names)
    if run := list(_run(proposal, sight)):
        names = _named(f"{table}.{trigger}" for table, trigger in run)
        yield say("cli.sources.triggers", language, triggers=names)
    if proposal.unpromised:
        names = _named(f"{table}.{column}" for table, column in proposal.unpromised)
        yield say("cli.sources.unpromised", language, columns=names)


def _run(proposal: Proposal, sight: Sight) -> Iterator[tuple[str, str]]:
    """Yield, with its table, each trigger that an erasure by the proposed map would run."""
    for table in proposal.tables:
        laid = sight.structure.tables.get(table.full_name)
        for name in () if laid is None or table.fate is RowFate.KEEP else laid.triggers:
            yield table.full_name, name


def _proposed_doubts(proposal: Proposal, language: Language) -> Iterator[str]:
    """Yield what a person has to decide, and what could not be told from the values."""
    if stay := proposal.staying:
        names = _named(f"{table}.{column}" for table, column in stay)
        yield say_count("cli.sources.staying", len(stay), language, columns=names)
    if proposal.of_two:
        names = _named(
            f"{table} ({'; '.join(', '.join(each) for each in columns)})"
            for table, columns in proposal.of_two
        )
        yield say("cli.sources.of_two", language, tables=names)
    yield from _doubt_lines(proposal.doubtful, proposal.too_few, language)


def _doubt_lines(
    doubtful: Iterable[Doubt], few: Sequence[TooFew], language: Language
) -> Iterator[str]:
    """Yield the columns with single values like somebody's, and the tables with hardly any."""
    for each in doubtful:
        yield legible(
            say(
                "cli.sources.doubtful",
                language,
                table=each.table,
                column=each.column,
                look=say(f"source.look.{each.look.value}", language),
                seen=each.seen,
                looked=each.looked,
            )
        )
    if few:
        names = _named(each.table for each in few)
        yield say("cli.sources.too_few", language, tables=names)


def _named(names: Iterable[str]) -> str:
    return ", ".join(map(legible, names))


def _why(reason: Reason, language: Language) -> str:
    fields = dict(reason.fields)
    if reason.why in {Why.VALUES, Why.INSIDE}:
        fields["look"] = say(f"source.look.{fields['look']}", language)
    return say(f"source.why.{reason.why.value}", language, **fields)


def misfit_lines(found: Sequence[Misfit], language: Language) -> list[str]:
    """Return in what map and database differ."""
    return [legible(explain(each, language)) for each in found]


def missed_lines(found: Iterable[MissedNumbers], language: Language) -> Iterator[str]:
    """Yield the columns in which rows of a person will be missed."""
    for each in found:
        fields = {"table": each.table, "column": each.column, "bare": str(each.bare)}
        yield legible(say("cli.sources.missed", language, looked=str(each.looked), **fields))


def checked_lines(
    found: Comparison, sight: Sight, language: Language, *, promised: bool
) -> Iterator[str]:
    """Yield what a person has to look at; ``promised`` tells whether a policy was given."""
    for key, held in (("unmapped", found.unmapped), ("unpromised", found.unpromised)):
        for each in held:
            fields = {"table": each.table, "column": each.column, "category": each.category}
            yield legible(say(f"cli.sources.{key}.line", language, **fields))
    if found.unkept:
        yield say("cli.sources.unkept", language, categories=_named(found.unkept))
    yield from _doubt_lines(found.doubtful, found.too_few, language)
    if sight.unseen:
        yield say("cli.sources.unseen", language, tables=_named(sight.unseen))
    if found.clean:
        whole = found.told_apart and not sight.unseen
        key = "clean_otherwise" if not whole else "clean" if promised else "clean_alone"
        yield say(f"cli.sources.{key}", language)


def as_json(proposal: Proposal, sight: Sight) -> Json:
    """Return the proposal for programs."""
    return {
        "service": proposal.service,
        "source": proposal.source,
        "dialect": sight.structure.dialect,
        "approved": False,
        "tables": [_table(each) for each in proposal.tables],
        "unreached": [_table(each) for each in proposal.unreached],
        "unpromised": [list(each) for each in proposal.unpromised],
        "staying": [list(each) for each in proposal.staying],
        "of_two": [
            {"table": table, "columns": [list(each) for each in columns]}
            for table, columns in proposal.of_two
        ],
        **_doubts_json(proposal.doubtful, proposal.too_few),
        "unseen": list(sight.unseen),
        "triggers": [{"table": own, "name": name} for own, name in _run(proposal, sight)],
        "astray": [
            {"table": own, "columns": list(by), "to": to} for own, by, to in proposal.astray
        ],
    }


def _people(proposal: Proposal) -> Iterator[tuple[str, Mapping[str, Sequence[str]]]]:
    """Yield each table with the columns of each kind of identifier."""
    for each in proposal.tables:
        yield each.full_name, {kind: (name,) for kind, name in each.person.items()}


def _table(table: ProposedTable) -> Json:
    return {
        "id": table.id,
        "table": table.full_name,
        "person": dict(table.person),
        "erase": table.fate.value,
        "reasons": [_reason(each) for each in (*table.reasons, *table.why)],
        "via": [
            {
                "id": each.link.id,
                "table": each.link.table,
                "on": dict(zip(each.link.columns, each.link.to, strict=True)),
                "owns": each.link.owns,
                "clear": each.link.clear,
                "confidence": round(each.confidence, 2),
                "reasons": [_reason(reason) for reason in each.reasons],
            }
            for each in table.via
        ],
        "columns": [_column(each) for each in table.columns],
    }


def _column(column: ProposedColumn) -> Json:
    return {
        "name": column.name,
        "is": column.category,
        "promised": column.promised,
        "type": column.type.value,
        "erase": None if column.fate is None else column.fate.value,
        "confidence": round(column.confidence, 2),
        "reasons": [_reason(each) for each in column.reasons],
    }


def _reason(reason: Reason) -> Json:
    return {"code": reason.why.value, **reason.fields}


def checked_json(
    found: Comparison, wrong: Sequence[Misfit], missed: Iterable[MissedNumbers], sight: Sight
) -> Json:
    """Return the check for programs."""
    return {
        "missed": [
            {"table": m.table, "column": m.column, "bare": m.bare, "looked": m.looked}
            for m in missed
        ],
        "misfits": [{"code": each.code, **each.fields} for each in wrong],
        "unmapped": [_held(each) for each in found.unmapped],
        "unpromised": [_held(each) for each in found.unpromised],
        "unkept": list(found.unkept),
        **_doubts_json(found.doubtful, found.too_few),
        "unseen": list(sight.unseen),
        "clean": found.clean and found.told_apart and not wrong and not sight.unseen,
    }


def _doubts_json(doubtful: Iterable[Doubt], few: Iterable[TooFew]) -> dict[str, Json]:
    return {
        "doubtful": [
            {
                "table": each.table,
                "column": each.column,
                "look": each.look.value,
                "seen": each.seen,
                "looked": each.looked,
            }
            for each in doubtful
        ],
        "too_few": [{"table": each.table, "columns": list(each.columns)} for each in few],
    }


def _held(each: HeldColumn) -> Json:
    return {
        "table": each.table,
        "column": each.column,
        "category": each.category,
        "confidence": each.confidence,
    }
