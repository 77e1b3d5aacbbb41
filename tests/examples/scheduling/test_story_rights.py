"""What people ask for about their data, what is due, and what the report says in the end."""

import json
import time
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from counted import note_states
from example import BREACH_SUBJECT
from miqat import Ended, Member, Miqat
from secured import Certified

from amana.acts.act import OPERATOR, Act, Actor, Role
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.releases.deciding import approve_release
from amana.acts.retention.own import end_own
from amana.acts.retention.sources import end_in_sources
from amana.assembly.sources import open_source
from amana.domain.staff import StaffRole
from amana.http.reports import report_text
from amana.http.serving import ZONE
from scheduling import stories

VOUCHED = (
    "A2", "A32", "A4-card", "A30", "A30-transactional", "A7", "A7-administrators", "A8", "A9",
    "A9-development", "A9-payment", "A9-messages", "A9-partners", "A11", "A14", "A36",
)  # fmt: skip
"""Promises that say more than acts show: somebody has read the contract, and says so."""
SECOND = Actor(role=Role.OFFICER, label="سلمى الحربي", member=uuid4(), at=StaffRole.PRIVACY_OFFICER)
CHANGED = "ما الذي تغيّر"
"""With what the subject of a letter about a change begins."""
NOT_SHOWN = frozenset({"A17"})
"""At most this is unproven here: content that stays, before an account was closed."""


@pytest.mark.promise("A21", "A31", "A24")
def test_a_copy_is_structured_and_speaks_of_nobody_else(
    miqat: Miqat, reem: Member, khaled: Member
) -> None:
    """JSON with the rows of both databases; whose clinic it is stands there without its owner."""
    assert miqat.enter_centre(khaled).is_success
    copy = _copy(miqat, khaled)
    assert khaled.who.email in copy
    assert "appointment_appointment" in copy
    assert reem.who.email not in copy
    assert reem.who.phone not in copy
    request = miqat.request("portability", khaled.id)
    assert _fetched(miqat, request).status_code == 200


def _copy(miqat: Miqat, whose: Member) -> str:
    text = _fetched(miqat, miqat.request("copy", whose.id)).text
    return json.dumps(json.loads(text), ensure_ascii=False)


def _fetched(miqat: Miqat, request: str) -> Any:  # noqa: ANN401 - a response
    miqat.post(f"/v1/requests/{request}/copy")
    miqat.until(lambda: miqat.http.get(f"/v1/requests/{request}/copy").json().get("ready"))
    return miqat.http.get(f"/v1/requests/{request}/copy/file")


@pytest.mark.promise("A26", "A25", "A35")
def test_the_answer_names_recipients_and_the_authority(miqat: Miqat, khaled: Member) -> None:
    """Who received what, and where to complain, by the law of the person's country."""
    miqat.amana.persons.declare_countries(khaled.id, ["DE"])
    for kind in ("complaint", "recipients"):
        request = miqat.request(kind, khaled.id)
        answer = miqat.http.post(f"/v1/requests/{request}/approve", json={})
        assert answer.is_success, answer.text
    answered = "أُنجز طلبك بشأن بياناتك"
    complaint = miqat.letter(khaled.who.email, answered, "هذا جواب سؤالك عن تقديم شكوى")
    assert "فلك أن تشتكي إلى: سلطة حماية البيانات في بلدك" in complaint


@pytest.mark.promise("A28")
def test_a_correction_is_a_request_with_its_term(miqat: Miqat, khaled: Member) -> None:
    """It is noted with the instant before which it is answered."""
    assert miqat.enter_centre(khaled).is_success
    request = miqat.request("correction", khaled.id, about="اسمي خالد بن سعد")
    miqat.post(f"/v1/requests/{request}/approve")
    shown = miqat.http.get(f"/v1/requests/{request}").json()
    assert datetime.fromisoformat(shown["safe_until"]) > datetime.now(UTC)


@pytest.mark.promise("A10")
def test_an_authority_gets_what_two_people_released(miqat: Miqat, reem: Member) -> None:
    """Without a release nothing; with one what the document asks for and the promise permits."""
    asked = {
        "recipient": "authority",
        "for": "legal_compliance",
        "data": ["name", "email"],
        "persons": [reem.id],
        "method": "outside",
        "nature": "disclose_by_law",
    }
    before = miqat.amana.disclose(
        reem.id, ["name"], purpose="legal_compliance", recipient="authority"
    )
    assert not before.permitted
    release = miqat.post(
        "/v1/releases",
        **{
            "recipient": "authority",
            "for": "legal_compliance",
            "ground": "law",
            "data": ["name", "email"],
            "asked": ["name", "email"],
            "persons": [reem.id],
            "document": {
                "asker": "محكمة برلين الابتدائية",
                "contact": "clerk@court.example",
                "reference": "2026/118",
                "sha256": "ab" * 32,
                "reason": "أمر من المحكمة.",
            },
        },
    )["release"]
    with miqat.shown.amana.storage.work(miqat.shown.service) as work:
        approve_release(Act(actor=SECOND, work=work), UUID(release))
    made = miqat.post("/v1/disclosures", **asked, release=release)
    assert made["state"] == "done"


@pytest.mark.promise("A20")
def test_those_concerned_hear_of_a_breach_in_time(
    miqat: Miqat, reem: Member, khaled: Member
) -> None:
    """A weakness that laid data open: the clock runs from awareness, and each gets a letter."""
    shown = miqat.shown
    shown.tell_of_breach(reem.id, khaled.id, law="gdpr", nature=("weakness", "confidentiality"))
    assert "مكشوفة" in miqat.letter(khaled.who.email, BREACH_SUBJECT)


