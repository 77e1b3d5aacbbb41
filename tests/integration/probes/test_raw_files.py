"""Raw files: a planted person is sealed wherever our own database writes."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.acts.probes import raw_files
from amana.acts.probes.all_probes import PROBES, named, run_all
from amana.acts.probes.errors import CannotLook, NoSuchProbe, Unseen
from amana.acts.probes.raw_files import PROBE, chunks, hatch, written_since
from amana.acts.probes.traces import traces
from amana.domain.evidence.proof import Level, State
from amana.domain.ledger.entry import Outcome
from amana.storage.probing import records_held

if TYPE_CHECKING:
    from tests.integration.probes.conftest import House

AT_REST = "W11: {protect: [email, phone], by: [encryption_at_rest]}"
"""The part of row W11 that a machine can see in the files."""
NEVER = "W6: {never: [email], as: [sell]}"


@pytest.mark.promise("W11", "A13")
def test_what_is_written_of_a_person_is_in_no_raw_file(house: "House") -> None:
    """The planted entry is in the files, its values in none of them: seen, and on the ledger."""
    house.promise(AT_REST)
    run = house.look(PROBE)
    assert run.looked is not None
    assert (run.looked.broken, run.looked.faults) == (frozenset(), ())
    # Person, record, entry and what links them: the rows that a dump would hold.
    assert int(str(run.looked.seen["rows"])) >= 4
    with house.storage.reading(house.service) as view:
        assert records_held(view) == 0
    told = house.standing("W11")
    assert (told.state, told.level, told.count) == (State.KEPT, Level.OBSERVED, 1)
    with house.storage.reading(house.service) as view:
        latest = view.evidence.latest_of(["W11"])["W11"]
    assert (latest[0].act, latest[0].outcome) == ("probe.raw-files", Outcome.DONE)


@pytest.mark.promise("W11")
def test_a_value_in_the_clear_breaks_the_promise(
    house: "House", monkeypatch: pytest.MonkeyPatch
) -> None:
    """A log that repeats what it was told is found, and named by its file alone."""
    house.promise(AT_REST)
    canary = hatch()
    monkeypatch.setattr(raw_files, "hatch", lambda: canary)
    log = house.folder / "careless.log"
    log.write_bytes(b"\0" * 9_000_000 + f"sign-up of {canary.latin}@planted.invalid".encode())
    os.utime(log, (2**32, 2**32))
    try:
        run = house.look(PROBE)
    finally:
        log.unlink()
    assert run.looked is not None
    assert [fault.place for fault in run.looked.faults] == ["careless.log"]
    assert house.standing("W11").state is State.BROKEN


@pytest.mark.promise("A13")
def test_a_value_in_a_dump_breaks_the_promise(
    house: "House", monkeypatch: pytest.MonkeyPatch
) -> None:
    """A column that holds what should be sealed is found in the rows that a dump would hold."""
    house.promise(AT_REST)
    canary = hatch()
    monkeypatch.setattr(raw_files, "hatch", lambda: canary)
    monkeypatch.setattr(raw_files, "dumped", lambda *_, **__: [("record", f"(1,+{canary.digits})")])
    run = house.look(PROBE)
    assert run.looked is not None
    assert [fault.place for fault in run.looked.faults] == ["record"]


def test_a_rehearsal_never_counts_as_kept(house: "House") -> None:
    """What a probe plants is no act that anybody asked for: it shows nothing of any promise."""
    house.promise(AT_REST, NEVER, "W1: {collect: [email], at: [registration], for: [orders]}")
    assert house.look(PROBE).looked is not None
    for promise in ("W6", "W1"):
        assert (house.standing(promise).state, house.standing(promise).count) == (State.UNPROVEN, 0)


def test_a_search_that_does_not_find_what_is_there_says_nothing(
    house: "House", tmp_path: Path
) -> None:
    """Of a foreign database no file is seen; an empty folder is the wrong one."""
    house.promise(AT_REST)
    assert house.look(PROBE, folders=()).unseen is Unseen.FOREIGN
    assert house.look(PROBE, folders=(tmp_path,)).unseen is Unseen.BLIND


def test_each_form_of_a_value_is_found() -> None:
    """Encoded at any offset, escaped, folded."""
    forms = traces("أمينة-Zq7")
    hidden = (
        "امينه-Zq7".encode(),
        "أمينة-Zq7".encode("utf-16-le"),
        "أمينة-Zq7".encode().hex().encode(),
    )
    assert all(any(form in b"<" + each + b">" for form in forms) for each in hidden)


def test_nothing_is_cut_in_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value that lies across two pieces of a file is whole in the second."""
    monkeypatch.setattr(raw_files, "_CHUNK", 10)
    file = tmp_path / "file"
    file.write_bytes(b"12345678needle9012")
    assert any(b"needle" in chunk for chunk in chunks(file, overlap=6))
    assert list(chunks(tmp_path / "gone", overlap=6)) == []


def test_no_two_canaries_are_alike() -> None:
    """What is found was planted just now, by this look."""
    assert len({token for _ in range(50) for token in hatch().tokens}) == 150


def test_a_look_that_is_not_whole_is_none(
    house: "House", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too much to search, and what may not be read; a folder that has gone hides nothing."""
    house.promise(AT_REST)
    monkeypatch.setattr(raw_files, "_MOST_BYTES", 10)
    assert house.look(PROBE).unseen is Unseen.TOO_MUCH
    with pytest.raises(CannotLook):
        list(chunks(tmp_path, overlap=6))
    with pytest.raises(CannotLook):
        list(written_since(Path(__file__), 0.0))
    assert list(written_since(tmp_path / "gone", 0.0)) == []


def test_all_probes_are_run_one_after_the_other(house: "House") -> None:
    """Each by its name; without a promise that asks, none looks."""
    house.promise("P1: {collect: [email], at: [registration], for: [orders]}")
    probes = tuple(named(name) for name in PROBES)
    services = (house.service,)
    runs = list(run_all(house.storage, house.given(), services=services, probes=probes))
    assert [run.unseen for run in runs] == [
        Unseen.NO_RECORDS if run.probe == "records" else Unseen.NO_PROMISE for run in runs
    ]
    with pytest.raises(NoSuchProbe):
        named("telescope")
