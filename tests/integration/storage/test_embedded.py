"""The embedded database, and everything that may stand in its way."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from amana.storage import EmbeddedServer, ServerAddress
from amana.storage.embedded.binaries import wheel_folder
from amana.storage.errors import (
    DiskFull,
    InUse,
    NoBinaries,
    NotTraversable,
    OtherMajor,
    SecretsUnsafe,
    UnsafeFolder,
)

PLANTED = "planted-value-4711"
PROGRAM = """
import sys, time
from pathlib import Path
from amana.storage import EmbeddedServer
server = EmbeddedServer(Path(sys.argv[1]))
server.start()
print(server.process_id, flush=True)
time.sleep(600)
"""
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root changes the account")


@pytest.fixture(scope="module")
def original(place: Path) -> Path:
    """Make a database once, to be copied by each test that starts one."""
    folder = place / "original"
    with EmbeddedServer(folder) as address, _connect(address) as connection:
        connection.execute("create table kept as select 1 as one")
    return folder


@pytest.fixture
def folder(original: Path, place: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """Copy the database, owners and modes included."""
    copy = place / f"copy-{abs(hash(request.node.name)):x}"
    subprocess.run(["cp", "-a", str(original), str(copy)], check=True)  # noqa: S607 - cp of the system
    yield copy
    shutil.rmtree(copy, ignore_errors=True)


@pytest.fixture
def program(folder: Path) -> Iterator[tuple[psutil.Process, psutil.Process]]:
    """Run another program that holds the database; yield it and its database."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder)], stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        database = psutil.Process(int(running.stdout.readline()))
        yield psutil.Process(running.pid), database
        running.kill()
    _gone(database)


def _connect(address: ServerAddress) -> psycopg.Connection:
    return psycopg.connect(address.conninfo(database="postgres"), autocommit=True)


def _kept(address: ServerAddress) -> bool:
    """Tell whether what was written before is there."""
    with _connect(address) as connection:
        return connection.execute("select one from kept").fetchone() == (1,)


def _gone(process: psutil.Process) -> bool:
    """Wait until a process that is not our child has ended."""
    for _ in range(500):
        if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.02)
    return False


def test_a_new_database_is_made_step_by_step(place: Path) -> None:
    """The steps of a first start are told, and those of a later one."""
    told: list[str] = []
    with EmbeddedServer(place / "steps", on_step=told.append) as address:
        assert address.database == "amana"
    with EmbeddedServer(place / "steps", on_step=told.append):
        pass
    assert told == ["preparing", "creating", "starting", "ready", "preparing", "starting", "ready"]


def test_it_is_reached_by_a_shut_socket_and_a_password_only(folder: Path) -> None:
    """No port is open, the socket's folder is shut, and nobody comes in without a password."""
    with EmbeddedServer(folder) as address, _connect(address) as connection:
        assert Path(address.host).stat().st_mode & 0o777 == 0o700
        assert connection.execute("show listen_addresses").fetchone() == ("",)
        assert connection.execute("show data_checksums").fetchone() == ("on",)
        rules = connection.execute("select distinct auth_method from pg_hba_file_rules").fetchall()
        assert rules == [("scram-sha-256",)]
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(address.conninfo(database="postgres", password=""))
    assert (folder / "admin.json").stat().st_mode & 0o777 == 0o600


def test_its_log_holds_no_values(folder: Path) -> None:
    """An error on a row, a wrong statement and a value too long leave no value in the log."""
    attempts: list[tuple[str, list[str]]] = [
        ("insert into filled values (%s), (%s)", [PLANTED, PLANTED]),
        (f"select '{PLANTED}'::integer", []),
        ("select %s::integer", [PLANTED]),
        (f"selct {PLANTED}", []),
    ]
    with EmbeddedServer(folder) as address, _connect(address) as connection:
        connection.execute("create table filled (name text primary key)")
        for statement, values in attempts:
            with pytest.raises(psycopg.Error):
                connection.execute(statement.encode(), values or None)
    log = (folder / "server.log").read_text()
    assert "ready to accept connections" in log
    assert PLANTED not in log


