"""A map is proposed for a database that nobody here designed, and held against it again."""

import io
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from amana.cli.app import run
from amana.cli.exits import Exit
from amana.domain.source.model import RowFate
from amana.domain.source.parse import parse

SCHEMA = """
create table customers (
    id integer primary key, email text not null unique, full_name text not null, city text
);
create table orders (
    id integer primary key, customer_id integer references customers(id), total_price numeric,
    placed_on date
);
create table order_lines (
    id integer primary key, order_id integer not null references orders(id), product_id integer
);
create table product_reviews (
    id integer primary key, customer_id integer references customers(id), body text
);
create table wish_lists (id integer primary key, customer_id integer, title text);
create table newsletter (id integer primary key, who text);
create table products (id integer primary key, title text, price numeric);
"""
POLICY = """\
amana: 1
service: shop
title: {en: "Privacy"}
controller: {name: {en: "Shop"}}
languages: [en]
data:
  mail: {is: "pd:EmailAddress", name: {en: "e-mail"}}
  name: {is: "pd:Name"}
  address: {is: "pd:PhysicalAddress"}
  photo: {is: "pd:Picture", name: {en: "photo"}}
purposes: {orders: {basis: contract, name: {en: "orders"}}}
promises: {M1: {collect: [mail, name, photo], for: [orders]}}
"""
NAMES = ["Fatima Ali", "محمد العلي", "Omar Hassan", "Sara Smith", "ليلى خالد", "John Brown"] * 2


@pytest.fixture
def shop(tmp_path: Path) -> str:
    """Return the address of a shop's database with a dozen customers."""
    file = tmp_path / "shop.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(SCHEMA)
        for number, name in enumerate(NAMES):
            mail = f"someone{number}@example.com"
            connection.execute(
                "insert into customers values (?, ?, ?, 'Doha')", (number, mail, name)
            )
            connection.execute(
                "insert into orders values (?, ?, 5, '2026-01-01')", (number, number)
            )
            connection.execute("insert into newsletter values (?, ?)", (number, f"n{mail}"))
        connection.commit()
    return f"sqlite:///{file}"


def test_a_map_is_proposed_and_nobody_has_approved_it(shop: str, tmp_path: Path) -> None:
    """People, what is theirs by keys, by names alone and by an address; and no list of things."""
    out = tmp_path / "map.yaml"
    assert run(["sources", "propose", shop, "--out", str(out)]) == Exit.OK
    text = out.read_text(encoding="utf-8")
    found = parse(text)
    assert not found.approved
    assert found.tables["customers"].person == {"email": ("email",), "own": ("id",)}
    assert found.tables["customers"].fate is RowFate.DELETE
    assert found.tables["orders"].fate is RowFate.CHANGE
    assert [link.table for link in found.tables["order_lines"].via] == ["orders"]
    assert [link.table for link in found.tables["wish_lists"].via] == ["customers"]
    assert [link.owns for link in found.tables["product_reviews"].via] == [False]
    assert found.tables["newsletter"].person == {"email": ("who",)}
    assert "products" not in found.tables
    assert "example.com" not in text


def test_a_file_that_is_there_stays(shop: str, tmp_path: Path) -> None:
    """Somebody may have worked on it."""
    out = tmp_path / "map.yaml"
    out.write_text("mine", encoding="utf-8")
    assert run(["sources", "propose", shop, "--out", str(out)]) != Exit.OK
    assert out.read_text(encoding="utf-8") == "mine"


