"""One customer of the service never sees another's end users, whoever is asked for."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from amana.acts.customers.errors import NoSuchEndUser
from amana.acts.doors.customers import CustomersDoor, EndUsersDoor
from amana.storage import Storage
from amana.storage.customers import NamedCustomer

_POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
promises:
  P1: {{collect: [email], at: [registration], for: [orders]}}
"""
_OWNERS = st.lists(st.sampled_from([0, 1, 2, None]), min_size=1, max_size=5)
_QUESTIONS = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(0, 5), st.sampled_from(["records", "restrict", "erase"])
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.promise("A3")
@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(owners=_OWNERS, questions=_QUESTIONS)
def test_a_customer_reaches_its_own_end_users_and_nobody_else(
    storage: Storage,
    service: str,
    publish: Callable[[str], int],
    owners: list[int | None],
    questions: list[tuple[int, int, str]],
) -> None:
    """Over random customers, persons and questions: only what is the asker's own is answered."""
    with storage.reading(service) as view:
        fresh = view.policies.in_force() is None
    if fresh:
        publish(_POLICY.format(service=service))
    mark = uuid4().hex
    door, own = CustomersDoor(storage), EndUsersDoor(storage)
    for number in range(3):
        door.register(service, _customer(f"{mark}-{number}"))
    theirs: dict[int, list[str]] = {0: [], 1: [], 2: []}
    for number, owner in enumerate(owners):
        if owner is not None:
            door.join(service, f"{mark}-{owner}", person=f"{mark}-p{number}")
            theirs[owner].append(f"{mark}-p{number}")
    for asker, number, what in questions:
        person = f"{mark}-p{number}"
        expected: AbstractContextManager[object] = (
            nullcontext() if person in theirs[asker] else pytest.raises(NoSuchEndUser)
        )
        with expected:
            getattr(own, what)(service, f"{mark}-{asker}", person=person)
        if what == "erase" and person in theirs[asker]:
            theirs[asker].remove(person)
    for asker, persons in theirs.items():
        page = own.persons(service, f"{mark}-{asker}")
        assert [row.person for row in page.persons] == persons


def _customer(name: str) -> NamedCustomer:
    return NamedCustomer(
        id=name, name="The Corner Shop", contact="privacy@corner.example", instruction="Keep it."
    )
