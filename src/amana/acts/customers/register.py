"""Register customers, end them, and note whose end users people are."""

import re
from collections.abc import Container
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.customers.errors import BelongsElsewhere, CustomerThere, CustomerUnfit
from amana.acts.in_force import in_force, published
from amana.acts.instants import at
from amana.acts.person_id import check_met
from amana.acts.publish_policy import latest
from amana.domain.ledger.entry import Entry, Json
from amana.domain.words import says_something
from amana.storage.customers import CustomerRow, DescribedCustomer, NamedCustomer
from amana.storage.work import View

REGISTER: Final = "register-customer"
DESCRIBE: Final = "describe-customer"
END: Final = "end-customer"
JOIN: Final = "join-customer"
_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
LONGEST: Final = {"name": 200, "contact": 300, "instruction": 4000}
"""Letters of each part."""
LONGEST_SAID: Final = 300
"""Letters of the name and contact of who speaks for a customer."""
MOST_PURPOSES: Final = 200


def register_customer(act: Act, new: NamedCustomer) -> None:
    """Register a customer and commit. Raises ``CustomerUnfit`` and ``CustomerThere``."""
    if _ID.fullmatch(new.id) is None:
        raise CustomerUnfit(part="id")
    for part, longest in LONGEST.items():
        given = getattr(new, part)
        if len(given) > longest or not says_something(given):
            raise CustomerUnfit(part=part)
    work, entry = act.work, act.work.name_entry()
    if not work.customers.add(new, entry=entry):
        raise CustomerThere(customer=new.id)
    body: dict[str, Json] = {"name": new.name, "instruction": new.instruction}
    work.commit(_entry(act, REGISTER, new.id, body), ids=(entry,))


def dropped(row: CustomerRow, known: Container[str]) -> tuple[str, ...]:
    """Return the purposes that are named for a customer and that a policy, ``known``, lacks."""
    return tuple(each for each in row.purposes if each not in known)


def customer_json(row: CustomerRow, known: Container[str]) -> dict[str, Json]:
    """Return a customer as programs read it, under a policy with the purposes ``known``."""
    return {
        "id": row.id,
        "name": row.name,
        "contact": row.contact,
        "instruction": row.instruction,
        "starts_at": row.starts_at.isoformat(),
        "ended_at": at(row.ended_at),
        "representative": row.representative,
        "officer": row.officer,
        "purposes": row.purposes,
        "dropped": dropped(row, known),
    }


def list_customers(view: View) -> tuple[CustomerRow, ...]:
    """Return the customers, those that ended too, by id."""
    return view.customers.all()


def customers_json(view: View) -> list[dict[str, Json]]:
    """Return the customers as programs read them, under the policy that was published last.

    What that one drops is told from when it is published, and not only once it takes effect.
    """
    policy = latest(view)
    known = frozenset[str]() if policy is None else policy.purposes.keys()
    return [
        customer_json(each, known if each.ended_at is None else each.purposes)
        for each in list_customers(view)
    ]


def describe_customer(act: Act, customer: str, said: DescribedCustomer) -> None:
    """Say who speaks for a customer and what is done for it, instead of before, and commit.

    Raises ``CustomerUnfit``, ``NotFound`` where the customer instructs no more, and
    ``NoPolicyInForce`` where purposes are named before there are any.
    """
    for part in ("representative", "officer"):
        given = getattr(said, part)
        if given is not None and (len(given) > LONGEST_SAID or not says_something(given)):
            raise CustomerUnfit(part=part)
    work = act.work
    if said.purposes:
        known = published(work, in_force(work)).policy.purposes
        if len(set(said.purposes)) != len(said.purposes) or not known.keys() >= {*said.purposes}:
            raise CustomerUnfit(part="purposes")
    entry = work.name_entry()
    work.customers.describe(customer, said, entry=entry)
    body: dict[str, Json] = {"purposes": said.purposes}
    work.commit(_entry(act, DESCRIBE, customer, body), ids=(entry,))


def end_customer(act: Act, customer: str) -> None:
    """End a customer and commit: from here on its keys reach nobody. Raises ``NotFound``."""
    entry = act.work.name_entry()
    act.work.customers.end(customer, entry=entry)
    act.work.commit(_entry(act, END, customer, {}), ids=(entry,))


def join(act: Act, *, customer: str, person: str) -> UUID | None:
    """Note that a person is an end user of a customer; ``None`` where they were before.

    The service's own program says so: a customer that could would reach whom it names. Raises
    ``NotFound``, ``BelongsElsewhere``, ``UnusablePerson`` and ``PersonErased``.
    """
    work = act.work
    check_met(work, person)
    work.customers.hold_in_force(customer)
    # Two ids that become one person meanwhile wait for this.
    work.persons.hold()
    group = work.persons.group(person)
    if work.customers.of(group) - {customer}:
        raise BelongsElsewhere
    entry = work.name_entry()
    work.people.meet(work.sealer.person_key(person))
    if not work.customers.join(customer, person, entry=entry):
        return None
    work.commit(_entry(act, JOIN, customer, {"person": person}, person=person), ids=(entry,))
    return entry


def _entry(
    act: Act, name: str, customer: str, more: dict[str, Json], *, person: str | None = None
) -> Entry:
    body: dict[str, Json] = {"actor": act.actor.identity, "customer": customer, **more}
    return Entry(act=name, body=body, person=person)
