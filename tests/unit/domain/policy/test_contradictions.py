"""Promises that cannot all be kept are found, and so is what a policy leaves unsaid."""

import pytest

from amana.domain.policy.contradictions import remarks
from amana.domain.policy.finding import Severity, Sort
from amana.domain.policy.parse import parse
from amana.domain.policy.plan import plan

HEAD = """\
amana: 1
service: store
title: {ar: "إشعار", en: Notice}
controller: {name: {ar: "متجر", en: Store}, email: privacy@example.org}
languages: [ar, en]
laws: [qatar, jordan, ccpa]
data: {email: {}, phone: {}}
purposes:
  orders: {name: {ar: "الطلبات", en: orders}, basis: contract}
  marketing: {basis: consent}
recipients:
  courier: {kind: service_providers, safeguards: [contract]}
  ads: {kind: advertisers_marketers, safeguards: [contract]}
promises:
"""


def found(*promises: str, head: str = HEAD) -> dict[str, tuple[Severity, tuple[str, ...]]]:
    """Return what is found in a policy of these promises: severity and promises, by code."""
    lines = [f"  P{number}: {promise}\n" for number, promise in enumerate(promises, 1)]
    policy = parse(head + "".join(lines), texts={})
    return {it.code: (it.severity, it.promises) for it in remarks(policy)}


NEVER_SOLD = "{never: [email], as: [sell, rent, trade]}"

