"""Every act that changes something, as the walk over its steps needs it. Run by ``walker.py``.

Each is prepared without being watched, then done while each of its steps is counted. ``resumed``
acts take several transactions: killed between them they go on when they are asked for again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

from walked_access import ACCESS_ACTS
from walked_persons import PERSON_ACTS, erased_family
from walked_records import RECORD_ACTS

from amana.acts.accept import Acceptance
from amana.acts.api_keys import NewKey
from amana.acts.choices.choose import Choosing
from amana.acts.choices.fold import fold_choices
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
from amana.acts.team.sign_in import Coming
from amana.domain.choice.word import Word
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.domain.ledger.entry import Json
from amana.domain.policy.canonical import digest
from amana.domain.policy.parse import parse
from amana.domain.staff import Identity, StaffRole
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
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
  phone: {{is: "pd:TelephoneNumber"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
recipients: {{}}
promises:
  H1: {{collect: [{data}], from: person, at: [registration], for: [orders]}}
  H2: {{law: [qatar]}}
  H3: {{use: [email], for: [orders]}}
  H4: {{monitor: [email], for: [orders]}}
"""
COMING: Final = Coming(browser="Firefox", address="127.0.0.0/24")
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


def _choose(place: Place, _: Given) -> object:
    given = Choosing(person="someone", word=Word.CONSENT, purposes=frozenset({"orders"}))
    return place.choices.choose(place.service, given)


def _chosen(place: Place) -> None:
    _choose(place, None)


def _fold(place: Place, _: Given) -> None:
    fold_choices(place.storage, place.service)


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


def _sign_in(place: Place, token: Given) -> object:
    return place.staff.sign_in(token, COMING)


def _sign_out(place: Place, staff: Given) -> None:
    place.staff.sign_out(staff)


def _end_own_session(place: Place, staff: Given) -> None:
    place.staff.end_own_session(staff, UUID(staff.session))


def _invite(place: Place, staff: Given) -> str:
    email = f"{uuid4().hex}@team.example"
    return place.staff.invite(
        staff, place.service, name="Maryam", email=email, role=StaffRole.SUPPORT
    )


def _invited(place: Place) -> Given:
    staff = place.sign_in()
    _invite(place, staff)
    return staff, place.staff.team(staff, place.service).invitations[0].id


def _to_join(place: Place) -> Given:
    """Invite somebody who is a member already, as one of another service."""
    email = f"{uuid4().hex}@team.example"
    with place.storage.platform() as platform:
        platform.accounts.add(name="Noor", email=email)
    return place.staff.invite(
        place.sign_in(), place.service, name="Noor", email=email, role=StaffRole.SUPPORT
    )


def _withdraw(place: Place, given: Given) -> None:
    place.staff.withdraw_invitation(given[0], place.service, given[1])


def _vouched(place: Place) -> Given:
    """Let somebody join, for whom a provider then vouches."""
    email = f"{uuid4().hex}@team.example"
    token = place.staff.invite(
        place.sign_in(), place.service, name="Noor", email=email, role=StaffRole.SUPPORT
    )
    place.staff.sign_in(token, COMING)
    return Identity(issuer="https://login.example", subject=uuid4().hex, email=email)


def _sign_in_as(place: Place, identity: Given) -> object:
    return place.staff.sign_in_as(identity, COMING)


def _joined(place: Place) -> Given:
    """Invite somebody who comes; return the owner, the newcomer, and the newcomer's session."""
    staff = place.sign_in()
    newcomer = place.staff.staff(place.staff.sign_in(_invite(place, staff), COMING))
    assert newcomer is not None
    return staff, newcomer.id, UUID(newcomer.session)


def _change_role(place: Place, given: Given) -> None:
    place.staff.change_role(given[0], place.service, given[1], role=StaffRole.AUDITOR)


def _remove(place: Place, given: Given) -> None:
    place.staff.remove_member(given[0], place.service, given[1])


def _give_link(place: Place, given: Given) -> object:
    return place.staff.give_link(given[0], place.service, given[1])


def _end_session(place: Place, given: Given) -> None:
    place.staff.end_session(given[0], place.service, given[1], given[2])


def _make_key(place: Place, staff: Given) -> object:
    return place.staff.make_api_key(staff, place.service, NewKey(label="shop"))


def _keyed(place: Place) -> Given:
    staff = place.sign_in()
    _make_key(place, staff)
    return staff, place.staff.api_keys(staff, place.service).keys[-1].id


def _revoke_key(place: Place, given: Given) -> None:
    place.staff.revoke_api_key(given[0], place.service, given[1])


def _known(place: Place) -> Given:
    """Let something be known about the person who is to be erased."""
    _ask(place, None)
    _accept(place, None)


def _erase(place: Place, _: Given) -> object:
    return place.application.erase(place.service, person="someone")


WALKED: Final[Mapping[str, Walked]] = {
    "ApplicationDoor.decide": Walked(act=_ask),
    "ApplicationDoor.once": Walked(act=_ask_once, tail=True),
    "ApplicationDoor.accept": Walked(act=_accept),
    "ChoicesDoor.choose": Walked(act=_choose),
    "fold_choices": Walked(prepare=_chosen, act=_fold, resumed=True),
    "ApplicationDoor.erase": Walked(prepare=_known, act=_erase, resumed=True),
    "StaffDoor.sign_in": Walked(prepare=Place.link, act=_sign_in),
    "StaffDoor.sign_in_as": Walked(prepare=_vouched, act=_sign_in_as),
    "joining": Walked(prepare=_to_join, act=_sign_in),
    "StaffDoor.sign_out": Walked(prepare=_signed_in, act=_sign_out),
    "StaffDoor.end_own_session": Walked(prepare=_signed_in, act=_end_own_session),
    "StaffDoor.invite": Walked(prepare=_signed_in, act=_invite),
    "StaffDoor.withdraw_invitation": Walked(prepare=_invited, act=_withdraw),
    "StaffDoor.change_role": Walked(prepare=_joined, act=_change_role),
    "StaffDoor.remove_member": Walked(prepare=_joined, act=_remove, tail=True),
    "StaffDoor.give_link": Walked(prepare=_joined, act=_give_link),
    "StaffDoor.end_session": Walked(prepare=_joined, act=_end_session),
    "StaffDoor.make_api_key": Walked(prepare=_signed_in, act=_make_key),
    "StaffDoor.revoke_api_key": Walked(prepare=_keyed, act=_revoke_key),
    "DeskDoor.upload_reading": Walked(prepare=_signed_in, act=_upload),
    "DeskDoor.decide_proposal": Walked(prepare=_uploaded, act=_judge),
    "DeskDoor.draft_from_reading": Walked(prepare=_judged, act=_draft),
    "DeskDoor.save_draft": Walked(prepare=_signed_in, act=_save),
    "DeskDoor.publish": Walked(prepare=_planned, act=_publish),
    "DeskDoor.attest": Walked(prepare=_signed_in, act=_attest),
    **{
        name: Walked(prepare=before, act=act)
        for name, (before, act) in {**RECORD_ACTS, **PERSON_ACTS, **ACCESS_ACTS}.items()
    },
    "erasing a group": Walked(prepare=erased_family, act=_erase, resumed=True),
    "found_service": Walked(act=_found, resumed=True),
    "open_service": Walked(
        act=lambda place, _: open_service(place.storage, f"{place.service}-opened"), resumed=True
    ),
    "Sequencer.catch_up": Walked(prepare=_acts_to_sequence, act=_sequence, resumed=True),
}
