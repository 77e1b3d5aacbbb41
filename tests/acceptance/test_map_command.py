"""``amana map apply`` beside a running server: what it declares can be collected at once."""

import json
from pathlib import Path

import httpx
import pytest

pytestmark = pytest.mark.slow
MAP = """\
amana: 1
service: rose-shop
records:
  profile: {key: own, fields: {email: {is: email, type: email}}}
"""


def test_a_map_is_applied_and_its_records_are_collected(
    shop: object, run: object, api: httpx.Client, tmp_path: Path
) -> None:
    """Once; the same file again changes nothing; what is not declared is refused by name."""
    assert callable(run)
    path = tmp_path / "map.yaml"
    path.write_text(MAP, encoding="utf-8")
    where = ("--data", shop.data)  # type: ignore[attr-defined]  # the fixture's own class cannot be imported
    ran = run("map", "apply", path, "--format", "json", *where)
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["result"] == "applied"
    assert json.loads(run("map", "apply", path, "--format", "json", *where).out)["result"] == "same"
    asked = {
        "person": "map-person",
        "type": "profile",
        "key": "map-person",
        "values": {"email": "noor@rose.example", "religion": "x"},
        "for": ["orders"],
    }
    refused = api.post("/v1/records/collect", json=asked)
    assert refused.status_code >= httpx.codes.BAD_REQUEST
    assert "religion" in refused.text
    asked["values"] = {"email": "noor@rose.example"}
    collected = api.post("/v1/records/collect", json={**asked, "at": "registration"})
    assert collected.status_code == httpx.codes.OK, collected.text
    assert collected.json()["permitted"], collected.text
    path.write_text(MAP.replace("is: email", "is: religion"), encoding="utf-8")
    wrong = run("map", "apply", path, "--lang", "en", *where)
    assert wrong.code != 0
    assert "`religion` is not declared" in wrong.err
