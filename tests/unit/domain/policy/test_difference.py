"""What changed between two versions, whether it matters, and why."""

import pytest

from amana.domain.policy.change import How, Subject
from amana.domain.policy.difference import Difference, difference
from amana.domain.policy.parse import parse

OLD = """\
amana: 1
service: store
title: {ar: "إشعار", en: Notice}
controller: {name: {ar: "متجر", en: Store}, email: privacy@example.org, phone: "+974 4000 0000"}
languages: [ar, en]
laws: [qatar, gdpr]
data:
  email: {}
  phone: {}
purposes:
  orders: {name: {ar: "الطلبات", en: orders}, basis: contract}
  gifts: {name: {ar: "الهدايا", en: gifts}, basis: contract, who: entered}
recipients:
  courier: {kind: service_providers, name: {ar: "ساعٍ", en: Courier}, safeguards: [contract],
    country: QA, contact: a@example.org}
promises:
  M1: {collect: [email, phone], at: registration, for: [orders, gifts]}
  M2: {use: [email], for: orders}
  M3: {share: [email], to: courier, for: orders}
  C5: {only: [email], at: [registration], for: [orders, gifts]}
  C10: {never: [email, phone], as: [sell, rent]}
  A20: {breach: affected, within: PT72H}
"""


def step(*replacements: tuple[str, str], old: str = OLD) -> Difference:
    """Return the difference that these replacements make."""
    new = old
    for before, after in replacements:
        assert before in new
        new = new.replace(before, after, 1)
    return difference(parse(old, texts={}), parse(new, texts={}))


