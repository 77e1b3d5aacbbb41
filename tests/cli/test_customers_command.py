"""``amana customers`` at the machine: registered once, listed, ended once."""

import json
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from amana.acts.found_service import found_service
from amana.assembly import prepared
from amana.cli.app import run
from amana.cli.exits import Exit
from amana.domain.policy.parse import parse
from amana.settings import Settings

Amana: TypeAlias = Callable[..., str]
POLICY = """\
amana: 1
service: tool
title: {ar: "سياسة الخصوصية", en: "Privacy policy"}
controller: {name: {ar: "الدار", en: "The House"}, email: privacy@house.example}
languages: [ar, en]
laws: [qatar]
data:
  email: {is: "pd:EmailAddress"}
purposes:
  orders: {is: "dpv:ServiceProvision", basis: contract}
promises:
  P1: {collect: [email], from: person, at: [registration], for: [orders]}
"""
SAID = (
    *("--name", "The Corner Shop", "--contact", "privacy@corner.example"),
    *("--instruction", "Keep the orders of our buyers."),
)


@pytest.fixture
def data(place: Path) -> Iterator[Path]:
    """Run an installation of the test's own, and return its folder."""
    folder = place / f"customers-command-{secrets.token_hex(4)}"
    with prepared(Settings(data=folder)) as made:
        found_service(made.storage, parse(POLICY, texts={}), source=POLICY, texts={})
        yield folder


@pytest.fixture
def amana(data: Path, capsys: pytest.CaptureFixture[str]) -> Amana:
    """Return what runs a command beside it and gives what it printed."""

    def ran(*words: str, code: int = Exit.OK) -> str:
        assert run(["customers", *words, "--service", "tool", "--data", str(data)]) == code
        return capsys.readouterr().out

    return ran


@pytest.mark.promise("A3")
def test_a_customer_is_registered_listed_and_ended(amana: Amana) -> None:
    """Once each; what is missing or does not fit is refused, and registers nothing."""
    assert json.loads(amana("list", "--format", "json")) == {"customers": []}
    assert amana("list").strip()
    amana("register", code=Exit.USAGE)
    amana("register", "corner-shop", code=Exit.USAGE)
    amana("register", "Corner Shop", *SAID, code=Exit.MALFORMED)
    listed = amana("register", "corner-shop", *SAID)
    for said in ("corner-shop", "The Corner Shop", "privacy@corner.example", "Keep the orders"):
        assert said in listed
    amana("register", "corner-shop", *SAID, code=Exit.REFUSED)
    amana("describe", "corner-shop", "--purpose", "trade", code=Exit.MALFORMED)
    described = amana("describe", "corner-shop", "--purpose", "orders", "--format", "json")
    assert json.loads(described)["customers"][0]["purposes"] == ["orders"]
    (one,) = json.loads(amana("end", "corner-shop", "--format", "json"))["customers"]
    assert (one["id"], one["ended_at"] is None) == ("corner-shop", False)
    assert "corner-shop" in amana("list")
    amana("end", "corner-shop", code=Exit.REFUSED)


@pytest.mark.promise("A3")
def test_the_register_for_customers_is_printed_in_every_form(
    data: Path, amana: Amana, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whole, with a line end, though it is made in parts."""
    amana("register", "printed", *SAID)
    words = ["documents", "register-for-customers", "--service", "tool", "--data", str(data)]
    for form in ("csv", "html", "json"):
        assert run([*words, "--format", form]) == Exit.OK
        told = capsys.readouterr().out
        assert "The Corner Shop" in told
        assert told.endswith("\n")
