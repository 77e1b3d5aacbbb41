"""The policies of the store and of the ordering app: what they promise, and what follows."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from amana.cli.policy_file import open_policy
from amana.domain.decision.evaluate import evaluate
from amana.domain.decision.question import Answer, Facts, Question
from amana.domain.decision.rule import Doing, Need
from amana.domain.law.check.checking import check
from amana.domain.law.packs import PACKS
from amana.domain.policy.model import Policy
from amana.domain.policy.plan import plan
from amana.domain.policy.rule_book import rule_book

EXAMPLES: Final = Path(__file__).parents[3] / "examples"
ROWS: Final[Mapping[str, Mapping[str, str]]] = {
    "store": {
        "M1": "collect",
        "M2": "collect",
        "M3": "collect",
        "M4": "collect",
        "M5": "use",
        "M6": "use",
        "M7": "choice",
        "M8": "use",
        "M9": "collect",
        "M10": "share",
        "M11": "collect",
        "M12": "share",
        "M13": "cookie",
        "M14": "protect",
        "M15": "protect",
        "M16": "message",
        "M17": "publish",
        "M18": "right",
        "M19": "right",
        "M20": "scope",
        "M21": "change",
        "M22": "accept",
    },
    "ordering": {
        "C1": "collect",
        "C2": "collect",
        "C3": "use",
        "C4": "use",
        "C5": "only",
        "C6": "choice",
        "C7": "message",
        "C8": "protect",
        "C9": "protect",
        "C10": "never",
        "C11": "share",
        "C12": "share",
        "C13": "scope",
        "C14": "change",
        "C15": "accept",
        "C16": "contact",
        "C17": "scope",
    },
}
"""The rows of the specification, each with its kind."""
BESIDE: Final[Mapping[str, Mapping[str, str]]] = {
    "store": {
        "M2-card": "collect",
        "M3-ip": "collect",
        "M7-use": "use",
        "M7-consent": "choice",
        "M7-message": "message",
        "M10-use": "use",
        "M11-use": "use",
        "M12-payment": "share",
        "M12-law": "share",
        "M12-merger": "share",
        "M17-use": "use",
        "newsletter-choice": "choice",
        "newsletter-use": "use",
        "newsletter-sent": "message",
        "breach-told": "breach",
        "visits-kept": "retain",
        "orders-kept": "retain",
        "account-kept": "retain",
    },
    "ordering": {
        "C1-card": "collect",
        "C1-other": "collect",
        "C2-use": "use",
        "C5-message": "message",
        "C6-collect": "collect",
        "C11-choice": "choice",
        "C12-surveys": "share",
        "account": "use",
        "orders": "use",
        "breach-told": "breach",
        "phone-kept": "retain",
        "orders-kept": "retain",
        "account-kept": "retain",
    },
}
"""What a row says beside its main kind, and what a policy has to say that no row does."""
REMARKS: Final[Mapping[str, set[tuple[str, tuple[str, ...]]]]] = {
    "store": set(),
    # Both are meant: C11 gives nothing away for a price, and an address from an order is for it.
    "ordering": {("pull_apart", ("C10", "C11")), ("limited", ("C5", "account"))},
}
# No law names an age here, and neither service is for children.
FINDINGS: Final = {("qatar", "17", "children")}


@pytest.fixture(scope="module", params=sorted(ROWS))
def service(request: pytest.FixtureRequest) -> str:
    """Return the folder's name, which is the service's."""
    return str(request.param)


def _policy(service: str) -> Policy:
    return open_policy(EXAMPLES / service / "policy.yaml").policy


def _asked(service: str, question: Question, facts: Facts | None = None) -> Answer:
    return evaluate(rule_book(_policy(service)), question, facts or Facts())


def _ask(doing: Doing, data: str, purpose: str, **rest: str) -> Question:
    return Question(doing=doing, data=frozenset({data}), purposes=frozenset({purpose}), **rest)


def test_each_row_is_promised_by_its_kind(service: str) -> None:
    """No row is missing, and each is of the kind that it has to be."""
    promised = {name: it.kind.name for name, it in _policy(service).promises.items()}
    assert promised == {**ROWS[service], **BESIDE[service]}


def test_each_promise_quotes_the_arabic_text(service: str) -> None:
    """Parsing checks that each sentence stands in the text; here no promise may do without."""
    policy = _policy(service)
    assert (policy.service, policy.languages, policy.laws) == (service, ("ar",), ("qatar",))
    assert all(set(promise.quotes) == {"ar"} for promise in policy.promises.values())


def test_each_item_of_the_text_makes_a_promise(service: str) -> None:
    """Nothing is said under a heading that no promise takes up, and there is no room for more."""
    opened = open_policy(EXAMPLES / service / "policy.yaml")
    lines = opened.texts["ar"].splitlines()
    items = [line.removeprefix("- ") for line in lines if line.startswith("- ")]
    quoted = {
        sentence for promise in opened.policy.promises.values() for sentence in promise.quotes["ar"]
    }
    assert set(items) == quoted
    assert 25 <= len(items) <= 45


@pytest.mark.promise("C11")
def test_it_can_be_published_and_pulls_apart_only_where_it_is_meant_to(service: str) -> None:
    """That nothing is sold pulls against sharing with advertisers, and the plan says so."""
    shown = plan(_policy(service), against=None)
    assert shown.publishable
    assert {(each.code, each.promises) for each in shown.remarks} == REMARKS[service]


def test_no_law_contradicts_it(service: str) -> None:
    """What the law finds is what it finds of any service that says nothing of children."""
    policy = _policy(service)
    found = check(policy, [PACKS[law] for law in policy.laws])
    assert found.holds
    assert {(it.law, it.article, it.code) for it in found.findings} == FINDINGS


def test_no_text_leaves_a_recipient_or_purpose_without_safeguard_or_term(service: str) -> None:
    """Each has its DPV term, country and safeguards."""
    policy = _policy(service)
    assert all(it.country and it.safeguards for it in policy.recipients.values())
    assert all(it.term for it in policy.purposes.values())
    assert all(it.term for it in policy.data.values())


@pytest.mark.promise("M7")
def test_an_objection_ends_the_analysis_and_offers_need_consent_before() -> None:
    """The row lets people opt out; the law of Qatar asks before anything is sent."""
    analysis = _ask(Doing.USE, "order_booking", "preferences")
    assert _asked("store", analysis, Facts(met=frozenset({Need.NO_OBJECTION}))).permitted
    assert not _asked("store", analysis, Facts(objected=frozenset({"preferences"}))).permitted
    offer = _ask(Doing.MESSAGE, "email", "tailored_offers", channel="email")
    assert not _asked("store", offer).permitted
    assert _asked("store", offer, Facts(consented=frozenset({"tailored_offers"}))).permitted


@pytest.mark.promise("M8")
def test_a_draw_is_for_those_who_entered_it() -> None:
    """The purpose exists for nobody else."""
    draw = _ask(Doing.USE, "phone", "contests")
    assert not _asked("store", draw).permitted
    assert _asked("store", draw, Facts(events=frozenset({"entered"}))).permitted


@pytest.mark.promise("M11")
def test_a_call_is_recorded_once_the_caller_was_told_and_serves_four_purposes() -> None:
    """Not before, and nothing else."""
    taken = _ask(Doing.COLLECT, "call_recording", "quality", occasion="call", origin="automatic")
    accepted, told = frozenset({Need.ACCEPTED}), frozenset({"caller_told"})
    assert not _asked("store", taken, Facts(met=accepted)).permitted
    assert not _asked("store", taken, Facts(events=told)).permitted
    assert _asked("store", taken, Facts(met=accepted, events=told)).permitted
    purposes = _policy("store").purposes
    heard = {
        purpose
        for purpose in purposes
        if _asked("store", _ask(Doing.USE, "call_recording", purpose)).permitted
    }
    assert heard == {"identity_verification", "quality", "training", "security_fraud"}


@pytest.mark.promise("C5")
def test_an_address_from_an_order_gets_no_newsletter_without_the_mailing_list() -> None:
    """Nor does it serve the account; one that was given at sign-up does."""
    news = _ask(Doing.MESSAGE, "email", "newsletter", channel="email", occasion="order")
    assert not _asked("ordering", news).permitted
    assert _asked("ordering", news, Facts(consented=frozenset({"newsletter"}))).permitted
    of_order, of_sign_up = (
        _ask(Doing.USE, "email", "account", occasion=occasion)
        for occasion in ("order", "registration")
    )
    assert not _asked("ordering", of_order).permitted
    assert _asked("ordering", of_sign_up).permitted


@pytest.mark.promise("C10")
@pytest.mark.parametrize("nature", ["sell", "trade", "rent"])
def test_who_somebody_is_is_not_sold_traded_or_rented(nature: str) -> None:
    """Not even to whom C11 shares with."""
    shared = _ask(Doing.DISCLOSE, "name", "partner_offers", recipient="advertiser")
    met = Facts(met=frozenset({Need.GRANT, Need.NO_OBJECTION}))
    assert _asked("ordering", shared, met).permitted
    sold = _ask(Doing.DISCLOSE, "name", "partner_offers", recipient="advertiser", nature=nature)
    refused = _asked("ordering", sold, met)
    assert "C10" in {promise for each in refused.refusals for promise in each.promises}