def test_a_killed_database_starts_again(folder: Path) -> None:
    """After SIGKILL of the database its stale lock file is no obstacle, and the data is there."""
    server = EmbeddedServer(folder)
    server.start()
    assert server.process_id is not None
    os.kill(server.process_id, signal.SIGKILL)
    server.stop()
    with EmbeddedServer(folder) as address:
        assert _kept(address)


def test_a_killed_program_takes_its_database_with_it(
    folder: Path, program: tuple[psutil.Process, psutil.Process]
) -> None:
    """After SIGKILL of the program the database stops by itself, and another one may start."""
    owner, database = program
    owner.kill()
    assert _gone(database)
    with EmbeddedServer(folder) as address:
        assert _kept(address)


def test_a_database_left_behind_is_ended_at_the_next_start(
    folder: Path, program: tuple[psutil.Process, psutil.Process]
) -> None:
    """Even where the guard was killed with the program, nothing lingers."""
    owner, database = program
    for guard in owner.children():
        if guard.pid != database.pid:
            guard.kill()
    owner.kill()
    owner.wait(10)
    assert database.is_running()
    with EmbeddedServer(folder) as address:
        assert _kept(address)
        assert not database.is_running() or database.status() == psutil.STATUS_ZOMBIE


@pytest.mark.parametrize("pid", [os.getpid(), 2**22 - 1], ids=["used again", "free"])
def test_a_lock_file_of_a_stranger_is_stale(folder: Path, pid: int) -> None:
    """A number of a process that was used again, or that nobody has, does not stop the start."""
    (folder / "cluster" / "postmaster.pid").write_text(f"{pid}\n{folder}\n12345\n")
    with EmbeddedServer(folder) as address:
        assert _kept(address)


def test_a_second_program_is_refused_and_the_first_goes_on(
    folder: Path, program: tuple[psutil.Process, psutil.Process]
) -> None:
    """The error names the program that holds the folder."""
    owner, database = program
    with pytest.raises(InUse) as refused:
        EmbeddedServer(folder).start()
    assert refused.value.fields["process"] == str(owner.pid)
    assert database.is_running()


def test_stopping_ends_open_connections_and_can_be_said_twice(folder: Path) -> None:
    """An idle transaction does not hold the end up."""
    server = EmbeddedServer(folder)
    connection = psycopg.connect(server.start().conninfo(database="postgres"))
    connection.execute("select 1")
    server.stop()
    server.stop()
    with pytest.raises(psycopg.OperationalError):
        connection.execute("select 1")
    connection.close()


def test_a_long_path_gets_a_short_folder_for_its_socket(original: Path, place: Path) -> None:
    """The short folder is shut, remembered, and used again."""
    deep = place / ("d" * 60) / ("e" * 60) / "database"
    deep.parent.mkdir(parents=True)
    for step in (deep.parent, deep.parent.parent):
        step.chmod(0o711)
    subprocess.run(["cp", "-a", str(original), str(deep)], check=True)  # noqa: S607 - cp of the system
    hosts = []
    for _ in range(2):
        with EmbeddedServer(deep) as address:
            hosts.append(address.host)
            assert len(address.host) < 80
            assert Path(address.host).stat().st_mode & 0o777 == 0o700
            assert _kept(address)
    assert hosts[0] == hosts[1]
    shutil.rmtree(hosts[0])


def test_a_short_folder_that_others_opened_is_refused(original: Path, place: Path) -> None:
    """A remembered folder that is open to others is not used."""
    deep = place / ("f" * 110) / "database"
    deep.parent.mkdir()
    deep.parent.chmod(0o711)
    subprocess.run(["cp", "-a", str(original), str(deep)], check=True)  # noqa: S607 - cp of the system
    with EmbeddedServer(deep) as address:
        sockets = Path(address.host)
    sockets.chmod(0o755)
    with pytest.raises(UnsafeFolder):
        EmbeddedServer(deep).start()
    shutil.rmtree(sockets)