CASES = {
    "never sold beside advertisers": (
        (NEVER_SOLD, "{share: [email], to: ads, for: marketing}"),
        "pull_apart",
        Severity.WARNING,
    ),
    "never collected beside collected": (
        ("{never: email, collected: true}", "{collect: email, for: orders}"),
        "ruled_out",
        Severity.ERROR,
    ),
    "never collected beside more collected": (
        ("{never: email, collected: true}", "{collect: [email, phone], for: orders}"),
        "partly_ruled_out",
        Severity.WARNING,
    ),
    "only for orders beside marketing": (
        ("{only: email, for: orders}", "{use: email, for: marketing}"),
        "limited_away",
        Severity.ERROR,
    ),
    "only for orders beside both": (
        ("{only: email, for: orders}", "{use: email, for: [orders, marketing]}"),
        "limited",
        Severity.WARNING,
    ),
    "only at one occasion": (
        ("{only: email, at: order, for: orders}", "{use: email, for: marketing}"),
        "limited",
        Severity.WARNING,
    ),
    "consent without choice": (
        ("{use: email, for: marketing}",),
        "consent_without_choice",
        Severity.WARNING,
    ),
    "used but never collected": (
        ("{use: email, for: orders}",),
        "data_without_collection",
        Severity.WARNING,
    ),
    "kept without a period": (
        ("{collect: email, for: orders}",),
        "no_period",
        Severity.WARNING,
    ),
    "idle purpose": (
        ("{collect: email, for: orders}",),
        "purpose_without_promise",
        Severity.WARNING,
    ),
    "idle recipient": (
        ("{collect: email, for: orders}",),
        "recipient_without_promise",
        Severity.WARNING,
    ),
    "late breach": (
        ("{breach: affected, within: P5D}",),
        "late_breach",
        Severity.ERROR,
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_what_does_not_go_together_is_found(
    case: tuple[tuple[str, ...], str, Severity],
) -> None:
    """Each finding has its code and severity, and names the promises concerned."""
    promises, code, severity = case
    everything = found(*promises)
    assert code in everything, everything
    assert everything[code][0] is severity
    assert set(everything[code][1]) <= {f"P{n}" for n in range(1, len(promises) + 1)}


@pytest.mark.promise("C10", "C11")
def test_never_sold_and_shared_with_a_courier_go_together() -> None:
    """Who carries a parcel does not buy data: no finding cries wolf."""
    everything = found(NEVER_SOLD, "{share: [email], to: courier, for: orders}")
    assert not {"pull_apart", "ruled_out", "partly_ruled_out"} & everything.keys()


def test_a_limit_beside_what_it_allows_is_no_contradiction() -> None:
    """A use within the limit is what the limit is for."""
    everything = found("{only: email, for: orders}", "{use: email, for: orders}")
    assert not {"limited", "limited_away"} & everything.keys()


def test_two_periods_for_the_same_thing_contradict() -> None:
    """Only one of them can be what happens; for other data there may be another."""
    same = found(
        "{breach: affected, within: PT24H}",
        "{breach: affected, within: PT12H}",
    )
    assert same["two_periods"] == (Severity.ERROR, ("P1", "P2"))


def test_two_periods_contradict_only_where_they_are_about_the_same_data() -> None:
    """E-mail cannot be kept for a month and for two; the phone number may differ."""
    month = "{retain: email, until: account_closed, period: P30D}"
    both = "{retain: [email, phone], until: account_closed, period: P60D}"
    assert found(month, both)["two_periods"] == (Severity.ERROR, ("P1", "P2"))
    assert "two_periods" not in found(month, both.replace("[email, phone]", "phone"))


def test_another_period_after_another_event_is_no_contradiction() -> None:
    """A month after the account closes, and two months after an order, are two things."""
    closed = "{retain: email, until: account_closed, period: P30D}"
    ordered = "{retain: email, until: order_done, period: P60D}"
    assert "two_periods" not in found(closed, ordered)


def test_a_limit_on_other_data_is_no_contradiction() -> None:
    """What is promised of the phone number says nothing of the e-mail address."""
    everything = found("{only: phone, for: orders}", "{use: email, for: marketing}")
    assert not {"limited", "limited_away"} & everything.keys()


def test_a_law_that_is_not_declared_sets_no_clock() -> None:
    """Seventy-two hours are right where no law asks for fewer."""
    within = "{breach: affected, within: PT72H}"
    calm = HEAD.replace("[qatar, jordan, ccpa]", "[qatar]")
    assert "late_breach" not in found(within, head=calm)
    assert "late_breach" in found(within)


def test_an_unreachable_controller_is_a_gap() -> None:
    """People must know where to write."""
    mute = HEAD.replace(", email: privacy@example.org", "")
    assert "no_contact" in found("{collect: email, for: orders}", head=mute)
    assert "no_contact" not in found("{collect: email, for: orders}")


def test_a_recipient_without_safeguards_is_a_gap() -> None:
    """Unless none could bind it, as with an authority."""
    loose = HEAD.replace("service_providers, safeguards: [contract]", "service_providers")
    share = "{share: email, to: courier, for: orders}"
    assert "share_without_safeguard" in found(share, head=loose)
    assert "share_without_safeguard" not in found(share)
    state = loose.replace("service_providers", "authorities")
    assert "share_without_safeguard" not in found(share, head=state)


def test_giving_people_their_own_data_asks_for_no_safeguard() -> None:
    """The person is nobody's declared recipient, and needs no contract."""
    everything = found("{collect: email, for: orders}", "{right: access}")
    assert "share_without_safeguard" not in everything


def test_names_that_lack_a_declared_language_are_a_gap() -> None:
    """Readers of that language would meet the other one."""
    half = HEAD.replace('{ar: "إشعار", en: Notice}', "{en: Notice}")
    assert "not_in_language" in found("{collect: email, for: orders}", head=half)


def test_a_promise_that_the_text_does_not_make_is_a_gap() -> None:
    """It would stand on no sentence of the page."""
    head = HEAD.replace("data: {", "texts: {en: privacy.md}\ndata: {")
    text = f"{head}  P1: {{collect: email, for: orders}}\n"
    policy = parse(text, texts={"en": "Nothing here."})
    assert ("not_quoted", ("P1",)) in {(it.code, it.promises) for it in remarks(policy)}
    quoted = text.replace("orders}\n", 'orders, quote: {en: "We ask."}}\n')
    policy = parse(quoted, texts={"en": "We ask."})
    assert "not_quoted" not in {it.code for it in remarks(policy)}


def test_errors_come_first_and_stand_in_the_way() -> None:
    """A policy that contradicts itself cannot be published; gaps only warn."""
    promises = "  P1: {never: email, collected: true}\n  P2: {collect: email, for: orders}\n"
    result = plan(parse(HEAD + promises, texts={}), against=None)
    assert not result.publishable
    assert result.remarks[0].severity is Severity.ERROR
    assert {it.sort for it in result.remarks} == {Sort.CONTRADICTION, Sort.GAP}
    calm = plan(parse(HEAD + promises.splitlines()[1] + "\n", texts={}), against=None)
    assert calm.publishable


def test_a_ban_on_one_thing_leaves_another_alone() -> None:
    """What is never collected is no word about what else is collected."""
    said = found("{never: email, collected: true}", "{collect: phone, for: orders}")
    assert not {"ruled_out", "partly_ruled_out"} & said.keys()


def test_an_opt_out_is_no_consent() -> None:
    """Its purpose rests on consent, and nothing asks for it before: silence would be the yes."""
    refused = "{choice: marketing, by: opt_out}"
    assert found(refused)["consent_by_silence"] == (Severity.ERROR, ("P1",))
    other = HEAD.replace("basis: consent", "basis: legitimate_interest")
    assert "consent_by_silence" not in found(refused, head=other)
    assert "consent_by_silence" not in found(refused.replace("opt_out", "opt_in"))


def test_an_opt_out_beside_the_question_is_the_way_back() -> None:
    """Where another promise asks before."""
    both = ("{choice: marketing, by: opt_in}", "{choice: marketing, by: opt_out}")
    assert "consent_by_silence" not in found(*both)
