"""Every act that changes something, as the walk over its steps needs it. Run by ``walker.py``.

Each is prepared without being watched, then done while each of its steps is counted. ``resumed``
acts take several transactions: killed between them they go on when they are asked for again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from walked_access import ACCESS_ACTS
from walked_aggregates import AGGREGATE_ACTS
from walked_announced import ANNOUNCED_ACTS
from walked_banner import BANNER_ACTS
from walked_breaches import BREACH_ACTS, BREACH_ACTS_IN_PARTS
from walked_choices import CHOICE_ACTS, CHOICES_IN_PARTS
from walked_copies import COPY_ACTS
from walked_customers import CUSTOMER_ACTS
from walked_identity import COUNTED_ACTS, IDENTITY_ACTS
from walked_mail import MAIL_ACTS
from walked_me import ME_ACTS, close_account, leaving
from walked_messages import MESSAGE_ACTS
from walked_persons import PERSON_ACTS, erased_family
from walked_publications import PUBLICATION_ACTS
from walked_records import RECORD_ACTS
from walked_releases import RELEASE_ACTS
from walked_requests import REQUEST_ACTS, REQUESTS_IN_PARTS
from walked_retention import RETENTION_ACTS, RETENTION_IN_PARTS
from walked_sharing import SHARING_ACTS
from walked_sources import SOURCE_ACTS
from walked_team import COMING, TEAM_ACTS, TEAM_ACTS_WITH_A_TAIL

from amana.acts.accept import Acceptance
from amana.acts.deciding.asked import Asked
from amana.acts.doors.application import ApplicationDoor
from amana.acts.doors.choices import ChoicesDoor
from amana.acts.doors.desk import DeskDoor
from amana.acts.doors.public import PublicDoor
from amana.acts.doors.staff import StaffDoor
from amana.acts.found_service import found_service, open_service
from amana.acts.policy_desk import Draft, NewAttestation, PublicationDecision
from amana.acts.reading_review import Judged, Verdict
from amana.acts.staff import Staff
from amana.acts.team.first_owner import operator_link
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.domain.ledger.entry import Json
from amana.domain.policy.canonical import digest
from amana.domain.policy.parse import parse
from amana.domain.words import ARABIC
from amana.storage import Storage
from amana.storage.kept_answers import Asking
from amana.storage.ledger import Sequencer

POLICY: Final = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [gdpr]
data:
  email: {{is: "pd:EmailAddress"}}
  phone: {{is: "pd:TelephoneNumber"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
  visits: {{is: "dpv:ServiceUsageAnalytics", basis: consent}}
  offers: {{is: "dpv:Marketing", basis: legitimate_interest}}
recipients: {{}}
promises:
  H1: {{collect: [{data}], from: person, at: [registration], for: [orders]}}
  H2: {{law: [qatar]}}
  H3: {{use: [email], for: [orders]}}
  H4: {{monitor: [email], for: [orders]}}
  H5: {{cookie: [visits], data: [email]}}
  H6: {{use: [email], for: [offers], through: [email]}}
  H7: {{publish: [email], as: [anonymous], for: [orders], moderated: true}}
"""
DOCUMENT: Final = b"We collect your email to fulfil your orders. We never sell your data.\n"

