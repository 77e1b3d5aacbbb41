"""A policy page's values, whole and in both languages, and the application that shows them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from amana.acts.ask_policy import AnswersPage, ask_page
from amana.acts.ask_policy import spoken_in as lang
from amana.acts.changes_page import ChangesPage, ChangeView, Step
from amana.acts.feed_page import FeedEntry, FeedPage
from amana.acts.policy_page import EvidenceEntry, Passage, PolicyPage, PromiseView, VersionView
from amana.acts.promise_page import EntryProof, PromisePage
from amana.acts.service_list import ServiceSummary
from amana.domain.decision.rule import Doing
from amana.domain.errors import Refused
from amana.domain.evidence.proof import Finding, Level, Standing, State
from amana.domain.evidence.question import (
    ActsDone,
    ActsWithoutPermission,
    Attested,
    EvidenceQuestion,
    Flow,
    FlowDone,
    NoticeFact,
    NoticeShows,
    ProbeName,
    ProbeSaw,
)
from amana.domain.policy.model import Controller
from amana.domain.policy.proposal import Role
from amana.domain.words import Language, Words
from amana.http.platform import PublicActs

AppOf = Callable[[PublicActs], FastAPI]
SiteOf = Callable[[PublicActs], AbstractContextManager[str]]
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
CONTROLLER = Controller(
    name=Words(ar="شركة دار الخدمات", en="Dar Services Company"),
    email="privacy@dar.example",
    phone="+974 4000 0000",
    address=Words(ar="الدوحة، شارع حمد الكبير", en="Grand Hamad Street, Doha"),
    officer=Words(ar="ليلى الأنصاري", en="Layla Al-Ansari"),
)
TITLE = Words(ar="سياسة خصوصية دار الخدمات", en="Privacy policy of Dar Services")
VERSIONS = tuple(
    VersionView(
        number=number,
        published_at=NOW - timedelta(days=300 // number),
        effective_at=NOW - timedelta(days=270 // number),
        material=None if number == 1 else True,
        reason=None if number == 1 else "أضيف متلقٍّ جديد للبيانات",
    )
    for number in (2, 1)
)
ACTS = ActsDone(doings=frozenset({Doing.COLLECT}))
AGAINST = ActsWithoutPermission(doings=frozenset({Doing.COLLECT, Doing.USE}))
HOSTILE = "<script>alert('x')</script> \u202egnp.exe\u202c " + "w" * 400


class NoSuchService(Refused):
    """No service of this name has a policy here."""

    code = "http.not_there"


def standing(
    state: State, *findings: Finding, level: Level | None = None, count: int = 0
) -> Standing:
    """Return a standing of this state, with figures that fit it."""
    return Standing(
        state=state,
        level=level,
        count=count,
        last=NOW - timedelta(hours=2) if count else None,
        due=NOW + timedelta(days=3) if state is State.DUE else None,
        findings=findings,
    )


def finding(
    question: EvidenceQuestion,
    count: int,
    *,
    level: Level = Level.ENFORCED,
    answered: bool = True,
) -> Finding:
    """Return an answer with this count."""
    return Finding(
        question=question,
        answered=answered,
        level=level,
        count=count,
        last=NOW - timedelta(hours=2) if count else None,
    )


STANDINGS = {
    "W1": standing(
        State.KEPT, finding(ACTS, 128), finding(AGAINST, 0), level=Level.ENFORCED, count=128
    ),
    "W2": standing(State.BROKEN, finding(AGAINST, 2), level=Level.ENFORCED, count=2),
    "W3": standing(State.DUE, finding(FlowDone(flow=Flow.REQUEST), 0)),
    "W4": standing(
        State.UNPROVEN, finding(ProbeSaw(probe=next(iter(ProbeName))), 0, answered=False)
    ),
    "W5": standing(State.STATED),
    "W6": standing(
        State.KEPT, finding(Attested(), 1, level=Level.ATTESTED), level=Level.ATTESTED, count=1
    ),
    "W7": standing(
        State.KEPT,
        finding(NoticeShows(fact=NoticeFact.CONTACT), 1, level=Level.OBSERVED),
        level=Level.OBSERVED,
        count=1,
    ),
}
KINDS = {
    "W1": ("collect", Words(ar="يجمع", en="Collects")),
    "W2": ("only", Words(ar="لا غير", en="Only")),
    "W3": ("right", Words(ar="حق", en="Right")),
    "W4": ("protect", Words(ar="يحمي", en="Protects")),
    "W5": ("scope", Words(ar="النطاق", en="Scope")),
    "W6": ("locate", Words(ar="مكان الحفظ", en="Storage place")),
    "W7": ("contact", Words(ar="المراسلة", en="Contact")),
}
SAYS = {
    "W1": Words(
        ar="تُجمع بيانات الاتصال منك عند التسجيل لتقديم الخدمة.",
        en="Contact details are collected from you at registration to provide the service.",
    ),
    "W2": Words(ar="لا يُستخدم البريد إلا لتلبية الطلب.", en="E-mail serves only the order."),
    "W3": Words(ar="لك أن تطلب نسخة من بياناتك.", en="You may ask for a copy of your data."),
    "W4": Words(ar="تُنقل البيانات مشفّرة.", en="Data travels encrypted."),
    "W5": Words(ar="تشمل السياسة كل خدمات الدار.", en="The policy covers all services of Dar."),
    "W6": Words(en="Data is kept in Qatar."),
    "W7": Words(ar="نرد على كل رسالة.", en="Every message is answered."),
}
TEXTS: dict[Language, tuple[tuple[str, Role, tuple[str, ...]], ...]] = {
    "ar": (
        ("ما الذي نجمعه", Role.HEADING, ()),
        ("تهمّنا خصوصيتك، ونشرح هنا ما نفعله ببياناتك.", Role.SENTENCE, ("W5",)),
        ("عند التسجيل نطلب منك:", Role.SENTENCE, ()),
        ("اسمك ورقم هاتفك وعنوان بريدك الإلكتروني لنقدّم لك الخدمة؛", Role.ITEM, ("W1",)),
        ("وعنوان منزلك حين تطلب زيارة، ولا نستخدمه لغير ذلك.", Role.ITEM, ("W1", "W2")),
        ("كيف نحميه", Role.HEADING, ()),
        ("تنتقل بياناتك عبر قنوات مشفّرة (TLS 1.3) وتُحفظ في قطر.", Role.SENTENCE, ("W4", "W6")),
        ("حقوقك", Role.HEADING, ()),
        (
            "يمكنك في أي وقت أن تطلب نسخة من بياناتك فنسلّمها لك خلال ٣٠ يومًا.",
            Role.SENTENCE,
            ("W3",),
        ),
    ),
    "en": (
        ("What we collect", Role.HEADING, ()),
        ("Your privacy matters; here we explain what we do.", Role.SENTENCE, ("W5",)),
        ("When you register we ask for:", Role.SENTENCE, ()),
        ("your name, phone number and e-mail address, to serve you;", Role.ITEM, ("W1",)),
        (
            "your home address when you order a visit, and for nothing else.",
            Role.ITEM,
            ("W1", "W2"),
        ),
        ("How we protect it", Role.HEADING, ()),
        (
            "Your data travels encrypted (TLS 1.3) and is kept in Qatar.",
            Role.SENTENCE,
            ("W4", "W6"),
        ),
        ("Your rights", Role.HEADING, ()),
        ("At any time you may ask for a copy of your data in 30 days.", Role.SENTENCE, ("W3",)),
    ),
}
CHECKPOINT = (
    "dar.example/services-app\n128\n" + "q" * 43 + "=\n\n— dar.example/services-app " + "A" * 92
)
ENTRIES = tuple(
    EvidenceEntry(
        id=UUID(int=number),
        act="collect",
        outcome="done",
        hour=NOW.replace(minute=0),
        position=None if number == 9 else 118 + number,
        leaf_hash=None if number == 9 else sha256(bytes([number])).hexdigest(),
    )
    for number in (9, 8, 7)
)


def view_of(id_: str) -> PromiseView:
    """Return a promise with its standing."""
    kind, title = KINDS[id_]
    entries = ENTRIES if STANDINGS[id_].count else ()
    return PromiseView(
        id=id_, kind=kind, title=title, says=SAYS[id_], standing=STANDINGS[id_], entries=entries
    )


class Published:
    """A service whose policy is in force, as the acts return it."""

    def __init__(self, extra: tuple[Passage, ...] = ()) -> None:
        """Keep passages that are shown after the policy's own."""
        self.extra = extra

    def services(self) -> tuple[ServiceSummary, ...]:
        """Return the one service."""
        states = {s: sum(it.state is s for it in STANDINGS.values()) for s in State}
        return (
            ServiceSummary(
                service="services-app", title=TITLE, controller=CONTROLLER.name, states=states
            ),
        )

    def ask(self, service: str, *, question: str) -> AnswersPage:
        """Answer from the page in the question's language."""
        return ask_page(self.policy_page(service, language=lang(question), version=None), question)

    def policy_page(self, service: str, *, language: Language, version: int | None) -> PolicyPage:
        """Return the page in the language."""
        if service != "services-app":
            raise NoSuchService
        own = tuple(Passage(text=t, role=r, promises=p) for t, r, p in TEXTS[language])
        return PolicyPage(
            service=service,
            title=TITLE,
            controller=CONTROLLER,
            language=language,
            languages=("ar", "en"),
            written=False,
            version=VERSIONS[0] if version != 1 else VERSIONS[1],
            versions=VERSIONS,
            in_force=VERSIONS[0].number,
            passages=own + self.extra,
            promises={id_: view_of(id_) for id_ in KINDS},
            unquoted=("W7",),
            seen_at=NOW,
            checkpoint=CHECKPOINT,
        )

    def feed(self, service: str) -> FeedPage:
        """Return both versions, the later with what it changed."""
        changes = self.changes(service, before=1, after=2).changes
        steps = zip(VERSIONS, (changes, ()), strict=True)
        return FeedPage(
            service=service,
            title=TITLE,
            controller=CONTROLLER,
            entries=tuple(FeedEntry(version=version, changes=step) for version, step in steps),
        )

    def changes(self, service: str, *, before: int, after: int) -> ChangesPage:
        """Return the differences between two versions."""
        why = Words(ar="لأن البيانات تصل إلى متلقٍّ جديد.", en="Data reaches a new recipient.")
        changes = (
            ChangeView(
                step=Step.CHANGED,
                subject="W1",
                title=KINDS["W1"][1],
                before=SAYS["W2"],
                after=SAYS["W1"],
                material=True,
                why=why,
            ),
            ChangeView(
                step=Step.DROPPED,
                subject="W9",
                title=KINDS["W3"][1],
                before=SAYS["W3"],
                after=None,
                material=True,
                why=why,
            ),
            ChangeView(
                step=Step.ADDED,
                subject="W7",
                title=KINDS["W7"][1],
                before=None,
                after=SAYS["W7"],
                material=False,
                why=why,
            ),
        )
        if {before, after} - {1, 2}:
            raise NoSuchService
        return ChangesPage(
            service=service,
            title=TITLE,
            controller=CONTROLLER,
            before=VERSIONS[2 - before],
            after=VERSIONS[2 - after],
            versions=VERSIONS,
            changes=changes,
        )

    def promise_page(self, service: str, promise: str) -> PromisePage:
        """Return one promise's evidence."""
        if promise not in KINDS:
            raise NoSuchService
        proofs = tuple(
            EntryProof(
                entry=e,
                leaf="00ff" * 40,
                tree_size=128,
                path=tuple(sha256(bytes([n])).hexdigest() for n in range(7)),
            )
            for e in ENTRIES
            if e.position is not None
        )
        return PromisePage(
            service=service,
            title=TITLE,
            controller=CONTROLLER,
            version=VERSIONS[0],
            promise=view_of(promise),
            quotes=(Words(ar=TEXTS["ar"][3][0], en=TEXTS["en"][3][0]),),
            proofs=proofs,
            checkpoint=CHECKPOINT,
            key="dar.example/services-app+1234abcd+" + "A" * 44,
        )

    def checkpoint(self, service: str) -> str:
        """Return the checkpoint."""
        return self.policy_page(service, language="ar", version=None).checkpoint or ""

    def tile(self, service: str, path: str) -> bytes:
        """Return a tile of one hash."""
        return sha256(f"{service}{path}".encode()).digest()

    def ledger_key(self, service: str) -> str:
        """Return the verifier key."""
        return self.promise_page(service, "W1").key or ""

    def ledger_succession(self, service: str, number: int) -> bytes:
        """Return stand-in bytes of a note."""
        self.tile(service, "tile/0/000")
        return f"{number}\n".encode()


