"""``amana probe``: looked at beside the running program, and shown beside the sentence."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from amana.domain.words import LANGUAGES
from amana.wording.catalogue import say

if TYPE_CHECKING:
    from tests.acceptance.conftest import Run, Serving

POLICY = """\
amana: 1
service: rose-shop
title: {ar: "سياسة متجر الورد", en: "Privacy policy of the Rose Shop"}
controller: {name: {ar: "متجر الورد", en: "The Rose Shop"}, email: privacy@rose.example}
languages: [ar, en]
laws: [qatar]
data:
  email: {is: "pd:EmailAddress"}
purposes:
  orders: {is: "dpv:ServiceProvision", basis: contract}
promises:
  W10: {protect: [email], by: [encryption_in_transit]}
  W11: {protect: [email], by: [encryption_at_rest]}
  P1: {protect: [email], by: [not_public]}
"""


@pytest.mark.promise("W11")
def test_a_look_beside_the_running_program_shows_on_its_page(
    shelf: Path, serving: "Serving", run: "Run"
) -> None:
    """What was seen is *kept, observed*; what could not be seen says why, and claims nothing."""
    folder = shelf / "looked-at"
    folder.mkdir()
    policy = folder / "rose-shop.yaml"
    policy.write_text(POLICY, encoding="utf-8")
    data = folder / "data"
    (data / "planted").mkdir(parents=True, mode=0o711)
    (data / "planted" / "rose-shop.toml").write_text('email = "planted@rose.example"', "utf-8")
    with serving(data, "--policy", policy) as served:
        here = {"AMANA_ADDRESSES": f"rose-shop={served.url}"}
        ended = run("probe", "run", "--data", data, "--format", "json", cwd=None, stdin=b"", **here)
        report = httpx.get(f"{served.url}/rose-shop/privacy/report", params={"format": "json"})
        pages = {
            lang: httpx.get(
                f"{served.url}/rose-shop/privacy/promises/W11", params={"lang": lang}
            ).text
            for lang in LANGUAGES
        }
        listed = run("probe", "list", "--data", data)
    assert ended.code == 0, ended.err
    runs = {each["probe"]: each for each in json.loads(ended.out)}
    assert (runs["raw-files"]["kept"], runs["raw-files"]["faults"]) == (["W11"], [])
    assert runs["public-pages"]["kept"] == ["P1"]
    assert (runs["transport"]["looked"], runs["transport"]["reason"]) == (False, "loopback")
    states = {each["id"]: (each["state"], each["level"]) for each in report.json()["promises"]}
    assert states["W11"] == states["P1"] == ("kept", "observed")
    assert states["W10"] == ("unproven", None)
    for lang in LANGUAGES:
        assert say("level.observed", lang) in pages[lang]
        assert say("act.probe.raw-files", lang) in pages[lang]
    assert "raw-files" in listed.out
    assert "W11" in listed.out


def test_a_probe_or_a_service_that_is_not_there_is_named(folder: Path, run: "Run") -> None:
    """Nothing is looked at, and the message lists the probes that there are."""
    ended = run("probe", "run", "--probe", "telescope", "--data", folder)
    assert ended.code == 3
    assert "transport" in ended.err
    assert run("probe", "look").code == 2
