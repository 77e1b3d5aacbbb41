"""A draft from what people decided about a reading, on the real database."""

from pathlib import Path
from uuid import uuid4

import pytest

from amana.acts.doors.desk import DeskDoor
from amana.acts.doors.public import PublicDoor
from amana.acts.reading_review import Judged, Verdict
from amana.acts.staff import Staff
from amana.acts.team.errors import NotTheirs
from amana.domain.errors import AmanaError
from amana.domain.ledger.entry import Entry
from amana.domain.policy.parse import parse
from amana.domain.staff import StaffRole
from amana.reading.errors import Damaged
from amana.storage import Storage

TEXT = "We collect your e-mail. We keep your orders for 2 years. We never sell your phone number."


@pytest.fixture
def desk(storage: Storage) -> DeskDoor:
    """Return the desk's door."""
    return DeskDoor(storage, PublicDoor(storage, Path()))


@pytest.fixture
def staff(storage: Storage, service: str) -> Staff:
    """Return somebody who answers for the service's policy."""
    role, ola = StaffRole.PRIVACY_OFFICER, uuid4()
    with storage.platform() as platform:
        ola = platform.accounts.add(name="ola", email=f"{ola}@dar.example").id
    with storage.work(service) as work:
        work.members.add(ola, role)
        work.commit(Entry(act="note", body={}))
    return Staff(id=ola, name="ola", roles={service: role}, session="s")


def test_a_document_is_read_before_the_act_begins(
    desk: DeskDoor, staff: Staff, service: str, storage: Storage
) -> None:
    """Its refusal waits for no row: the act would wait for the role, which another one holds."""
    with storage.work(service) as other:
        other.members.change(staff.id, StaffRole.OWNER)
        with pytest.raises(Damaged):
            desk.upload_reading(staff, service, data=b"%PDF-1.7", name="p.pdf")


def test_who_may_not_upload_is_refused_before_the_document_is_read(
    desk: DeskDoor, staff: Staff, service: str, storage: Storage
) -> None:
    """A damaged document would be refused by another name."""
    with storage.work(service) as work:
        work.members.remove(staff.id)
        work.commit(Entry(act="note", body={}))
    with pytest.raises(NotTheirs):
        desk.upload_reading(staff, service, data=b"%PDF-1.7", name="p.pdf")


def test_a_changed_form_stands_in_the_draft_as_it_was_chosen(
    desk: DeskDoor, staff: Staff, service: str
) -> None:
    """In place of what was proposed, with its terms declared and the sentence quoted."""
    reading = desk.upload_reading(staff, service, data=TEXT.encode(), name="p.txt")
    form = "retain: [order_booking, email]\nuntil: account_closed\nperiod: P3Y  # longer\n"
    for judged in (
        Judged(place=0, verdict=Verdict.CONFIRMED),
        Judged(place=1, verdict=Verdict.CHANGED, kind="retain", form=form),
        Judged(place=2, verdict=Verdict.REJECTED),
    ):
        desk.decide_proposal(staff, service, reading, judged=judged)
    desk.draft_from_reading(staff, service, reading)
    draft = desk.draft(staff, service)
    policy = parse(draft.text, texts=draft.texts)
    assert [promise.kind.name for promise in policy.promises.values()] == ["collect", "retain"]
    kept = policy.promises["P2"]
    assert (kept.form.data, str(kept.form.period)) == (("order_booking", "email"), "P3Y")
    assert kept.quotes == {"en": ("We keep your orders for 2 years.",)}


def test_a_form_without_its_kind_adds_to_what_was_proposed(
    desk: DeskDoor, staff: Staff, service: str
) -> None:
    """So that one item can be mended alone."""
    reading = desk.upload_reading(staff, service, data=TEXT.encode(), name="p.txt")
    judged = Judged(place=1, verdict=Verdict.CHANGED, kind="retain", form="period: P5Y")
    desk.decide_proposal(staff, service, reading, judged=judged)
    desk.draft_from_reading(staff, service, reading)
    draft = desk.draft(staff, service)
    form = parse(draft.text, texts=draft.texts).promises["P1"].form
    assert (form.data, str(form.period)) == (("order_booking",), "P5Y")


@pytest.mark.parametrize("form", ["just words", "- a\n- b", "a: [", "{}"])
def test_what_is_no_list_of_items_is_refused_when_it_is_decided(
    desk: DeskDoor, staff: Staff, service: str, form: str
) -> None:
    """Then the proposal is still open."""
    reading = desk.upload_reading(staff, service, data=TEXT.encode(), name="p.txt")
    judged = Judged(place=1, verdict=Verdict.CHANGED, kind="retain", form=form)
    with pytest.raises(AmanaError):
        desk.decide_proposal(staff, service, reading, judged=judged)
    assert desk.reading(staff, service, reading).decisions == {}
