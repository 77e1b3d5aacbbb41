"""Bodies name a member of staff by id: a name would have to be mended in what nobody can mend."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import amana.acts
from amana.acts.act import OPERATOR, Actor, Role
from amana.acts.api_keys import NewKey
from amana.acts.doors.desk import DeskDoor
from amana.acts.doors.public import PublicDoor
from amana.acts.doors.staff import StaffDoor
from amana.acts.erase import BY_SCHEDULE
from amana.acts.policy_desk import Draft, NewAttestation, PublicationDecision
from amana.acts.reading_review import Judged, Verdict
from amana.acts.staff import Staff
from amana.storage import Storage
from amana.storage.bodies import open_body

DOCUMENT = b"We collect your email to fulfil your orders. We never sell your data.\n"


def test_no_body_of_an_act_at_the_desk_holds_a_name(
    storage: Storage, service: str, owner: Staff, write: Callable[..., str]
) -> None:
    """From reading a document to attesting: each body says who by their id, which outlives it."""
    desk = DeskDoor(storage, PublicDoor(storage, Path()))
    reading = desk.upload_reading(owner, service, data=DOCUMENT, name="policy.txt")
    judged = Judged(place=0, verdict=Verdict.CONFIRMED)
    desk.decide_proposal(owner, service, reading, judged=judged)
    desk.draft_from_reading(owner, service, reading)
    source = write("H1: {collect: [email], from: person, at: [order], for: [orders]}")
    desk.save_draft(owner, service, draft=Draft(text=source))
    plan = desk.plan(owner, service)
    release = PublicationDecision(
        number=plan.number, digest=plan.digest, effective_at=None, material=False, reason="wording"
    )
    desk.publish(owner, service, release=release)
    word = NewAttestation(
        promise="H1",
        statement="Seen.",
        document=b"signed",
        document_name="audit.pdf",
        valid_for=timedelta(days=90),
    )
    desk.attest(owner, service, word=word)
    StaffDoor(storage).make_api_key(owner, service, NewKey(label="shop"))
    bodies = _bodies(storage, service)
    assert len(bodies) > 7
    assert [body for body in bodies if owner.name in str(body)] == []
    assert {body.get("actor") for body in bodies} >= {str(owner.id)}


def test_who_is_no_member_is_named_by_kind() -> None:
    """A program as one, the schedule apart from whoever types at the machine."""
    member = UUID(int=7)
    assert Actor(role=Role.OFFICER, label="Layla", member=member).identity == str(member)
    assert Actor(role=Role.APPLICATION, label="shop").identity == "application"
    assert (OPERATOR.identity, BY_SCHEDULE.identity) == ("operator", "schedule")


def test_no_act_writes_a_label_but_where_a_name_is_promised() -> None:
    """An attestation is a named person's word; a judgement shows whose it was to colleagues."""
    acts = Path(amana.acts.__file__).parent
    written = {
        file.name
        for file in acts.rglob("*.py")
        if "actor.label" in file.read_text(encoding="utf-8")
    }
    assert written == {"attest.py", "review_reading.py"}


def _bodies(storage: Storage, service: str) -> list[dict[str, object]]:
    """Open every body of the service that is about nobody."""
    with storage.reading(service) as view:
        rows = view.transaction.rows("export", "bodies", service=service)
        return [
            dict(open_body(view.sealer, row["sealed"], entry=row["entry"], person=None))
            for row in rows
        ]