CASES = {
    "new data": ("  phone: {}", "  phone: {}\n  name: {}", "new_data", True),
    "data gone": ("purposes:\n", "purposes:\n", None, False),
    "new purpose": (
        "recipients:\n",
        "  analytics: {basis: consent}\nrecipients:\n",
        "new_purpose",
        True,
    ),
    "new recipient": (
        "promises:\n",
        "  bank: {kind: financial_institutions}\npromises:\n",
        "new_recipient",
        True,
    ),
    "basis": (", basis: contract}", ", basis: legitimate_interest}", "other_basis", True),
    "condition gone": (", who: entered", "", "wider", True),
    "condition comes": (
        "orders}, basis: contract",
        "orders}, basis: contract, who: entered",
        "narrower",
        False,
    ),
    "purpose renamed": ("en: gifts", "en: presents", "wording", False),
    "recipient renamed": ('{ar: "ساعٍ", en: Courier}', "{en: Other}", "new_recipient", True),
    "recipient renamed in part": ("en: Courier", "en: The courier", "wording", False),
    "safeguard gone": (", safeguards: [contract]", "", "weaker", True),
    "safeguard comes": ("[contract]", "[contract, encryption]", "added_protection", False),
    "country": ("country: QA", "country: US", "other_meaning", True),
    "recipient's contact": ("a@example.org", "b@example.org", "correction", False),
    "law gone": ("[qatar, gdpr]", "[qatar]", "fewer_laws", True),
    "law comes": ("[qatar, gdpr]", "[qatar, gdpr, uae]", "added_protection", False),
    "language gone": ("[ar, en]", "[ar]", "fewer_languages", True),
    "title": ("en: Notice", "en: Privacy", "wording", False),
    "controller": ("en: Store", "en: Other", "other_controller", True),
    "controller's phone": ("+974 4000 0000", "+974 4000 0001", "correction", False),
    "controller's phone gone": (', phone: "+974 4000 0000"', "", "weaker", True),
    "collects more": ("at: registration", "at: [registration, order]", "wider", True),
    "collects at any time": (" at: registration,", "", "wider", True),
    "collects less": ("{collect: [email, phone]", "{collect: [email]", "narrower", False),
    "uses more": ("{use: [email]", "{use: [email, phone]", "wider", True),
    "limit asks for consent": (
        "for: [orders, gifts]}\n  C10",
        "for: [orders, gifts], unless: gifts}\n  C10",
        "narrower",
        False,
    ),
    "limit tighter": ("for: [orders, gifts]}\n  C10", "for: [orders]}\n  C10", "narrower", False),
    "limit on less": ("at: [registration], for", "at: [order], for", None, True),
    "ban smaller": ("as: [sell, rent]", "as: [sell]", "weaker", True),
    "ban larger": ("as: [sell, rent]", "as: [sell, rent, trade]", "narrower", False),
    "breach later": ("PT72H", "P5D", "longer", True),
    "breach sooner": ("PT72H", "PT24H", "shorter", False),
    "permission gone": ("  M2: {use: [email], for: orders}\n", "", "narrower", False),
    "ban gone": ("  C10: {never: [email, phone], as: [sell, rent]}\n", "", "removed_promise", True),
    "permission comes": ("  M3", "  M9: {use: [phone], for: orders}\n  M3", "new_permission", True),
    "ban comes": ("  M3", "  M9: {never: [phone], for: gifts}\n  M3", "added_protection", False),
    "another id": ("  M2:", "  M4:", "wording", False),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_change_is_weighed_with_its_reason(case: tuple[str, str, str | None, bool]) -> None:
    """Each change is proposed as material or not, for a reason in both languages."""
    before, after, reason, material = case
    changes = step((before, after)).changes
    if before == after:
        assert not changes
        return
    assert len(changes) >= 1
    assert any(change.material for change in changes) is material
    if reason is not None:
        assert [change.reason.code for change in changes] == [reason]


def test_data_that_goes_is_narrower() -> None:
    """Holding less needs no warning."""
    changes = step(
        ("  phone: {}\n", ""),
        ("[email, phone], at", "[email], at"),
        ("[email, phone], as", "[email], as"),
    ).changes
    data = [change for change in changes if change.subject is Subject.DATA]
    assert [(change.how, change.id, change.material) for change in data] == [
        (How.REMOVED, "phone", False)
    ]


def test_another_kind_under_the_same_id_is_one_promise_gone_and_one_come() -> None:
    """An id does not make a ban out of a permission."""
    changed = step(("M2: {use: [email], for: orders}", "M2: {never: email, as: sell}"))
    assert (changed.ends, changed.begins) == (("M2",), ("M2",))


def test_a_change_is_said_in_both_languages() -> None:
    """The old sentence and the new one stand side by side."""
    (change,) = step(("{use: [email]", "{use: [email, phone]")).changes
    assert change.before is not None
    assert change.before.en in change.words.en
    assert "M2" in change.words.ar
    assert "تغيير" in change.words.ar


def test_published_texts_are_compared_without_their_white_space() -> None:
    """A new line break is no change; a new word is one of wording."""
    texts = OLD.replace("data:\n", "texts: {en: privacy.md}\ndata:\n", 1)
    quoted = texts.replace("for: orders}", 'for: orders, quote: {en: "We use it."}}', 1)
    old = parse(texts, texts={"en": "We use it. Yes."})
    assert not difference(old, parse(texts, texts={"en": "We use\nit.  Yes."})).changes
    new = difference(old, parse(quoted, texts={"en": "We use it. No."})).changes
    assert [(change.subject, change.item) for change in new] == [
        (Subject.PROMISE, "quote"),
        (Subject.TEXT, None),
    ]
    bare = parse(OLD, texts={})
    assert [change.how for change in difference(bare, old).changes] == [How.ADDED]
    assert [change.how for change in difference(old, bare).changes] == [How.REMOVED]


def test_a_larger_smallest_group_is_stricter_and_a_smaller_one_is_not() -> None:
    """Figures over fewer people say more about each."""
    old = OLD.replace("M3: {share: [email],", "M3: {share: [email], at_least: 20,")
    stricter = step(("at_least: 20", "at_least: 50"), old=old)
    looser = step(("at_least: 20", "at_least: 10"), old=old)
    assert (stricter.material, looser.material) == (False, True)


def test_another_event_beforehand_is_not_known_to_be_stricter() -> None:
    """What must come first is part of what is promised."""
    old = OLD.replace("at: registration,", "at: registration, after: told,")
    assert step(("after: told", "after: asked"), old=old).material
    assert step((", after: told", ""), old=old).material


def test_an_item_that_cannot_change_alone_is_judged_with_the_others() -> None:
    """A delay cannot stand without its event: both go together."""
    message = "{message: service, for: orders, to: email"
    old = OLD.replace("promises:\n", f"promises:\n  N1: {message}, after: order, delay: P3D}}\n")
    changes = step((", after: order, delay: P3D", ""), old=old).changes
    assert [change.item for change in changes] == ["after", "delay"]


def test_a_promise_that_binds_more_without_a_rule_adds_protection() -> None:
    """Telling the authority too is more, telling it no longer is less."""
    assert not step(("breach: affected", "breach: [affected, authority]")).material
    old = OLD.replace("breach: affected", "breach: [affected, authority]")
    assert step(("breach: [affected, authority]", "breach: affected"), old=old).material
