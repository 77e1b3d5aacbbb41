"""The copy of an end user names the customer on whose instruction it is handled."""

import json
from typing import TYPE_CHECKING

import pytest

from amana.acts.copies.forms import CopyForm, written
from amana.acts.doors.customers import CustomersDoor
from amana.storage.customers import NamedCustomer

if TYPE_CHECKING:
    from tests.integration.acts.copies.conftest import House


@pytest.mark.promise("A3", "A21")
def test_an_end_user_is_told_on_whose_instruction_it_is_handled(house: "House") -> None:
    """The customer is named, with its contact and what it instructs; to others it is not."""
    door = CustomersDoor(house.storage)
    for name in ("corner", "other"):
        new = NamedCustomer(
            id=name, name=f"The {name}", contact=f"{name}@shop.example", instruction="Keep orders."
        )
        door.register(house.service, new)
    door.join(house.service, "corner", person="layla")
    door.end(house.service, "corner")

    def named(person: str) -> list[object]:
        opened = house.ready(person)
        found = json.loads(b"".join(written(opened, CopyForm.JSON, "en")))
        said = next(each for each in found["sections"] if each["id"] == "about")
        rows = {each["id"]: each["rows"] for each in said["tables"]}
        return [row["values"] for row in rows.get("instructing", [])]

    assert named("layla") == [
        {"name": "The corner", "contact": "corner@shop.example", "instruction": "Keep orders."}
    ]
    assert named("omar") == []
