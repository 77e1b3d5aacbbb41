"""``amana staff`` beside a running server: a person is invited, comes in, and is removed."""

import json
import re

import httpx
import pytest

pytestmark = pytest.mark.slow


def test_a_person_is_invited_and_removed_from_the_command_line(shop: object, run: object) -> None:
    """The invitation works in the browser; name and address never stand on a command line."""
    assert callable(run)
    data, url = shop.data, shop.url  # type: ignore[attr-defined]  # the fixture's own class cannot be imported
    where = ("--service", "rose-shop", "--data", data)
    person = b"Noor\nnoor@rose.example\n"
    ran = run("staff", "invite", "--role", "auditor", *where, stdin=person)
    assert ran.code == 0, ran.err
    (token,) = re.findall(r"token=([\w-]+)", ran.out)
    with httpx.Client(base_url=url, headers={"origin": url}) as browser:
        assert browser.post("/console/sign-in", data={"token": token}).status_code == 303
        assert browser.get("/console/rose-shop/team").status_code == 200
        listed = json.loads(run("staff", "list", "--format", "json", *where).out)["staff"]
        (noor,) = [each for each in listed if each["email"] == "noor@rose.example"]
        assert noor["role"] == "auditor"
        link = run("staff", "link", noor["id"], *where)
        assert "token=" in link.out
        assert run("staff", "remove", noor["id"], *where).code == 0
        assert browser.get("/console/rose-shop/team").status_code == 403
    assert run("staff", "invite", "--role", "owner", *where, stdin=b"Nobody\n").code == 4
    assert run("staff", "invite", *where, stdin=person).code == 2
