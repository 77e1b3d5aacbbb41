"""Terms of a made-up policy, and for each row of the promises' specification its forms."""

from collections.abc import Mapping
from typing import Any

import pytest

from amana.domain.period import Period
from amana.domain.promises import KINDS
from amana.domain.promises.accept import Accept, Acceptance, Declining
from amana.domain.promises.breach import Breach, Told
from amana.domain.promises.change import Announcement, Change
from amana.domain.promises.children import Children
from amana.domain.promises.choice import Choice, ChoiceOf
from amana.domain.promises.collect import Collect
from amana.domain.promises.contact import Contact
from amana.domain.promises.cookie import Cookie, Signal
from amana.domain.promises.kind import DataId, Kind, PurposeId, RecipientId, Terms
from amana.domain.promises.law import Law, LawForm
from amana.domain.promises.locate import Locate
from amana.domain.promises.message import Message
from amana.domain.promises.monitor import Monitor
from amana.domain.promises.never import Never
from amana.domain.promises.only import Limit, Only
from amana.domain.promises.protect import Protect
from amana.domain.promises.publish import Publish, ShownAs
from amana.domain.promises.retain import Ending, Longer, Moment, Retain
from amana.domain.promises.right import RightForm
from amana.domain.promises.scope import Scope, Topic
from amana.domain.promises.share import Share
from amana.domain.promises.use import Use
from amana.domain.promises.verify import Verify
from amana.domain.vocabulary import DATA, PURPOSES, RECIPIENTS
from amana.domain.vocabulary.collecting import Origin, Part
from amana.domain.vocabulary.messages import Channel, ChoiceMode, MessageClass, Unsubscribe
from amana.domain.vocabulary.protecting import IdentityMeans, IdentityMoment, Measure, Threat
from amana.domain.vocabulary.rights import Answer, Door, Fee, FileFormat, Right, RightLimit
from amana.domain.vocabulary.sharing import Condition, Ground, Nature, Safeguard

TERMS = Terms(
    data={key: term.words for key, term in DATA.items()},
    purposes={key: term.words for key, term in PURPOSES.items()},
    recipients={key: term.words for key, term in RECIPIENTS.items()},
)


def data(*ids: str) -> tuple[DataId, ...]:
    """Return ids of data."""
    return tuple(map(DataId, ids))


def purposes(*ids: str) -> tuple[PurposeId, ...]:
    """Return ids of purposes."""
    return tuple(map(PurposeId, ids))


def recipients(*ids: str) -> tuple[RecipientId, ...]:
    """Return ids of recipients."""
    return tuple(map(RecipientId, ids))


ALL = data(*DATA)
CONTACT_DATA = data("name", "address", "phone", "email")
EMAIL = data("email")
TRACES = data("ip_address", "device", "browser_os", "usage_activity")
SERVICE = purposes("provide_service")

