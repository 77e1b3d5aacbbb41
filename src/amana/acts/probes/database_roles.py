"""Roles in the databases: each reads its own, and none becomes another.

In Amana's own database the service's login tries it; in one of the organisation's own, the grants
are compared with the policy in force where its map and address were named.
"""

from collections.abc import Iterator
from typing import Final

from amana.acts.grants.setting import plan_of
from amana.acts.probes.errors import CannotLook, Unseen
from amana.acts.probes.probe import NIGHTLY, Fault, Ground, Looked, OwnDatabase, Probe
from amana.domain.errors import Broken, Malformed
from amana.domain.evidence.question import ProbeName
from amana.storage.grants import applying
from amana.storage.inspection import Inspection
from amana.storage.probing import can_become, foreign_rows, other_roles


def look(ground: Ground) -> Looked:
    """Try what a login of the service must not be able to do, and compare the grants."""
    faults = [*_own_login(ground), *_server(ground)]
    seen: dict[str, int] = {"databases": 1}
    if ground.own is not None:
        faults += _grants(ground, ground.own)
        seen["databases"] += 1
    promises = frozenset(ground.promises)
    return Looked(
        kept=frozenset() if faults else promises,
        broken=promises if faults else frozenset(),
        faults=tuple(faults),
        seen=seen,
    )


def _own_login(ground: Ground) -> Iterator[Fault]:
    """Yield the tables in which it sees others' rows, and the roles that it becomes."""
    with ground.storage.reading(ground.service) as view:
        roles = other_roles(view)
        yield from (Fault(code="others_rows", place=table) for table in foreign_rows(view))
    for role in roles:
        with ground.storage.rehearsing(ground.service) as rehearsal:
            if can_become(rehearsal.work, role):
                yield Fault(code="becomes", place=role)


def _server(ground: Ground) -> Iterator[Fault]:
    """Yield what is wrong with the roles and tables of Amana as the server lists them."""
    with ground.storage.reading(ground.service) as view:
        inspection = Inspection(view.transaction)
        yield from (Fault(code="powerful", place=role) for role in inspection.strong_roles())
        yield from (Fault(code="crossing", place=grant) for grant in inspection.crossings())
        yield from (Fault(code="unguarded", place=table) for table in inspection.open_tables())
        for policies in inspection.policies():
            for table, policy in sorted(policies):
                yield Fault(code="unguarded", place=f"{table} {policy}")


def _grants(ground: Ground, own: OwnDatabase) -> Iterator[Fault]:
    """Yield how the organisation's own database differs from the policy in force."""
    try:
        looked = applying.look(own.address, plan_of(ground.policy, own.map))
    except Malformed as error:
        raise CannotLook(Unseen.OWN_DATABASE) from error
    except Broken as error:
        raise CannotLook(Unseen.UNREACHABLE) from error
    for code, facts in (
        ("grant_missing", looked.drift.missing),
        ("grant_more", looked.drift.extra),
    ):
        for fact in facts:
            named = ".".join(fact.place) or fact.detail
            yield Fault(code=code, place=f"{fact.role} {named}".strip())
    warned = looked.warnings
    for place in (*warned.views, *warned.functions, *warned.parts, *warned.both):
        yield Fault(code="grant_around", place=place)


PROBE: Final = Probe(name=ProbeName.DATABASE_ROLES, every=NIGHTLY, look=look)