Given = Any
"""What the preparation hands to the act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the acts are done."""

    storage: Storage
    folder: Path
    service: str
    """Founded, with its first version in force."""

    @property
    def application(self) -> ApplicationDoor:
        """The door of the service's own program."""
        return ApplicationDoor(self.storage)

    @property
    def choices(self) -> ChoicesDoor:
        """The door of what people choose."""
        return ChoicesDoor(self.storage)

    @property
    def desk(self) -> DeskDoor:
        """The door of staff."""
        return DeskDoor(self.storage, PublicDoor(self.storage, self.folder))

    @property
    def sequencer(self) -> Sequencer:
        """What brings the ledger up to date."""
        return Sequencer(
            self.storage, folder=self.folder, origin_of=lambda name: f"privacy.example/{name}"
        )

    @property
    def staff(self) -> StaffDoor:
        """The door of those who administer."""
        return StaffDoor(self.storage)

    def sign_in(self) -> Staff:
        """Sign an owner in."""
        staff = self.staff.staff(self.staff.sign_in(self.link(), COMING))
        assert staff is not None
        return staff

    def link(self) -> str:
        """Make a one-time link for an owner."""
        token = operator_link(self.storage, [self.service])
        assert token is not None
        return token


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """One act: what must be there before, and the act itself."""

    act: Callable[[Place, Given], object]
    prepare: Callable[[Place], Given] = field(default=lambda _: None)
    resumed: bool = False
    """Whether it takes several transactions, and goes on when it is asked for again."""
    tail: bool = False
    """Whether something that nobody misses may follow after its entry is committed."""
    noted: frozenset[str] = frozenset()
    """The tables in which each asking leaves a row of its own, also one that finds nothing new."""
    settled: frozenset[str] = frozenset()
    """The tables whose rows tell the next asking where to look, which it then removes."""


def _source(service: str, data: str = "email") -> str:
    return POLICY.format(service=service, data=data)


def _ask(place: Place, _: Given) -> object:
    question = Question(
        doing=Doing.COLLECT,
        data=frozenset({"email"}),
        purposes=frozenset({"orders"}),
        occasion="registration",
    )
    return place.application.decide(place.service, Asked(question=question, person="someone"))


def _ask_once(place: Place, _: Given) -> object:
    asking = Asking(program=uuid4(), key=uuid4().hex, request=b"the same")
    answer = place.application.once(place.service, asking, lambda: _asked(place))
    again = place.application.once(place.service, asking, lambda: _asked(place))
    assert again.again
    assert again.body == answer.body
    return answer


def _asked(place: Place) -> dict[str, Json]:
    return {"decided": str(_ask(place, None))}


def _accept(place: Place, _: Given) -> object:
    return place.application.accept(
        place.service, person="someone", version=1, how=Acceptance.EXPLICIT, language=ARABIC
    )


def _upload(place: Place, staff: Given) -> object:
    return place.desk.upload_reading(staff, place.service, data=DOCUMENT, name="policy.txt")


def _uploaded(place: Place) -> Given:
    staff = place.sign_in()
    reading = place.desk.upload_reading(staff, place.service, data=DOCUMENT, name="policy.txt")
    return staff, reading


def _judged(place: Place) -> Given:
    given = _uploaded(place)
    _judge(place, given)
    return given


def _judge(place: Place, given: Given) -> None:
    staff, reading = given
    judged = Judged(place=0, verdict=Verdict.CONFIRMED)
    place.desk.decide_proposal(staff, place.service, reading, judged=judged)


def _sure(place: Place, given: Given) -> None:
    staff, reading = given
    place.desk.confirm_sure(staff, place.service, reading, percent=50)


def _draft(place: Place, given: Given) -> None:
    place.desk.draft_from_reading(given[0], place.service, given[1])


def _save(place: Place, staff: Given) -> None:
    draft = Draft(text=_source(place.service, "email, phone"))
    place.desk.save_draft(staff, place.service, draft=draft)


def _planned(place: Place) -> Given:
    """Save a draft that is not the version in force, and see its plan."""
    staff = place.sign_in()
    source = place.desk.draft(staff, place.service).text or _source(place.service)
    changed = "email, phone" if "[email]" in source else "email"
    place.desk.save_draft(staff, place.service, draft=Draft(text=_source(place.service, changed)))
    return staff, place.desk.plan(staff, place.service)


def _publish(place: Place, given: Given) -> object:
    staff, plan = given
    release = PublicationDecision(
        number=plan.number, digest=plan.digest, effective_at=None, material=False, reason="wording"
    )
    return place.desk.publish(staff, place.service, release=release)


def _attest(place: Place, staff: Given) -> object:
    word = NewAttestation(
        promise="H1",
        statement="Seen by the auditor.",
        document=b"signed",
        document_name="audit.pdf",
        valid_for=timedelta(days=90),
    )
    return place.desk.attest(staff, place.service, word=word)