@pytest.mark.promise("A1", "A17", "A23", "A29")
def test_a_closed_account_leaves_its_content_without_its_person(miqat: Miqat) -> None:
    """The clinic's page stays for who books there; name, address and account are gone."""
    owner = miqat.business("منيرة السالم")
    page = stories.own_page(owner.visitor)
    client = miqat.client(page, "فهد")
    assert "منيرة السالم" in client.visitor.open(page).text
    closed = stories.close_account(owner.visitor)
    assert "بدأ المحو الآن" in closed.text
    miqat.until(lambda: "منيرة السالم" not in client.visitor.open(page).text)
    shown = client.visitor.open(page).text
    assert "عيادة النخيل" in shown
    assert "أُغلق حساب صاحبها" in shown
    assert "عيادة النخيل" in client.visitor.open("/bookings").text
    assert miqat.amana.persons.find("email", owner.who.email) == ()
    assert stories.enter(miqat.visitor(), owner.who.email, owner.who.password).path == "/enter"
    request = closed.paths(r'<bdi dir="ltr">([0-9a-f-]{36})')[0]
    miqat.until(lambda: miqat.http.get(f"/v1/requests/{request}").json()["state"] != "running")
    assert miqat.http.get(f"/v1/requests/{request}").json()["state"] in {"done", "partly_done"}


@pytest.mark.promise("A18", "A3")
def test_bookings_end_by_the_time_that_their_business_set(miqat: Miqat, ended: Ended) -> None:
    """A minute after the appointment was over it is gone, here and in the app's own database."""
    owner = ended.owner
    time.sleep(max(0.0, 61 - (time.monotonic() - ended.at)))
    end_own(miqat.shown.amana.storage, miqat.shown.service)
    assert miqat.records(owner.id, "booking") == []
    assert "انتهى الموعد" not in owner.visitor.open("/business").text
    acts = [it.act for it in miqat.amana.history(owner.id)]
    assert "set-own-time" in acts


@pytest.mark.promise("A22")
def test_a_restriction_is_a_request_with_its_term(miqat: Miqat, ended: Ended) -> None:
    """It is taken and begins; what Amana's own records leave to a person has its term."""
    request = miqat.request("restriction", ended.owner.id)
    miqat.post(f"/v1/requests/{request}/approve")
    shown = miqat.http.get(f"/v1/requests/{request}").json()
    assert shown["state"] != "refused"
    assert datetime.fromisoformat(shown["safe_until"]) > datetime.now(UTC)


@pytest.mark.promise("A33", "A36")
def test_a_change_is_told_and_who_declines_is_led_out(
    miqat: Miqat, reem: Member, khaled: Member
) -> None:
    """Who goes on without agreeing is asked first; who declines gets the copy and the end."""
    _publish_change(miqat)
    assert "/scheduling/privacy" in miqat.letter(khaled.who.email, CHANGED)
    asked = reem.visitor.fill("/profile", {"name": "ريم الحازمي", "phone": "+966511111111"})
    assert asked.path == "/accept"
    out = reem.visitor.send(asked, "/accept", {"version": asked.version, "says": "no"})
    assert out.path == "/way-out"
    assert "افتح مركز الخصوصية" in out.text
    refused = miqat.amana.collect(reem.id, ["phone"], at="profile", purposes=["account"])
    assert not refused.permitted
    agreed = reem.visitor.open("/accept")
    again = reem.visitor.send(agreed, "/accept", {"version": agreed.version, "says": "yes"})
    assert again.path == "/business"
    versions = miqat.http.get("/scheduling/privacy?version=1")
    assert versions.status_code == 200


def _publish_change(miqat: Miqat) -> None:
    given = miqat.shown.app.example.policy()
    source = given.source.replace("period: P2Y", "period: P1Y")
    texts = {name: text.replace("بعد سنتين", "بعد سنة") for name, text in given.texts.items()}
    source = source.replace("بعد سنتين", "بعد سنة")
    with miqat.shown.amana.storage.work(miqat.shown.service) as work:
        publish_policy(
            Act(actor=OPERATOR, work=work),
            Publication(source=source, texts=texts, material=True, reason="مدة أقصر"),
        )


@pytest.mark.promise("A12")
def test_after_the_story_every_promise_is_shown(
    miqat: Miqat, certified: Certified, request: pytest.FixtureRequest
) -> None:
    """Kept, due or stated; what nobody can show here is named, and nothing is broken."""
    miqat.attest(*VOUCHED)
    miqat.look()
    assert "A12" in miqat.shown.look_over_tls(certified).kept
    storage, service = miqat.shown.amana.storage, miqat.shown.service
    miqat.post("/v1/retention/start")
    end_own(storage, service)
    end_in_sources(storage, service, open_source(miqat.shown.amana.settings))
    states = miqat.states()
    assert {name for name, state in states.items() if state == "broken"} == set()
    assert {name for name, state in states.items() if state == "unproven"} <= NOT_SHOWN, _report(
        miqat
    )
    note_states(request.node, "scheduling", miqat.amana.policy().promises)


def _report(miqat: Miqat) -> str:
    page = miqat.shown.amana.public.policy_page(miqat.shown.service, language="ar", version=None)
    return report_text(page, "ar", ZONE)