W: dict[str, tuple[object, ...]] = {
    "W1": (Monitor(data=data("location"), for_=purposes("legal_compliance", "enforce_terms")),),
    "W2": (Collect(data=CONTACT_DATA, for_=SERVICE, at=("service_request",)),),
    "W3": (Collect(data=data("usage_activity"), for_=SERVICE, from_=Origin.AUTOMATIC),),
    "W4": (
        Collect(
            data=data("address"),
            for_=purposes("delivery"),
            from_=Origin.THIRD_PARTY,
            source=recipients("service_providers"),
            corrects=True,
        ),
    ),
    "W5": (
        Use(data=CONTACT_DATA, for_=purposes("provide_service", "payment", "communicate")),
        Use(data=EMAIL, for_=purposes("marketing")),
    ),
    "W6": (Use(data=data("usage_activity"), for_=purposes("improve_research"), nothing_else=True),),
    "W7": (
        Use(data=data("bank_account"), for_=purposes("identity_verification")),
        Collect(
            data=data("bank_account", "company_info"),
            for_=purposes("legal_compliance", "identity_verification"),
        ),
    ),
    "W8": (
        Use(
            data=data("phone", "email"),
            for_=purposes("communicate"),
            through=(Channel.PHONE, Channel.EMAIL, Channel.CHAT),
        ),
    ),
    "W9": (Use(data=TRACES, for_=purposes("security_fraud")),),
    "W10": (Protect(data=ALL, by=(Measure.ENCRYPTION_IN_TRANSIT,)),),
    "W11": (
        Protect(
            data=ALL,
            by=(
                Measure.PHYSICAL,
                Measure.ENCRYPTION_AT_REST,
                Measure.LEAST_PRIVILEGE,
                Measure.PROCEDURES,
                Measure.FOUR_EYES,
            ),
        ),
    ),
    "W12": (Verify(before=(IdentityMoment.COPY,), at_need=True),),
    "W13": (
        Protect(data=data("account_credentials"), by=(Measure.OWN_CARE, Measure.SESSION_CONTROL)),
    ),
    "W14": (
        Only(
            data=data("identity_document"),
            to=recipients("staff"),
            for_=purposes("legal_compliance"),
            need_to_know=True,
        ),
    ),
    "W15": (
        Share(
            data=data("name", "phone"),
            to=recipients("partners_affiliates"),
            for_=SERVICE,
            only_needed=True,
        ),
    ),
    "W16": (
        Share(
            data=data("name", "phone"),
            to=recipients("service_providers"),
            for_=SERVICE,
            only_needed=True,
            nothing_else=True,
        ),
    ),
    "W17": (
        Share(
            data=CONTACT_DATA,
            to=recipients("authorities", "financial_institutions"),
            for_=purposes("legal_compliance", "enforce_terms", "security_fraud"),
            grounds=(
                Ground.LAW,
                Ground.TERMS,
                Ground.RIGHTS_AND_SAFETY,
                Ground.FRAUD,
                Ground.CREDIT_RISK,
            ),
        ),
    ),
    "W18": (
        Choice(
            for_=purposes("other"),
            by=ChoiceMode.OPT_OUT,
            of=ChoiceOf.SHARING,
            ahead=Period(days=14),
        ),
    ),
    "W19": (Scope(topics=(Topic.LANGUAGES,)),),
    "W20": (LawForm(laws=(Law.QATAR,)),),
    "W21": (Only(data=ALL, limit=Limit.AS_DESCRIBED),),
}
C: dict[str, tuple[object, ...]] = {
    "C1": (
        Collect(
            data=data("name", "email", "phone", "payment_card"),
            for_=SERVICE,
            at=("visit", "registration", "order", "form", "survey", "activity"),
        ),
    ),
    "C2": (Collect(data=data("device"), for_=SERVICE, from_=Origin.AUTOMATIC, apart=True),),
    "C3": (Use(data=CONTACT_DATA, for_=purposes("support")),),
    "C4": (Use(data=data("content_reviews"), for_=purposes("improve_research")),),
    "C5": (
        Only(
            data=EMAIL,
            at=("order",),
            for_=purposes("provide_service", "communicate"),
            unless=PurposeId("marketing"),
        ),
    ),
    "C6": (Choice(for_=purposes("marketing"), by=ChoiceMode.DOUBLE_OPT_IN),),
    "C7": (
        Message(
            message=(MessageClass.NEWSLETTER,),
            for_=purposes("marketing"),
            to=EMAIL,
            by=(Channel.EMAIL,),
            stop=(Unsubscribe.LINK, Unsubscribe.ONE_CLICK, Unsubscribe.WRITE_IN),
        ),
    ),
    "C8": (
        Protect(
            data=ALL,
            by=(
                Measure.ENCRYPTION_AT_REST,
                Measure.HASHED_PASSWORDS,
                Measure.TAMPER_EVIDENCE,
            ),
            against=tuple(Threat),
        ),
    ),
    "C9": (Protect(data=ALL, by=(Measure.ENCRYPTION_IN_TRANSIT,)),),
    "C10": (Never(data=CONTACT_DATA, as_=(Nature.SELL, Nature.TRADE, Nature.RENT)),),
    "C11": (
        Share(
            data=EMAIL,
            to=recipients("partners_affiliates", "advertisers_marketers"),
            for_=purposes("marketing"),
            if_=(Condition.UNLESS_OPTED_OUT,),
        ),
    ),
    "C12": (
        Share(
            data=EMAIL,
            to=recipients("service_providers"),
            for_=purposes("improve_research"),
            under=(Safeguard.CONTRACT,),
            nothing_else=True,
        ),
    ),
    "C13": (Scope(topics=(Topic.EXTERNAL,)),),
    "C14": (Change(by=(Announcement.DATED, Announcement.EMAIL)),),
    "C15": (Accept(by=(Acceptance.USE, Acceptance.CONTINUED_USE), declining=Declining.STOP_USING),),
    "C16": (Contact(through=(Channel.EMAIL,)),),
    "C17": (Scope(topics=(Topic.WHOLE_SERVICE, Topic.REVIEW)),),
}
M: dict[str, tuple[object, ...]] = {
    "M1": (Collect(data=CONTACT_DATA, for_=purposes("delivery")),),
    "M2": (
        Collect(data=data("payment_card"), for_=purposes("payment"), keep=Part.LAST4),
        Collect(data=data("payment_history"), for_=purposes("payment")),
    ),
    "M3": (
        Collect(data=TRACES, for_=purposes("analytics"), from_=Origin.AUTOMATIC),
        Collect(
            data=data("ip_address", "location"),
            for_=purposes("analytics"),
            from_=Origin.AUTOMATIC,
            keep=Part.SHORTENED,
        ),
    ),
    "M4": (
        Collect(
            data=data("account_credentials", "content_reviews"),
            for_=purposes("account"),
            at=("registration", "newsletter", "review"),
        ),
    ),
    "M5": (Use(data=CONTACT_DATA, for_=purposes("account", "provide_service")),),
    "M6": (Use(data=CONTACT_DATA, for_=purposes("delivery", "payment")),),
    "M7": (
        Choice(
            for_=purposes("analytics", "improve_research", "personalise"), by=ChoiceMode.OPT_OUT
        ),
    ),
    "M8": (Use(data=data("name"), for_=purposes("contests")),),
    "M9": (
        Collect(
            data=data("name", "address"),
            for_=purposes("improve_research"),
            from_=Origin.THIRD_PARTY,
            source=recipients("partners_affiliates"),
        ),
    ),
    "M10": (
        Share(
            data=CONTACT_DATA,
            to=recipients("partners_affiliates", "financial_institutions", "authorities"),
            for_=purposes("security_fraud"),
            grounds=(Ground.FRAUD,),
        ),
    ),
    "M11": (
        Collect(
            data=data("communications_calls"),
            for_=purposes("identity_verification", "improve_research", "support", "security_fraud"),
            at=("call",),
            after="caller_told",
        ),
    ),
    "M12": (
        Share(
            data=CONTACT_DATA,
            to=recipients("service_providers"),
            for_=SERVICE,
            under=(Safeguard.SAME_PROTECTION,),
        ),
        Share(
            data=CONTACT_DATA,
            to=recipients("authorities", "acquirer"),
            for_=purposes("legal_compliance"),
            grounds=(Ground.LAW, Ground.RIGHTS_AND_SAFETY, Ground.MERGER),
            under=(Safeguard.SAME_PROTECTION,),
        ),
    ),
    "M13": (
        Cookie(
            for_=purposes("analytics", "personalise"),
            data=data("cookies"),
            essential=SERVICE,
            signals=(Signal.GPC,),
            can_disable=True,
        ),
    ),
    "M14": (
        Protect(
            data=ALL, by=(Measure.ENCRYPTION_IN_TRANSIT, Measure.PROCEDURES, Measure.STANDARDS)
        ),
    ),
    "M15": (
        Protect(data=data("payment_card"), by=(Measure.MASK, Measure.NOT_STORED), show=Part.LAST4),
    ),
    "M16": (
        Message(
            message=(MessageClass.RATING_REQUEST,),
            for_=purposes("improve_research"),
            to=EMAIL,
            after="delivery",
            delay=Period(days=3),
        ),
    ),
    "M17": (
        Publish(
            data=data("content_reviews"),
            as_=(ShownAs.OWN_NAME, ShownAs.ANONYMOUS),
            moderated=True,
        ),
    ),
    "M18": (RightForm(rights=(Right.COPY,), identity=True, through=(Door.WRITTEN,)),),
    "M19": (RightForm(rights=(Right.COPY,), fee=Fee.MODEST),),
    "M20": (Scope(topics=(Topic.EXTERNAL,)),),
    "M21": (Change(by=(Announcement.PUBLISHED, Announcement.FEED), review=True),),
    "M22": (Accept(by=(Acceptance.USE,)),),
}
K: dict[str, tuple[object, ...]] = {
    "K1": (
        Collect(data=CONTACT_DATA, for_=SERVICE, at=("registration", "posting_ad", "later_visits")),
    ),
    "K2": (Protect(data=CONTACT_DATA, by=(Measure.NOT_PUBLIC,)),),
    "K3": (Scope(topics=(Topic.CUSTOMERS, Topic.EARLIER, Topic.NOT_OTHERS)),),
    "K4": (Accept(by=(Acceptance.EXPLICIT,), before=("posting_ad",)),),
    "K5": (
        Collect(
            data=data("cookies", "ip_address", "usage_activity"),
            for_=purposes("security_fraud"),
            from_=Origin.AUTOMATIC,
        ),
    ),
    "K6": (Use(data=TRACES, for_=purposes("personalise", "analytics", "improve_research")),),
    "K7": (Message(message=(MessageClass.SERVICE,), for_=purposes("communicate"), to=EMAIL),),
    "K8": (
        Message(
            message=(
                MessageClass.NEWSLETTER,
                MessageClass.JOB_ALERT,
                MessageClass.PROMOTIONAL,
            ),
            for_=purposes("marketing"),
            to=EMAIL,
            implied=True,
            stop=(Unsubscribe.ACCOUNT,),
        ),
    ),
    "K9": (
        Cookie(
            for_=purposes("analytics", "marketing"),
            data=data("cookies", "demographic"),
            set_by=recipients("analytics_providers"),
            signals=(Signal.CONSENT_MODE,),
        ),
    ),
    "K10": (
        Collect(
            data=data("name", "phone", "email", "profile_photo"),
            for_=purposes("account"),
            from_=Origin.THIRD_PARTY,
            at=("sign_in",),
            source=recipients("integration_partners"),
            shown_first=True,
        ),
    ),
    "K11": (
        Use(
            data=CONTACT_DATA,
            for_=purposes("account", "identity_verification", "security_fraud"),
            nothing_else=True,
        ),
    ),
    "K12": (
        Verify(
            before=(IdentityMoment.ACCOUNT,),
            by=(IdentityMeans.ONE_TIME_CODE,),
            to=data("email", "phone"),
            digits=6,
            lasts=Period(minutes=10),
            tries=3,
        ),
    ),
    "K13": (Only(data=ALL, limit=Limit.WITH_CONSENT),),
    "K14": (
        Share(
            data=CONTACT_DATA,
            to=recipients("payment_processors", "service_providers"),
            for_=purposes("payment", "support"),
        ),
    ),
    "K15": (
        Share(
            data=EMAIL,
            to=recipients("advertisers_marketers"),
            for_=purposes("marketing"),
            if_=(Condition.CONSENT,),
        ),
    ),
    "K16": (
        Share(
            data=data("usage_activity"),
            to=recipients("analytics_providers"),
            for_=purposes("analytics"),
            at_least=20,
        ),
    ),
    "K17": (
        Cookie(
            for_=purposes("marketing"),
            data=data("cookies"),
            set_by=recipients("advertisers_marketers"),
            scripts=True,
        ),
    ),
    "K18": (
        Choice(
            for_=purposes("marketing"),
            by=ChoiceMode.OPT_OUT,
            through=(Channel.EMAIL, Channel.FORM),
            confirmed=True,
        ),
    ),
    "K19": (
        Protect(
            data=data("account_credentials"),
            by=(Measure.ENCRYPTION_IN_TRANSIT, Measure.OWN_CARE),
        ),
    ),
}
A: dict[str, tuple[object, ...]] = {
    "A1": (RightForm(rights=(Right.ACCESS, Right.ERASURE), answer=(Answer.CHECKED,)),),
    "A2": (Only(data=ALL, limit=Limit.LEAST_NEEDED),),
    "A3": (Scope(topics=(Topic.CUSTOMERS, Topic.END_USERS)),),
    "A4": (
        Collect(
            data=data("profile_photo", "content_reviews", "payment_card"),
            for_=SERVICE,
            at=("profile", "support", "upgrade"),
        ),
    ),
    "A5": (Collect(data=(*TRACES, *data("cookies")), for_=SERVICE, from_=Origin.AUTOMATIC),),
    "A6": (
        Use(
            data=TRACES,
            for_=purposes("provide_service", "improve_research", "support", "security_fraud"),
        ),
    ),
    "A7": (
        Share(
            data=data("name", "email"),
            to=recipients("other_users"),
            for_=SERVICE,
            only_needed=True,
        ),
    ),
    "A8": (
        Share(
            data=ALL,
            to=recipients("service_providers"),
            for_=SERVICE,
            under=(Safeguard.INSTRUCTIONS, Safeguard.SAME_PROTECTION),
        ),
    ),
    "A9": (
        Share(
            data=data("name", "email"),
            to=recipients("integration_partners"),
            for_=SERVICE,
            if_=(Condition.OWN_CHOICE,),
            only_needed=True,
        ),
    ),
    "A10": (
        Share(
            data=CONTACT_DATA,
            to=recipients("authorities"),
            for_=purposes("legal_compliance"),
            grounds=(Ground.LAW,),
        ),
    ),
    "A11": (
        Locate(
            data=ALL,
            in_=("US",),
            with_=recipients("service_providers"),
            under=(Safeguard.STANDARD_CLAUSES,),
        ),
    ),
    "A12": (Protect(data=ALL, by=(Measure.ENCRYPTION_IN_TRANSIT,)),),
    "A13": (Protect(data=ALL, by=(Measure.ENCRYPTION_AT_REST,)),),
    "A14": (Protect(data=data("payment_card"), by=(Measure.CERTIFIED_PROVIDER,)),),
    "A15": (Protect(data=ALL, by=(Measure.LEAST_PRIVILEGE,)),),
    "A16": (
        Retain(
            data=data("name", "email"),
            until=Moment.ACCOUNT_CLOSED,
            unless=(Longer.LAW, Longer.DISPUTES),
        ),
    ),
    "A17": (
        Retain(
            data=data("content_reviews"),
            until=Moment.ACCOUNT_CLOSED,
            then=Ending.REPLACE_PERSON,
            unless=(Longer.OTHERS_WORK,),
        ),
    ),
    "A18": (
        Retain(
            data=data("order_booking"),
            until=Moment.NOT_NEEDED,
            period=Period(months=6),
            by_setting=True,
        ),
    ),
    "A19": (Retain(data=data("payment_card"), until=Moment.ACCOUNT_CLOSED),),
    "A20": (Breach(whom=(Told.AFFECTED,), within=Period(hours=72), weakness=True),),
    "A21": (RightForm(rights=(Right.COPY,), as_=(FileFormat.JSON, FileFormat.CSV)),),
    "A22": (RightForm(rights=(Right.OBJECTION,), for_=purposes("marketing")),),
    "A23": (RightForm(rights=(Right.ERASURE,), within=Period(days=30), answer=(Answer.CHECKED,)),),
    "A24": (RightForm(rights=(Right.ACCESS,), except_=(RightLimit.OTHERS_DATA, RightLimit.LAW)),),
    "A25": (
        RightForm(
            rights=(Right.ERASURE,),
            answer=(Answer.LISTS_RECIPIENTS, Answer.TELLS_RECIPIENTS),
        ),
    ),
    "A26": (RightForm(rights=(Right.COMPLAINT,), answer=(Answer.NAMES_AUTHORITY,)),),
    "A27": (
        RightForm(
            rights=(Right.ACCESS, Right.ERASURE),
            through=(Door.ACCOUNT, Door.SUPPORT, Door.EMAIL),
            identity=True,
        ),
    ),
    "A28": (
        RightForm(
            rights=(Right.RECTIFICATION,),
            of=data("profile_photo", "order_booking", "content_reviews"),
            through=(Door.ACCOUNT,),
        ),
    ),
    "A29": (
        RightForm(
            rights=(Right.ACCOUNT_DELETION,),
            except_=(RightLimit.RECORDS, RightLimit.LAW),
            answer=(Answer.SAYS_WHAT_STAYS,),
        ),
    ),
    "A30": (
        Message(
            message=(MessageClass.PROMOTIONAL,),
            for_=purposes("marketing"),
            to=EMAIL,
            stop=(Unsubscribe.LINK,),
        ),
        Message(message=(MessageClass.TRANSACTIONAL,), for_=SERVICE, to=EMAIL),
    ),
    "A31": (RightForm(rights=(Right.PORTABILITY,), as_=(FileFormat.JSON,)),),
    "A32": (Children(under=16),),
    "A33": (
        Change(
            by=(Announcement.PUBLISHED,),
            if_material=(Announcement.EMAIL, Announcement.IN_SERVICE),
            kept=True,
        ),
    ),
    "A34": (Contact(through=(Channel.SUPPORT, Channel.EMAIL)),),
    "A35": (LawForm(laws=(Law.GDPR, Law.CCPA), by_person=True),),
    "A36": (Accept(by=(Acceptance.CONTINUED_USE,), declining=Declining.EXPORT_AND_CLOSE),),
    "A37": (Protect(data=ALL, by=(Measure.STANDARDS,), not_absolute=True),),
}
ROWS: Mapping[str, tuple[object, ...]] = {**W, **C, **M, **K, **A}


def kind_of(form: object) -> Kind[Any]:
    """Return the kind whose form this is."""
    return next(kind for kind in KINDS.values() if isinstance(form, kind.form))


@pytest.fixture(scope="session")
def terms() -> Terms:
    """Return terms that call everything as the vocabulary does."""
    return TERMS


@pytest.fixture(scope="session")
def rows() -> Mapping[str, tuple[object, ...]]:
    """Return, for each row of the promises' specification, the forms that express it."""
    return ROWS


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that takes a ``kind`` and its ``form`` once for each form of each row."""
    if {"kind", "form"} <= set(metafunc.fixturenames):
        cases = [
            pytest.param(kind_of(form), form, id=f"{row}-{number}")
            for row, forms in ROWS.items()
            for number, form in enumerate(forms)
        ]
        metafunc.parametrize(("kind", "form"), cases)
