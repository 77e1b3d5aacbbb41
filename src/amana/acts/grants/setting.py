"""Set or take away the grants in a foreign database, with evidence before and after.

The act reaches beyond our own database: that it was meant is committed before, how it ended
after. Whoever is killed in between has left the first, and does it again: setting is idempotent.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from amana.acts.act import OPERATOR
from amana.acts.in_force import in_force, published
from amana.domain.errors import AmanaError
from amana.domain.grants.plan import GrantPlan, planned
from amana.domain.ledger.entry import Entry, Json, Outcome
from amana.domain.policy.model import Policy
from amana.domain.policy.rule_book import rule_book
from amana.domain.record_map.parse import parse
from amana.storage.address import ServerAddress
from amana.storage.database import Storage
from amana.storage.grants.applying import Looked, apply, revoke

SET: Final = "set-grants"
REVOKE: Final = "revoke-grants"


def plan_of(policy: Policy, source: str) -> GrantPlan:
    """Return what a policy and a map lead to. Raises ``MapErrors``."""
    tables = tuple(parse(source, policy=policy).tables.values())
    return planned(policy.service, rule_book(policy), tables)


def plan_in_force(storage: Storage, service: str, source: str) -> tuple[GrantPlan, int]:
    """Return the same for the policy in force, with its version.

    Raises ``NoPolicyInForce`` and ``MapErrors``.
    """
    with storage.reading(service) as view:
        current = in_force(view)
        return plan_of(published(view, current).policy, source), current.number


def set_grants(
    storage: Storage, plan: GrantPlan, address: ServerAddress, *, version: int
) -> Looked:
    """Set the grants. Raises what ``storage.grants`` raises, after it stands on the ledger."""
    with _told(storage, plan, SET, version) as told:
        looked = apply(address, plan)
        told(len(looked.statements))
    return looked


def revoke_grants(
    storage: Storage, plan: GrantPlan, address: ServerAddress, *, version: int
) -> tuple[str, ...]:
    """Take the grants away; the same."""
    with _told(storage, plan, REVOKE, version) as told:
        ran = revoke(address, plan)
        told(len(ran))
    return ran


@contextmanager
def _told(
    storage: Storage, plan: GrantPlan, act: str, version: int
) -> Iterator[Callable[[int], None]]:
    """Write that the act was meant, and then how it ended."""

    def write(outcome: Outcome, **more: Json) -> None:
        body: dict[str, Json] = {
            "actor": OPERATOR.identity,
            "tables": tuple(table.id for table in plan.tables),
            "roles": tuple(purpose.role for purpose in plan.purposes),
        }
        with storage.work(plan.service) as work:
            work.commit(Entry(act=act, outcome=outcome, policy_version=version, body=body | more))

    write(Outcome.INTENDED)
    ran: list[int] = []
    try:
        yield ran.append
    except AmanaError as error:
        write(Outcome.FAILED, error=error.code)
        raise
    write(Outcome.DONE, statements=ran[0])