PLANTED = "planted-value-7f3a"


class Falling(Published):
    """Acts that fall for a reason that nobody foresaw."""

    def services(self) -> tuple[ServiceSummary, ...]:
        """Fall over a value that must not be told."""
        raise ValueError(PLANTED)


@pytest.fixture(scope="session")
def app(app_of: AppOf) -> FastAPI:
    """Return the application over a published policy."""
    return app_of(Published())


@pytest.fixture(scope="session")
def site(site_of: SiteOf) -> Iterator[str]:
    """Return the address of the application over a published policy."""
    with site_of(Published()) as address:
        yield address


@pytest.fixture(scope="session")
def hostile_site(site_of: SiteOf) -> Iterator[str]:
    """Return the address of one whose policy tries to break the page."""
    passage = Passage(text=HOSTILE, role=Role.SENTENCE, promises=("W1",))
    with site_of(Published(extra=(passage,))) as address:
        yield address


@pytest.fixture
def falling_site(site_of: SiteOf) -> Iterator[str]:
    """Return the address of an application whose front page falls."""
    with site_of(Falling()) as address:
        yield address


@pytest.fixture
def client(site: str) -> Iterator[httpx.Client]:
    """Return a client of the application over a published policy."""
    with httpx.Client(base_url=site) as made:
        yield made


@pytest.fixture(scope="session")
def page_in() -> Callable[[Language], PolicyPage]:
    """Return what gives the page's values in a language."""
    return lambda language: Published().policy_page("services-app", language=language, version=None)
