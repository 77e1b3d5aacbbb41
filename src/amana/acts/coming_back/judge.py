"""Judge what came back: they came again of their own will, or it is erased again.

Nobody has the identifiers of who was erased. They are taken from the rows that were found, by the
hash that they match, and go no further than the source that they stand in.
"""

import secrets
from collections.abc import Iterator
from typing import Final
from uuid import UUID

from amana.acts.act import Act, Actor
from amana.acts.holding.holds import holds_on_erased
from amana.acts.probes.erased import KINDS, Streamed
from amana.acts.sources.opening import Opened, OpenSource, opened
from amana.domain.ledger.entry import Entry, Json
from amana.domain.source.outcome import Sought
from amana.domain.source.values import PSEUDONYM_LENGTH
from amana.sources.errors import NotApproved
from amana.storage.database import Storage
from amana.storage.erased_looks import CameBack
from amana.storage.errors import NotFound
from amana.storage.work import View

JUDGE: Final = "judge-back"
ANEW: Final = "anew"
ERASED: Final = "erased"
_WHAT: Final = "came_back"


def list_back(view: View, *, every: bool = False) -> tuple[CameBack, ...]:
    """Return what came back and nobody judged yet, or all."""
    return view.erased_looks.back(every=every)


def judge_anew(act: Act, back: UUID) -> None:
    """Note that they came again of their own will, and commit: the look counts it no more.

    Raises ``NotFound``, also where it was judged before.
    """
    _judge(act, act.work.erased_looks.one(back), ANEW, {})
    act.work.over()


def erase_again(
    storage: Storage, service: str, open_source: OpenSource, back: UUID, *, actor: Actor
) -> int:
    """Erase what came back from its source, by the rows' own identifiers; return how many rows.

    What a legal hold keeps is left, and where nothing went nothing is judged; where something did,
    all is that came back there under the same identifier. Raises ``NotFound`` and what the source
    raises.
    """
    with storage.reading(service) as view:
        found = _found(view, back)
        source = _opened(view, open_source, found)
    with storage.reading(service) as view:
        identifiers = dict(_matching(view, source, found))
    rows = 0
    if identifiers:
        pseudonym = secrets.token_hex(PSEUDONYM_LENGTH // 2)
        sought = Sought(person=str(back), identifiers=identifiers, pseudonym=pseudonym)
        erased = source.source.erase([sought])
        rows = sum(each.deleted + each.changed for each in erased.tables)
    if not rows:
        return 0
    with storage.work(service) as work:
        act = Act(actor=actor, work=work)
        for each in work.erased_looks.back():
            if (each.source, each.look) == (found.source, found.look):
                _judge(act, each, ERASED, {"rows": rows})
        work.over()
    return rows


def _found(view: View, back: UUID) -> CameBack:
    for each in view.erased_looks.back():
        if each.id == back:
            return each
    raise NotFound(what=_WHAT)


def _opened(view: View, open_source: OpenSource, found: CameBack) -> Opened:
    version = view.sources.one(found.source).approved
    if version is None:
        raise NotApproved(source=found.source)
    requests = view.erased_looks.known(found.source, [found.look]).get(found.look, ())
    held = holds_on_erased(view, requests)
    return opened(view, open_source, found.source, version, held=held)


def _matching(view: View, source: Opened, found: CameBack) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the values that stand in the source and have the hash, as they are written there."""
    if not isinstance(source.source, Streamed):
        raise NotFound(what=_WHAT)
    values: dict[str, set[str]] = {}
    for cell in source.source.cells(KINDS):
        if view.erased_looks.look(cell.kind, cell.value) == found.look:
            values.setdefault(cell.kind, set()).add(cell.value)
    for kind, each in values.items():
        yield kind, tuple(sorted(each))


def _judge(act: Act, found: CameBack, judged: str, more: dict[str, Json]) -> None:
    work = act.work
    entry = work.name_entry()
    if not work.erased_looks.judge(found.id, judged, entry=entry):
        raise NotFound(what=_WHAT)
    body: dict[str, Json] = {
        "actor": act.actor.identity,
        "back": str(found.id),
        "source": found.source,
        "table": found.place,
        "judged": judged,
        **more,
    }
    work.put(Entry(act=JUDGE, body=body), identity=entry)
