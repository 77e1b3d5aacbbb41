"""Release a table of figures: decided, counted, cut, kept to the byte, and on the ledger."""

from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.deciding.evidence import named
from amana.acts.in_force import Parsed, in_force, published
from amana.acts.records.map_in_force import check_fields, map_in_force, type_of
from amana.domain.aggregate.errors import (
    CountedAlready,
    FiguresNotPermitted,
    OtherTable,
    TableUnfit,
)
from amana.domain.aggregate.form import (
    breakdowns_of,
    cells_of,
    counted_fields,
    table_bytes,
    total_of,
)
from amana.domain.aggregate.suppression import Shown, released
from amana.domain.aggregate.table import TOTAL, Table
from amana.domain.decision.question import Answer, Facts, Question
from amana.domain.decision.rule import Doing, Need
from amana.domain.ledger.entry import Entry, Json
from amana.domain.promises.share import Share
from amana.storage.aggregates import ReleaseRow
from amana.storage.work import View

RELEASE: Final = "disclose"
"""What leaves is a disclosure, of figures."""
LONGEST_LABEL: Final = 63


def release(act: Act, table: Table, *, label: str) -> ReleaseRow:
    """Return the table as it leaves; asked for again under this label, the same bytes.

    Counted are the people whose records may be used for the purpose at this instant: who objected
    to it is not among them. Raises ``FiguresNotPermitted``, ``OtherTable``, ``CountedAlready``,
    ``TableUnfit``, ``NoPolicyInForce``, ``NoMapInForce``, ``UndeclaredType`` and
    ``UndeclaredField``.
    """
    if not 0 < len(label) <= LONGEST_LABEL or not label.isprintable():
        raise TableUnfit(part="label")
    work = act.work
    work.aggregates.alone()
    earlier = work.aggregates.of(table.name)
    version = in_force(work)
    known = published(work, version)
    answer, at_least = _permitted(work, known, table)
    for each in earlier:
        _check_same(each, table)
        if each.label == label:
            return each
    shown = released(
        table.counted(_people(work, table)),
        at_least=at_least,
        earlier=[*(cells_of(each.content) for each in earlier), *_totals(work, table)],
    )
    content = table_bytes(table, shown, label=label, at_least=at_least)
    entry = work.name_entry()
    row = work.aggregates.put(table.name, label, content, entry=entry)
    body: dict[str, Json] = {
        "actor": act.actor.identity,
        "table": table.name,
        "label": label,
        "recipient": table.to,
        "purposes": (table.for_,),
        "at_least": at_least,
        "sha256": row.digest.hex(),
    }
    work.commit(
        Entry(act=RELEASE, promises=named(answer), policy_version=version.number, body=body),
        ids=(entry,),
    )
    return row


def list_releases(
    view: View, *, before: UUID | None = None, limit: int = 1_000
) -> tuple[ReleaseRow, ...]:
    """Return what was released, the latest first, from after an entry on."""
    return view.aggregates.listed(before=before, limit=limit)


def _permitted(view: View, known: Parsed, table: Table) -> tuple[Answer, int]:
    """Return the answer, and the smallest group that its promises let leave.

    Figures leave under a promise about figures alone: one that lets the data itself leave is
    another matter.
    """
    type_ = type_of(map_in_force(view), table.record)
    fields = [each.field for each in table.by]
    check_fields(type_, frozenset(fields))
    question = Question(
        doing=Doing.DISCLOSE,
        data=type_.categories(fields),
        purposes=frozenset({table.for_}),
        recipient=table.to,
    )
    recipient = known.policy.recipients.get(table.to)
    met = {Need.AGGREGATE}
    if recipient is not None and recipient.safeguards:
        met.add(Need.GRANT)
    answer = known.compiled.answer(question, Facts(met=frozenset(met), law=known.laws.of()))
    sizes = [
        form.at_least
        for each in answer.promises
        if isinstance(form := known.policy.promises[each].form, Share) and form.at_least
    ]
    if not answer.permitted or not sizes:
        rules = {refusal.rule for refusal in answer.refusals} or {1}
        raise FiguresNotPermitted(rules=", ".join(str(each) for each in sorted(rules)))
    return answer, max(sizes)


def _people(view: View, table: Table) -> list[dict[str, str]]:
    """Return the counted fields of each person's latest record, each person once."""
    latest: dict[bytes, dict[str, str]] = {}
    rows = view.sets.for_purpose(table.for_, automated=None)
    for row in sorted(rows, key=lambda each: each.id):
        if row.type == table.record:
            latest[row.person_key] = {
                each.field: str(row.values[each.field])
                for each in table.by
                if each.field in row.values
            }
    return list(latest.values())


def _totals(view: View, table: Table) -> list[Shown]:
    """Return over how many people other tables of the record were; refuse one of the same field.

    Two tables by one field with other categories, held against one another, tell small groups.
    """
    mine = frozenset(each.field for each in table.by)
    found: list[Shown] = []
    for each in view.aggregates.beside(table.name):
        record, fields = counted_fields(each.content)
        if record != table.record:
            continue
        if shared := fields & mine:
            raise CountedAlready(name=each.name, field=min(shared))
        if (total := total_of(each.content)) is not None:
            found.append({(TOTAL,) * len(table.by): total})
    return found


def _check_same(each: ReleaseRow, table: Table) -> None:
    """Refuse another table under a name that was used."""
    probe = table_bytes(table, dict.fromkeys(table.cells()), label="", at_least=0)
    if breakdowns_of(each.content) != breakdowns_of(probe):
        raise OtherTable(name=table.name)
