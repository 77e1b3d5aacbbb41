"""``amana access`` beside a running server: what there is, and what is not there to be ended."""

import json

import pytest

pytestmark = pytest.mark.slow


def test_accesses_are_listed_and_ended_from_the_command_line(shop: object, run: object) -> None:
    """In words and as JSON; an access that is not there, or not named, is said to be so."""
    assert callable(run)
    where = ("--service", "rose-shop", "--data", shop.data)  # type: ignore[attr-defined]  # the fixture's own class cannot be imported
    assert "Nobody has asked" in run("access", "list", *where).out
    assert json.loads(run("access", "list", "--format", "json", *where).out) == {"accesses": []}
    assert run("access", "end", *where).code == 2
    missing = run("access", "end", "019a6f6e-7b3c-7000-8000-000000000000", *where)
    assert missing.code != 0
    assert "storage.not_found" not in missing.out
