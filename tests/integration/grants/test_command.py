"""``amana grants`` and the act behind it: shown, set, compared, taken away, and told."""

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from amana.acts.found_service import found_service
from amana.acts.grants.setting import plan_in_force, plan_of, revoke_grants, set_grants
from amana.cli.app import run
from amana.cli.exits import Exit
from amana.domain.record.masking import mask
from amana.domain.record.types import ValueType
from amana.domain.record_map.tables import Column
from amana.domain.words import LANGUAGES
from amana.storage import Storage
from amana.storage.grants.errors import TableMissing

if TYPE_CHECKING:
    from tests.integration.grants.conftest import Shop

MAP = """\
amana: 1
service: {service}
tables:
  customers:
    person: id
    occasion: came_by
    columns:
      name: {{is: name}}
      email: {{is: email, type: email}}
      card: {{is: card, type: card}}
    consent: {{newsletter: wants_news}}
"""


@pytest.fixture
def files(shop: "Shop", tmp_path: Path) -> list[str]:
    """Write policy, map and address, and return the command's words."""
    policy, map_, url = (tmp_path / name for name in ("policy.yaml", "map.yaml", "db.url"))
    policy.write_text(shop.source.format(service=shop.service), encoding="utf-8")
    map_.write_text(MAP.format(service=shop.service), encoding="utf-8")
    at = shop.address
    secret, host = quote(at.password, safe=""), quote(at.host, safe="")
    url.write_text(f"postgresql://{at.user}:{secret}@{host}:{at.port}/{at.database}\n", "utf-8")
    url.chmod(0o600)
    return ["grants", str(policy), str(map_), "--url-file", str(url)]


@pytest.mark.promise("A15")
def test_grants_are_shown_set_compared_and_taken_away(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A dry run changes nothing whatever else is asked; a check fails until they are set."""
    assert run([*files, "--apply", "--dry-run", "--lang", "en"]) == Exit.OK
    assert "missing: role" in capsys.readouterr().out
    assert run([*files, "--check"]) == Exit.FAILED
    assert run([*files, "--apply", "--lang", "ar"]) == Exit.OK
    assert "ثم قُرئت من جديد" in capsys.readouterr().out
    assert run([*files, "--check", "--lang", "en"]) == Exit.OK
    assert "The database is as planned." in capsys.readouterr().out
    assert run([*files, "--check", "--format", "json"]) == Exit.OK
    told = json.loads(capsys.readouterr().out)
    assert (told["as_planned"], told["missing"], told["statements"]) == (True, [], [])
    for _ in range(2):
        assert run([*files, "--revoke", "--format", "json"]) == Exit.OK
    assert run([*files, "--revoke", "--format", "sql"]) == Exit.OK
    assert run([*files, "--revoke"]) == Exit.OK


def test_without_a_database_the_plan_is_printed(
    shop: "Shop", files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """In both languages, as JSON, and as statements for who sets them by hand."""
    for language in LANGUAGES:
        assert run([*files[:3], "--lang", language]) == Exit.OK
    shown = capsys.readouterr().out
    assert "the last four digits" in shown
    assert "newsletter may not read customers.name: rule 1" in shown
    assert run([*files[:3], "--format", "json"]) == Exit.OK
    plan = json.loads(capsys.readouterr().out)["plan"]
    assert [each["purpose"] for each in plan["purposes"]] == sorted(
        ["orders", "enquiries", "newsletter", "fraud"]
    )
    assert run([*files[:3], "--format", "sql"]) == Exit.OK
    assert f'create role "{shop.role("orders")}"' in capsys.readouterr().out


def test_a_line_that_cannot_be_meant_is_refused(files: list[str]) -> None:
    """Two deeds at once, a deed without a database, a file too few or too many."""
    assert run([*files, "--apply", "--check"]) == Exit.USAGE
    assert run([*files[:3], "--apply"]) == Exit.USAGE
    assert run(files[:2]) == Exit.USAGE
    assert run([*files[:3], files[2]]) == Exit.USAGE
    Path(files[4]).chmod(0o644)
    assert run(files) == Exit.BROKEN


def test_a_map_that_asks_more_of_rows_is_shown_with_what_it_lacks(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Which column would have to be named, by rule and promise."""
    map_file = Path(files[2])
    text = map_file.read_text(encoding="utf-8").replace("    occasion: came_by\n", "")
    map_file.write_text(text.replace("    consent: {newsletter: wants_news}\n", ""), "utf-8")
    policy = Path(files[1])
    policy.write_text(
        policy.read_text(encoding="utf-8").replace(
            "for: [orders, enquiries], unless", "for: [orders], unless"
        ),
        encoding="utf-8",
    )
    assert run([*files[:3], "--lang", "en"]) == Exit.OK
    shown = capsys.readouterr().out
    assert "Name that column as `occasion`" in shown
    assert "Name its column under `consent`" in shown


def test_what_is_set_by_the_policy_in_force_stands_on_the_ledger(
    shop: "Shop", storage: Storage
) -> None:
    """That it was meant before, how it ended after; what fails is told too."""
    storage.create_service(shop.service)
    source = shop.source.format(service=shop.service)
    found_service(storage, shop.policy(), source=source, texts={})
    plan, version = plan_in_force(storage, shop.service, MAP.format(service=shop.service))
    assert plan == plan_of(shop.policy(), MAP.format(service=shop.service))
    assert set_grants(storage, plan, shop.address, version=version).statements
    assert revoke_grants(storage, plan, shop.address, version=version)
    gone = replace(plan, tables=tuple(replace(table, name="gone") for table in plan.tables))
    with pytest.raises(TableMissing):
        set_grants(storage, gone, shop.address, version=version)
    with storage.reading(shop.service) as view:
        told = [
            (row.act, row.outcome.value)
            for row in view.evidence.latest_of([""])[""]
            if row.act.endswith("-grants")
        ]
    assert told[::-1] == [
        ("set-grants", "intended"),
        ("set-grants", "done"),
        ("revoke-grants", "intended"),
        ("revoke-grants", "done"),
        ("set-grants", "intended"),
        ("set-grants", "failed"),
    ]


@pytest.mark.promise("M15")
def test_the_database_masks_as_amana_does(shop: "Shop") -> None:
    """The same part of the same value, whichever of the two shows it."""
    kinds = (
        (ValueType.CARD, "4111 1111 1111 1111"),
        (ValueType.CARD, "4111"),
        (ValueType.PHONE, "+974 5512 3456"),
        (ValueType.EMAIL, "maryam@example.org"),
        (ValueType.EMAIL, "m@example.org"),
        (ValueType.EMAIL, "nobody"),
        (ValueType.IP, "192.0.2.77"),
        (ValueType.IP, "nowhere"),
        (ValueType.DATE, "2001-02-03"),
        (ValueType.URL, "https://example.org/me?x=1"),
        (ValueType.URL, "example"),
        (ValueType.TEXT, "مريم"),
        (ValueType.TEXT, "م"),
        (ValueType.NUMBER, "170"),
    )
    shop.apply(replace(shop.customers, columns=(Column(name="card", category="card"),)))
    keeper = shop.plan().keeper
    for kind, value in kinds:
        for part in ("last4", "initial", "shortened", "hidden", "unheard-of"):
            shown = shop.run(f"select {keeper}.shown('{value}', '{part}', '{kind.value}')")
            assert shown == [(mask(value, part, kind),)], (kind, part)
