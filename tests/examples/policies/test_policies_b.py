"""The policies of the classified-ads site and of the scheduling service promise their rows."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.domain.law.check.checking import LawCheck
from amana.domain.law.check.checking import check as checked
from amana.domain.law.check.finding import Sort
from amana.domain.law.packs import PACKS
from amana.domain.policy.model import Policy
from amana.domain.policy.parse import parse
from amana.domain.policy.plan import plan

if TYPE_CHECKING:
    from amana.domain.words import Language

EXAMPLES = Path(__file__).parents[3] / "examples"

# The rows of the specification, each with its kind, in the order of the numbers from 1 on.
ROWS = {
    "classifieds": (
        "K",
        (
            "collect protect scope accept collect use message message cookie collect use verify "
            "only share share share cookie choice protect"
        ),
    ),
    "scheduling": (
        "A",
        (
            "right only scope collect collect use share share share share locate protect protect "
            "protect protect retain retain retain retain breach right right right right right "
            "right right right right message right children change contact law accept protect"
        ),
    ),
}
# What a row promises besides, and what no row promises but a law or the service itself wants.
MORE = {
    "classifieds": {
        "K6-choice": "choice",
        "K8-jobs": "message",
        "K8-renewal": "message",
        "K8-offers": "message",
        "K8-consent": "choice",
        "K14-calls": "share",
        "K16-counted": "collect",
        "K14-choice": "choice",
        "ads-taken": "collect",
        "sign-in-cookie": "collect",
        "payments-taken": "collect",
        "ads-shown": "publish",
        "contact-shown": "publish",
        "breach-told": "breach",
        "account-kept": "retain",
        "logs-kept": "retain",
        "cookies-kept": "retain",
        "rights": "right",
        "withdrawal": "right",
        "complaint": "right",
        "changes": "change",
        "law-of-jordan": "law",
        "contact": "contact",
    },
    "scheduling": {
        "A4-payment": "collect",
        "A4-card": "collect",
        "A7-administrators": "share",
        "A9-development": "share",
        "A9-payment": "share",
        "A9-messages": "share",
        "A9-partners": "share",
        "A20-authority": "breach",
        "A22-restriction": "right",
        "A22-withdrawal": "right",
        "A27-proof": "verify",
        "A30-transactional": "message",
        "bookings-taken": "collect",
        "offers-choice": "choice",
        "never-sold": "never",
        "visits-kept": "retain",
        "support-kept": "retain",
    },
}
# Row K8 takes an address that is given for consent; the law does not, and decisions follow it.
CONTRADICTED = {
    "classifieds": {
        ("jordan", "consent.implied", promise)
        for promise in ("K8", "K8-jobs", "K8-renewal", "K8-offers")
    },
    "scheduling": set(),
}
SILENT = {"classifieds": {("jordan", "children")}, "scheduling": set()}
LAWS = {"classifieds": ("jordan",), "scheduling": ("gdpr", "ccpa")}


@pytest.fixture(scope="module", params=sorted(ROWS))
def policy(request: pytest.FixtureRequest) -> Policy:
    """Read a policy with its text, which has to hold every sentence that is quoted."""
    folder = EXAMPLES / str(request.param)
    texts: dict[Language, str] = {"ar": (folder / "privacy.ar.md").read_text(encoding="utf-8")}
    return parse((folder / "policy.yaml").read_text(encoding="utf-8"), texts=texts)


@pytest.fixture
def found(policy: Policy) -> LawCheck:
    """Check the policy by the laws that it names."""
    return checked(policy, [PACKS[law] for law in policy.laws])


def test_each_row_is_promised_by_its_kind(policy: Policy) -> None:
    """No row is missing, each is of its kind, and nothing is promised that is not named here."""
    letter, kinds = ROWS[policy.service]
    rows = {f"{letter}{number}": kind for number, kind in enumerate(kinds.split(), start=1)}
    kept = {name: promise.kind.name for name, promise in policy.promises.items()}
    assert kept == rows | MORE[policy.service]


def test_each_promise_quotes_its_sentence(policy: Policy) -> None:
    """The text is in Arabic alone, and no promise does without a sentence of it."""
    assert policy.languages == ("ar",)
    assert all(set(promise.quotes) == {"ar"} for promise in policy.promises.values())


def test_nothing_stands_in_the_way_and_nothing_is_left_unsaid(policy: Policy) -> None:
    """The plan can be published, and has no warning either."""
    planned = plan(policy, against=None)
    assert planned.publishable
    assert [remark.code for remark in planned.remarks] == []


def test_the_laws_are_those_of_the_service(policy: Policy) -> None:
    """Jordan's for the site, the European and the Californian for the scheduling service."""
    assert policy.laws == LAWS[policy.service]


@pytest.mark.promise("K8")
def test_laws_contradict_nothing_but_what_is_named(policy: Policy, found: LawCheck) -> None:
    """The law check finds the implied consent of K8, and nothing else that speaks against it."""
    against = {
        (each.law.value, each.code, *each.promises)
        for each in found.findings
        if each.sort is Sort.CONTRADICTS
    }
    assert against == CONTRADICTED[policy.service]
    assert found.holds


def test_laws_find_nothing_lacking(policy: Policy, found: LawCheck) -> None:
    """What a notice has to say is said; that no promise speaks of children is named."""
    assert [each.code for each in found.findings if each.sort is Sort.LACKS] == []
    silent = {(each.law.value, each.code) for each in found.findings if each.sort is Sort.SILENT}
    assert silent == SILENT[policy.service]