def _found(place: Place, _: Given) -> object:
    name = f"{place.service}-founded"
    source = _source(name)
    policy = parse(source, texts={})
    assert digest(policy)
    return found_service(place.storage, policy, source=source, texts={})


def _sequence(place: Place, _: Given) -> object:
    return place.sequencer.catch_up(place.service)


def _acts_to_sequence(place: Place) -> Given:
    for _ in range(3):
        _ask(place, None)


def _signed_in(place: Place) -> Given:
    return place.sign_in()


def _known(place: Place) -> Given:
    """Let something be known about the person who is to be erased."""
    _ask(place, None)
    _accept(place, None)


def _erase(place: Place, _: Given) -> object:
    return place.application.erase(place.service, person="someone")


_NOTED: Final = frozenset({"entry", "entry_promise", "entry_body", "breach_note"})
"""What a search adds each time that it is made: that it was made, and what it found."""

WALKED: Final[Mapping[str, Walked]] = {
    "ApplicationDoor.decide": Walked(act=_ask),
    "ApplicationDoor.once": Walked(act=_ask_once, tail=True),
    "ApplicationDoor.accept": Walked(act=_accept),
    "ApplicationDoor.erase": Walked(prepare=_known, act=_erase, resumed=True),
    **{
        n: Walked(prepare=b, act=a, resumed=True)
        for n, (b, a) in {
            **CHOICES_IN_PARTS,
            **REQUESTS_IN_PARTS,
        }.items()
    },
    **{
        n: Walked(prepare=b, act=a, resumed=True, settled=frozenset({"retention_stirred"}))
        for n, (b, a) in RETENTION_IN_PARTS.items()
    },
    "DeskDoor.upload_reading": Walked(prepare=_signed_in, act=_upload),
    "DeskDoor.decide_proposal": Walked(prepare=_uploaded, act=_judge),
    "DeskDoor.confirm_sure": Walked(prepare=_uploaded, act=_sure),
    "DeskDoor.draft_from_reading": Walked(prepare=_judged, act=_draft),
    "DeskDoor.save_draft": Walked(prepare=_signed_in, act=_save),
    "DeskDoor.publish": Walked(prepare=_planned, act=_publish),
    "DeskDoor.attest": Walked(prepare=_signed_in, act=_attest),
    **{
        name: Walked(prepare=before, act=act)
        for name, (before, act) in {
            **RECORD_ACTS,
            **PERSON_ACTS,
            **ACCESS_ACTS,
            **AGGREGATE_ACTS,
            **ANNOUNCED_ACTS,
            **MESSAGE_ACTS,
            **RELEASE_ACTS,
            **BREACH_ACTS,
            **MAIL_ACTS,
            **ME_ACTS,
            **PUBLICATION_ACTS,
            **CUSTOMER_ACTS,
            **REQUEST_ACTS,
            **RETENTION_ACTS,
            **SHARING_ACTS,
            **SOURCE_ACTS,
            **COPY_ACTS,
            **IDENTITY_ACTS,
            **COUNTED_ACTS,
            **TEAM_ACTS,
            **CHOICE_ACTS,
            **BANNER_ACTS,
        }.items()
    },
    **{n: Walked(prepare=b, act=a, tail=True) for n, (b, a) in TEAM_ACTS_WITH_A_TAIL.items()},
    **{
        n: Walked(prepare=b, act=a, resumed=True, noted=_NOTED)
        for n, (b, a) in BREACH_ACTS_IN_PARTS.items()
    },
    "MeDoor.close_account": Walked(prepare=leaving, act=close_account, resumed=True),
    "erasing a group": Walked(prepare=erased_family, act=_erase, resumed=True),
    "found_service": Walked(act=_found, resumed=True),
    "open_service": Walked(
        act=lambda place, _: open_service(place.storage, f"{place.service}-opened"), resumed=True
    ),
    "Sequencer.catch_up": Walked(prepare=_acts_to_sequence, act=_sequence, resumed=True),
}
