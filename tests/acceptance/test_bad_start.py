"""What stops a start: keys, clocks, folders and databases that are not as they have to be."""

import os
import secrets
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from amana.storage import EmbeddedServer, ServerAddress
from amana.storage.errors import ClockBehind, ClockSkewed
from amana.storage.installation import Clocks, check_clocks
from amana.storage.uuid7 import uuid7

if TYPE_CHECKING:
    from tests.acceptance.conftest import Run


@pytest.fixture(scope="module")
def made(shelf: Path, run: "Run") -> Path:
    """Make an installation with a service; each test puts back what it takes."""
    folder = shelf / "bad-start"
    ran = run("init", folder, "--service", "fresh", "--port", "0")
    assert ran.code == 0, ran.err
    return folder


def _missing(secrets_folder: Path) -> None:
    (secrets_folder / "root.key").unlink()


def _another(secrets_folder: Path) -> None:
    (secrets_folder / "root.key").write_text(f'{{"root": "{"A" * 43}="}}', encoding="ascii")


def _readable(secrets_folder: Path) -> None:
    (secrets_folder / "root.key").chmod(0o644)


def _unsigned(secrets_folder: Path) -> None:
    (secrets_folder / "ledger.json").unlink()


def _without_ring(secrets_folder: Path) -> None:
    (secrets_folder / "keyring-fresh.json").unlink()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_missing, {"en": "No new key was made", "ar": "لم يُنشأ مفتاح جديد"}),
        (_another, {"en": "not that of this database", "ar": "ليس مفتاح هذه القاعدة"}),
        (_readable, {"en": "mode 0600", "ar": "0600"}),
        (_unsigned, {"en": "second history", "ar": "تاريخًا ثانيًا"}),
        (_without_ring, {"en": "keyring-fresh.json", "ar": "keyring-fresh.json"}),
    ],
    ids=lambda value: getattr(value, "__name__", "words").strip("_"),
)
def test_keys_that_are_not_those_of_the_database_stop_the_start(
    spoil: Callable[[Path], None], words: dict[str, str], made: Path, run: "Run"
) -> None:
    """It is said which file to bring back, nothing is made anew, and with it all goes on."""
    folder = made / "data" / "secrets"
    kept = {path: path.read_bytes() for path in folder.iterdir()}
    spoil(folder)
    spoilt = {path.name: path.read_bytes() for path in folder.iterdir()}
    for language in ("ar", "en"):
        ran = run("serve", "--lang", language, cwd=made)
        assert ran.code == 5, ran.err
        assert words[language] in ran.err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == spoilt
    for path, data in kept.items():
        path.write_bytes(data)
        path.chmod(0o600)
    assert run("service", "list", cwd=made).out.strip() == "fresh: open"


@pytest.fixture
def read_only(shelf: Path) -> Iterator[Path]:
    """Mount a folder that nobody can write to, root neither."""
    if os.geteuid():
        pytest.skip("only root can mount a file system")
    folder = shelf / f"read-only-{secrets.token_hex(3)}"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "ro,size=1m", "tmpfs", str(folder)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a file system")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)  # noqa: S607 - of the system


def test_a_folder_that_cannot_be_written_is_named(read_only: Path, run: "Run") -> None:
    """Before anything is started, with what to do."""
    ran = run("serve", "--data", read_only / "data", "--port", "0", "--lang", "en")
    assert ran.code == 5
    assert f"Nothing can be written in {read_only / 'data'}" in ran.err


@pytest.fixture(scope="module")
def own_server(shelf: Path) -> Iterator[ServerAddress]:
    """Run a database server that is the organisation's own, as far as Amana knows."""
    with EmbeddedServer(shelf / "own-server", durable=False) as address:
        yield address


def _url(address: ServerAddress, *, database: str = "postgres", password: str = "") -> str:
    word = password or address.password
    return f"postgresql://{address.user}:{word}@/{database}?host={address.host}"


@pytest.mark.parametrize("wrong", [{"password": "planted"}, {"database": "nowhere"}], ids=str)
def test_a_server_that_lets_nobody_in_is_told_from_one_that_does_not_answer(
    wrong: dict[str, str], own_server: ServerAddress, folder: Path, run: "Run"
) -> None:
    """A wrong password and a wrong name are said, and neither is repeated."""
    ran = run(
        *("serve", "--data", folder, "--port", "0", "--lang", "en"),
        AMANA_DATABASE_URL=_url(own_server, **wrong),
    )
    assert ran.code == 5
    assert "does not let Amana in" in ran.err
    assert "planted" not in ran.err
    away = run(
        *("serve", "--data", folder, "--port", "0", "--lang", "en"),
        AMANA_DATABASE_URL="postgresql://amana:planted@127.0.0.1:1/amana",
    )
    assert away.code == 5
    assert "does not answer" in away.err


def test_a_settings_file_with_a_secret_is_for_its_owner_alone(folder: Path, run: "Run") -> None:
    """A password that others can read is none; without a secret the file may be open."""
    folder.mkdir()
    path = folder / "amana.toml"
    path.write_text('database_url = "postgresql://a:planted@localhost/a"\n', encoding="utf-8")
    path.chmod(0o644)
    ran = run("serve", "--lang", "en", cwd=folder)
    assert ran.code == 5
    assert "chmod 600" in ran.err
    assert "planted" not in ran.err
    path.write_bytes(b"\xff\xfe")
    assert run("serve", cwd=folder).code == 4
    path.unlink()
    path.mkdir()
    assert run("serve", cwd=folder).code == 4


@pytest.mark.slow
def test_a_clock_behind_the_latest_entry_stops_the_start(made: Path, run: "Run") -> None:
    """It can be overruled by who knows that the clock is right by now."""
    ahead = uuid7(datetime.now(UTC) + timedelta(hours=3))
    with (
        EmbeddedServer(made / "data" / "database") as address,
        psycopg.connect(address.conninfo()) as connection,
    ):
        connection.execute(
            "insert into amana.ledger (service, origin, size, root, next_xact, last_entry,"
            " checkpoint) values ('ahead', 'x', 0, %s, '1', %s, 'x')",
            [bytes(32), ahead],
        )
        connection.execute(
            "insert into amana.ledger_bundle values ('ahead', 0, 'x', %s, %s, %s)",
            [[ahead], ahead, ahead],
        )
    ran = run("service", "list", "--lang", "en", cwd=made)
    assert ran.code == 5
    assert "Set the clock right" in ran.err
    assert run("service", "list", cwd=made, AMANA_CLOCK="warn").code == 0
    with (
        EmbeddedServer(made / "data" / "database") as address,
        psycopg.connect(address.conninfo()) as connection,
    ):
        connection.execute("delete from amana.ledger_bundle where service = 'ahead'")
        connection.execute("delete from amana.ledger where service = 'ahead'")


def test_clocks_may_differ_by_as_much_as_ntp_puts_right() -> None:
    """A minute behind the latest entry and five between the machines are too much."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    check_clocks(Clocks(database=now, latest=None), here=now + timedelta(minutes=4))
    check_clocks(Clocks(database=now, latest=now + timedelta(seconds=50)), here=now)
    with pytest.raises(ClockBehind):
        check_clocks(Clocks(database=now, latest=now + timedelta(seconds=70)), here=now)
    with pytest.raises(ClockSkewed):
        check_clocks(Clocks(database=now, latest=None), here=now - timedelta(minutes=6))