def test_data_of_another_major_is_left_alone(folder: Path) -> None:
    """The error names both versions, and nothing is changed."""
    (folder / "cluster" / "PG_VERSION").write_text("15\n")
    with pytest.raises(OtherMajor) as refused:
        EmbeddedServer(folder).start()
    assert (refused.value.fields["found"], refused.value.fields["expected"]) == ("15", 18)


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (lambda folder: (folder / "cluster").chmod(0o755), UnsafeFolder),
        (lambda folder: (folder / "admin.json").chmod(0o644), SecretsUnsafe),
        (lambda folder: (folder / "admin.json").write_text("[]"), SecretsUnsafe),
        (lambda folder: (folder / "admin.json").unlink(), SecretsUnsafe),
        (lambda folder: (folder / "cluster" / "PG_VERSION").unlink(), UnsafeFolder),
    ],
    ids=["open cluster", "open password", "no object", "no password", "no version"],
)
def test_wrong_permissions_and_missing_parts_are_refused(
    folder: Path, spoil: Callable[[Path], object], error: type[Exception]
) -> None:
    """What others can read is not trusted, what is missing is not made anew over the old."""
    spoil(folder)
    with pytest.raises(error):
        EmbeddedServer(folder).start()
    assert (folder / "cluster" / "base").is_dir()


def test_a_platform_without_the_wheel_is_told_so(place: Path) -> None:
    """Neither a missing package nor an empty folder passes for a database."""
    with pytest.raises(NoBinaries):
        wheel_folder("amana_no_such_package")
    with pytest.raises(NoBinaries):
        EmbeddedServer(place / "none", binaries=place).start()


@as_root
def test_a_folder_out_of_reach_has_its_data_elsewhere(place: Path) -> None:
    """The parents stay as they are, and the next start finds the same data."""
    shut, elsewhere = place / "shut", place / "elsewhere"
    shut.mkdir(mode=0o700)
    with (
        EmbeddedServer(shut / "database", elsewhere=elsewhere) as address,
        _connect(address) as connection,
    ):
        connection.execute("create table kept as select 1 as one")
    with EmbeddedServer(shut / "database", elsewhere=elsewhere) as address:
        assert _kept(address)
    assert shut.stat().st_mode & 0o777 == 0o700
    assert len(list(elsewhere.iterdir())) == 1


@as_root
def test_a_machine_without_any_place_in_reach_is_told_so(place: Path) -> None:
    """The error names the folder that bars the way."""
    barred = place / "barred"
    barred.mkdir(mode=0o700)
    with pytest.raises(NotTraversable) as refused:
        EmbeddedServer(barred / "database", elsewhere=barred / "elsewhere").start()
    assert refused.value.fields["folder"] == str(barred)
    assert barred.stat().st_mode & 0o777 == 0o700


@as_root
def test_programs_out_of_reach_are_copied_into_it(folder: Path, place: Path) -> None:
    """An installation below root's own home works, without loosening that."""
    shut = place / "root-home"
    shut.mkdir(mode=0o700)
    programs = shut / "postgresql"
    shutil.copytree(wheel_folder().parent, programs, symlinks=True)
    with EmbeddedServer(folder, binaries=programs / "bin") as address:
        assert _kept(address)
    assert shut.stat().st_mode & 0o777 == 0o700
    shutil.rmtree(shut)


@as_root
def test_a_small_disk_is_found_before_it_is_full(place: Path) -> None:
    """On a file system without room nothing is begun."""
    disk = place / "small"
    disk.mkdir(mode=0o711)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=60m,mode=711", "tmpfs", str(disk)],  # noqa: S607 - of the system
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount a file system")
    try:
        with pytest.raises(DiskFull) as refused:
            EmbeddedServer(disk / "database").start()
        assert refused.value.fields["free_mb"] == 60
        assert not (disk / "database" / "cluster").exists()
    finally:
        subprocess.run(["umount", str(disk)], check=True)  # noqa: S607 - of the system


def test_a_disk_that_fills_up_while_the_database_is_made_is_named(place: Path) -> None:
    """What ``initdb`` says of the disk is understood, and no half of a database stays."""
    programs = place / "full" / "bin"
    programs.mkdir(parents=True)
    scripts = {
        "postgres": "echo 'postgres (PostgreSQL) 18.4'",
        "pg_ctl": "exit 1",
        "initdb": "echo 'could not write to file: No space left on device' >&2; exit 1",
    }
    for name, script in scripts.items():
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o755)
    (place / "full").chmod(0o711)
    with pytest.raises(DiskFull):
        EmbeddedServer(place / "unmade", binaries=programs).start()
    assert {path.name for path in (place / "unmade").iterdir()} == {"lock"}