def test_a_policy_gives_the_categories_their_names(
    shop: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it does not declare is said, column by column, and no value is."""
    policy = tmp_path / "policy.yaml"
    policy.write_text(POLICY, encoding="utf-8")
    ends = ["--policy", str(policy), "--format", "json"]
    assert run(["sources", "propose", shop, *ends]) == Exit.OK
    printed = capsys.readouterr().out
    told = json.loads(printed)
    assert told["service"] == "shop"
    customers = next(each for each in told["tables"] if each["id"] == "customers")
    held = {each["name"]: each["is"] for each in customers["columns"]}
    assert held == {"email": "mail", "full_name": "name", "city": "address"}
    assert ["orders", "total_price"] in told["unpromised"]
    assert "Fatima" not in printed
    assert "example.com" not in printed


def test_the_address_may_come_from_the_environment(
    shop: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A password on a command line is everybody's to read."""
    monkeypatch.setenv("AMANA_SOURCE_URL", shop)
    assert run(["--lang", "ar", "sources", "propose"]) == Exit.OK
    assert "approved: false" in capsys.readouterr().out


def test_the_address_may_come_through_a_pipe(
    shop: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line of standard input."""
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{shop}\n"))
    assert run(["sources", "propose", "-", "--service", "My Shop"]) == Exit.OK
    assert 'service: "my-shop"' in capsys.readouterr().out


def test_a_table_that_cannot_be_read_is_named_and_judged_by_its_names(
    shop: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a person left out of the map's reach is told, too."""
    with closing(sqlite3.connect(shop.removeprefix("sqlite:///"))) as connection:
        # A column that is reckoned, and cannot be, behind a row that is there already.
        connection.execute("create table faults (id integer primary key, a)")
        connection.execute("insert into faults (a) values (-9223372036854775808)")
        connection.commit()
        connection.execute("pragma writable_schema = on")
        reckoned = "create table faults (id integer primary key, a, b as (abs(a)))"
        connection.execute("update sqlite_master set sql = ? where name = 'faults'", (reckoned,))
        connection.execute("create table wall (id integer primary key, full_name text)")
        connection.commit()
    assert run(["sources", "propose", shop]) == Exit.OK
    said = capsys.readouterr().err
    assert "faults" in said
    assert "wall" in said


def test_without_an_address_it_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And how it is given."""
    monkeypatch.delenv("AMANA_SOURCE_URL", raising=False)
    assert run(["sources", "propose"]) != Exit.OK
    assert "AMANA_SOURCE_URL" in capsys.readouterr().err


def test_a_wrong_address_is_refused_without_its_password(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whatever the driver says of it."""
    for address in ("not an address pass-word", "sqlite:////no/such/pass-word.db"):
        assert run(["sources", "propose", address]) != Exit.OK
        said = capsys.readouterr()
        assert "pass-word" not in said.out + said.err


def test_a_check_names_what_the_map_and_the_promises_leave_out(
    shop: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A column that the map has not, one that no promise collects, a promise without a column."""
    file, policy = tmp_path / "map.yaml", tmp_path / "policy.yaml"
    policy.write_text(POLICY, encoding="utf-8")
    file.write_text(
        "amana: 1\nservice: shop\nsource: shop\ntables:\n"
        "  customers:\n    person: {email: email}\n    erase: delete\n"
        "    columns: {email: {is: mail}, city: {is: address}}\n",
        encoding="utf-8",
    )
    line = ["sources", "check", shop, "--map", str(file), "--policy", str(policy)]
    assert run([*line, "--format", "json"]) == Exit.FAILED
    told = json.loads(capsys.readouterr().out)
    assert {"customers", "newsletter"} <= {each["table"] for each in told["unmapped"]}
    assert [each["column"] for each in told["unpromised"]] == ["city"]
    assert told["unkept"] == ["name", "photo"]
    assert {each["code"] for each in told["misfits"]} == {"source.foreign_key_missed"}
    assert run(line) == Exit.FAILED
    assert "customers.full_name" in capsys.readouterr().out


def test_what_was_proposed_passes_its_own_check(
    shop: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a policy nothing is left to say."""
    out = tmp_path / "map.yaml"
    assert run(["sources", "propose", shop, "--out", str(out), "--format", "json"]) == Exit.OK
    assert run(["sources", "check", shop, "--map", str(out)]) == Exit.OK
    assert run(["sources", "check", shop]) != Exit.OK
    assert "--map" in capsys.readouterr().err


def test_a_database_without_people_has_no_map(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says so, in comments alone."""
    file = tmp_path / "things.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("create table products (id integer primary key, title text)")
    assert run(["sources", "propose", f"sqlite:///{file}"]) == Exit.OK
    assert all(line.startswith("#") for line in capsys.readouterr().out.splitlines())


def test_a_foreign_key_to_a_table_that_is_not_there_is_told_and_counts_as_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """SQLite takes such keys without a word; the rest is proposed all the same."""
    file = tmp_path / "gone.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(
            SCHEMA + "create table parcels (id integer primary key, sent_by integer"
            " references couriers(id), customer_id integer references customers(id));"
        )
    assert run(["sources", "propose", f"sqlite:///{file}", "--format", "json"]) == Exit.OK
    told = json.loads(capsys.readouterr().out)
    assert told["astray"] == [{"table": "parcels", "columns": ["sent_by"], "to": "couriers"}]
    assert run(["sources", "propose", f"sqlite:///{file}"]) == Exit.OK
    said = capsys.readouterr()
    assert "parcels (sent_by) → couriers" in said.out
    assert "parcels (sent_by) → couriers" in said.err


def test_a_foreign_key_whose_table_is_spelt_in_other_case_ends_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """SQLite knows no case in names."""
    file = tmp_path / "case.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(SCHEMA.replace("references customers", "references CUSTOMERS"))
    assert run(["sources", "propose", f"sqlite:///{file}", "--format", "json"]) == Exit.OK
    told = json.loads(capsys.readouterr().out)
    assert "customers" in {each["id"] for each in told["tables"]}


STEERING = "\x1b[2J\x1b]0;title\x07\x9b31m\nhacked\u202egnp\u2066"


def test_names_cannot_steer_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What it would obey is written out, in the map, in what is said, and in JSON."""
    file, out = tmp_path / "steering.db", tmp_path / "map.yaml"
    url = f"sqlite:///{file}"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(SCHEMA)
        key = '"customer_id" integer references customers(id)'
        connection.execute(f'create table "orders{STEERING}" (id integer primary key, {key})')
        connection.execute(
            f'create table "wall{STEERING}" (id integer primary key, full_name text)'
        )
        connection.execute(f'alter table customers add column "phone{STEERING}" text')
        connection.commit()
    shown = []
    for more in (["--out", str(out)], [], ["--format", "json"]):
        assert run(["sources", "propose", url, *more]) == Exit.OK
        said = capsys.readouterr()
        shown += [said.out, said.err]
    text = out.read_text(encoding="utf-8")
    small = text[: text.index("tables:")] + (
        "tables:\n  customers:\n    person: {email: email}\n    erase: delete\n"
        "    columns: {email: {is: email}}\n"
    )
    (tmp_path / "small.yaml").write_text(small, encoding="utf-8")
    for kind in ("text", "json"):
        check = ["sources", "check", url, "--map", str(tmp_path / "small.yaml")]
        assert run([*check, "--format", kind]) == Exit.FAILED
        shown.append(capsys.readouterr().out)
    assert any("hacked" in each for each in shown)
    for each in (*shown, text):
        assert not set("\x1b\x07\x9b\u202e\u2066") & set(each)
        assert not re.search(r"^hacked", each, re.MULTILINE)
    assert all("\\u001b[2J" in each for each in shown if "hacked" in each)


def test_numbers_without_their_country_are_said_to_be_missed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By ``propose`` and by ``check``: an erasure by the person's number would not find them."""
    file = tmp_path / "guests.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(
            "create table guests (id integer primary key, full_name text, phone text)"
        )
        for number, name in enumerate(NAMES):
            phone = f"5512345{number % 10}" if number < 5 else f"+974 5512 34{number:02}"
            connection.execute("insert into guests values (?, ?, ?)", (number, name, phone))
        connection.commit()
    url, map_ = f"sqlite:///{file}", tmp_path / "map.yaml"
    assert run(["--lang", "en", "sources", "propose", url, "--out", str(map_)]) == Exit.OK
    said = "5 of 12 values looked at in guests.phone are telephone numbers without their country"
    assert said in capsys.readouterr().err
    assert "fold: [phone]" in map_.read_text("utf-8")
    run(["--lang", "en", "sources", "check", url, "--map", str(map_)])
    assert said in capsys.readouterr().out
    run(["sources", "check", url, "--map", str(map_), "--format", "json"])
    (missed,) = json.loads(capsys.readouterr().out)["missed"]
    assert missed == {"table": "guests", "column": "phone", "bare": 5, "looked": 12}


def test_what_runs_during_an_erasure_has_to_be_named(
    shop: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A trigger that copies who goes is told by proposal and check, until the map names it."""
    with closing(sqlite3.connect(shop.removeprefix("sqlite:///"))) as connection:
        connection.executescript(
            "create table audit_log (what text);"
            "create trigger keep_copy before delete on customers begin"
            " insert into audit_log values (old.email); end;"
        )
    out = tmp_path / "map.yaml"
    assert run(["sources", "propose", shop, "--out", str(out)]) == Exit.OK
    assert "customers.keep_copy" in capsys.readouterr().err
    text = out.read_text(encoding="utf-8")
    assert "customers.keep_copy" in text
    assert run(["sources", "propose", shop, "--format", "json"]) == Exit.OK
    found = json.loads(capsys.readouterr().out)
    assert found["triggers"] == [{"table": "customers", "name": "keep_copy"}]
    check = ["sources", "check", shop, "--map", str(out), "--format", "json"]
    assert run(check) == Exit.FAILED
    wrong = {"code": "source.trigger_unread", "table": "customers", "name": "keep_copy"}
    assert wrong in json.loads(capsys.readouterr().out)["misfits"]
    named = text.replace("  customers:\n", "  customers:\n    triggers: [keep_copy]\n", 1)
    assert named != text
    out.write_text(named, encoding="utf-8")
    run(check)
    assert json.loads(capsys.readouterr().out)["misfits"] == []
