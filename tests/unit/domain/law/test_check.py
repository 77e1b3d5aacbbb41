"""What a policy lacks, contradicts or leaves open by a law, with article and certainty."""

import pytest

from amana.domain.law.book import BOOK
from amana.domain.law.check.altering import altered
from amana.domain.law.check.checking import LawCheck, check
from amana.domain.law.check.finding import LawFinding, Sort
from amana.domain.law.pack_file import read_pack, write_pack
from amana.domain.policy.parse import parse
from amana.domain.promises.law import Law

HEAD = """\
amana: 1
service: app
title: {ar: "إشعار", en: Notice}
controller: {name: {ar: "تطبيق", en: App}, email: privacy@app.example}
languages: [ar, en]
data: {email: {}, health: {is: "pd:Health", name: {en: health}}}
purposes:
  offers: {is: "dpv:Marketing", basis: legitimate_interest}
  orders: {is: "dpv:ServiceProvision", basis: contract, name: {en: orders}}
  letter: {is: "dpv:CommunicationManagement", basis: consent, name: {en: the letter}}
recipients:
  keeper: {kind: service_providers, name: {en: Keeper}, country: US}
  near: {kind: service_providers, name: {en: Near}, country: SA, safeguards: [standard_clauses]}
promises:
  P1: {collect: email, for: orders}
"""


def found_by(law: Law, promises: str = "", head: str = HEAD) -> LawCheck:
    """Return the check of a policy with these promises more."""
    return check(parse(head + promises, texts={}), [BOOK[law]])


def of(result: LawCheck, code: str) -> list[LawFinding]:
    """Return the findings about this."""
    return [each for each in result.findings if each.code == code]


@pytest.mark.promise("W20")
def test_offers_without_consent_contradict_the_law_of_qatar() -> None:
    """An opt-out is not enough; a choice by opt-in is."""
    sent = "  P2: {message: promotional, for: offers, to: email, by: email}\n"
    result = found_by(Law.QATAR, sent)
    (certain,) = of(result, "consent.prior")
    assert (certain.sort, certain.article, certain.promises) == (Sort.CONTRADICTS, "22", ("P2",))
    assert certain.fails
    assert not result.holds
    opted = found_by(Law.QATAR, sent + "  P3: {choice: offers, by: opt_in}\n")
    assert not of(opted, "consent.prior")
    assert opted.holds


@pytest.mark.promise("A35")
def test_what_nobody_can_stop_contradicts_where_objections_count() -> None:
    """The Union lets marketing go on until an objection: somebody has to be able to object."""
    used = "  P2: {use: email, for: offers}\n"
    assert of(found_by(Law.GDPR, used), "consent.objection")
    stopped = "  P3: {choice: offers, by: opt_out}\n"
    assert not of(found_by(Law.GDPR, used + stopped), "consent.objection")
    objects = "  P3: {right: objection, for: offers}\n"
    assert not of(found_by(Law.GDPR, used + objects), "consent.objection")


@pytest.mark.promise("A35")
def test_sensitive_data_for_marketing_is_ruled_out_in_saudi_arabia() -> None:
    """Whatever is consented to."""
    result = found_by(Law.SAUDI, "  P2: {use: [email, health], for: offers}\n")
    (ruled,) = of(result, "forbidden")
    assert (ruled.promises, ruled.about, ruled.fails) == (("P2",), ("health",), True)
    assert not of(found_by(Law.SAUDI, "  P2: {use: health, for: orders}\n"), "forbidden")


def test_special_data_on_another_basis_is_told_of() -> None:
    """As a question for a lawyer, or as a permit that nobody sees here."""
    used = "  P2: {use: health, for: orders}\n"
    (asked,) = of(found_by(Law.GDPR, used), "special.explicit_consent")
    assert (asked.sort, asked.promises) == (Sort.SILENT, ("P2",))
    (permit,) = of(found_by(Law.QATAR, used), "special.permit")
    assert permit.sort is Sort.UNSEEN
    assert not of(
        found_by(Law.GDPR, "  P2: {use: health, for: letter}\n"), "special.explicit_consent"
    )


@pytest.mark.promise("A35")
def test_an_act_taken_for_consent_contradicts() -> None:
    """Certainly in Saudi Arabia; in Jordan the article was read in a draft only."""
    taken = (
        "  P2: {accept: use}\n  P3: {message: newsletter, for: letter, to: email, implied: true}\n"
    )
    assert [each.promises for each in of(found_by(Law.SAUDI, taken), "consent.implied")] == [
        ("P2",),
        ("P3",),
    ]
    assert not any(each.fails for each in of(found_by(Law.JORDAN, taken), "consent.implied"))
    assert not of(found_by(Law.SAUDI, "  P2: {accept: explicit}\n"), "consent.implied")


@pytest.mark.promise("A35")
@pytest.mark.parametrize(
    ("law", "within", "certain"),
    [
        (Law.SAUDI, "P45D", True),
        (Law.SAUDI, "P30D", None),
        (Law.GDPR, "P1M", False),
        (Law.GDPR, "P40D", True),
        (Law.JORDAN, "P22D", False),
        (Law.JORDAN, "P14D", None),
    ],
)
def test_a_promise_longer_than_the_law_contradicts(
    law: Law,
    within: str,
    certain: bool | None,  # noqa: FBT001 - a column of the table
) -> None:
    """Where the length of months decides it is not certain."""
    found = of(found_by(law, f"  P2: {{right: copy, within: {within}}}\n"), "answer.term")
    assert [each.fails for each in found] == ([] if certain is None else [certain])


@pytest.mark.promise("A35")
def test_people_are_to_be_told_of_a_breach_as_soon_as_the_law_wants() -> None:
    """Jordan within 24 hours; a promise of 72 is late, none is told of."""
    late = found_by(Law.JORDAN, "  P2: {breach: [affected, authority], within: PT72H}\n")
    (people,) = of(late, "breach.people")
    assert (people.sort, people.fails, people.article) == (Sort.CONTRADICTS, True, "20")
    assert not of(late, "breach.authority")
    none = found_by(Law.JORDAN)
    assert [each.sort for each in of(none, "breach.people")] == [Sort.SILENT]
    undue = found_by(Law.SAUDI, "  P2: {breach: affected, within: P9D}\n")
    assert not of(undue, "breach.people")
    egypt = found_by(Law.EGYPT, "  P2: {breach: affected, within: P9D}\n")
    assert not any(each.fails for each in of(egypt, "breach.people"))


def test_an_age_below_the_law_contradicts() -> None:
    """And that children are not spoken of is told."""
    (low,) = of(found_by(Law.GDPR, "  P2: {children: 13}\n"), "children")
    assert (low.sort, low.promises) == (Sort.CONTRADICTS, ("P2",))
    assert not of(found_by(Law.GDPR, "  P2: {children: 16}\n"), "children")
    assert [each.sort for each in of(found_by(Law.GDPR), "children")] == [Sort.SILENT]
    assert not of(found_by(Law.SAUDI, "  P2: {children: 13}\n"), "children")


@pytest.mark.promise("A11")
def test_the_check_reads_storage_places_and_their_grounds() -> None:
    """Data abroad wants a ground that the law knows."""
    stored = "  P2: {locate: email, in: [US]}\n"
    place, recipient = of(found_by(Law.SAUDI, stored), "transfer.ground")
    assert (place.promises, recipient.about) == (("P2",), ("keeper",))
    assert not place.fails, "binding rules and certificates, which nobody can name, would do too"
    grounded = "  P2: {locate: email, in: [US], under: adequacy}\n"
    (left,) = of(found_by(Law.SAUDI, grounded), "transfer.ground")
    assert left.about == ("keeper",)
    assert not of(found_by(Law.QATAR, stored), "transfer.ground")
    assert not any(each.fails for each in of(found_by(Law.JORDAN, stored), "transfer.ground"))
    home = HEAD.replace("country: US", "country: SA")
    assert not of(found_by(Law.SAUDI, head=home), "transfer.ground")


@pytest.mark.promise("A35")
def test_what_a_notice_lacks_is_named_with_its_article() -> None:
    """And ends with the promise that says it."""
    bare = {each.code for each in found_by(Law.GDPR).findings if each.sort is Sort.LACKS}
    assert {"notice.retention", "notice.rights", "right.erasure", "notice.complaint"} <= bare
    rights = (
        "[copy, rectification, account_deletion, restriction, objection, portability, "
        "withdrawal, complaint]"
    )
    full = (
        f"  P2: {{right: {rights}, through: account}}\n"
        "  P3: {retain: email, until: account_closed}\n"
        "  P4: {share: email, to: near, for: orders}\n"
        "  P5: {locate: email, in: [SA]}\n"
        "  P6: {protect: email, by: least_privilege}\n"
        "  P7: {change: published}\n"
        "  P8: {never: email, as: sell}\n"
    )
    lacks = [each.code for each in found_by(Law.GDPR, full).findings if each.sort is Sort.LACKS]
    assert lacks == ["transfer.ground", "transfer.ground"]
    saudi = [each.code for each in found_by(Law.SAUDI, full).findings if each.sort is Sort.LACKS]
    assert saudi == ["transfer.ground"]
    assert not of(found_by(Law.CCPA, full), "notice.sale")
    chosen = "  P2: {choice: offers, by: opt_out}\n"
    assert not of(found_by(Law.CCPA, chosen), "notice.sale")
    assert of(found_by(Law.CCPA), "notice.sale")


def test_a_policy_that_cannot_be_reached_or_read_lacks_that() -> None:
    """A right without a door is no way to ask; Kuwait wants both languages."""
    mute = HEAD.replace(", email: privacy@app.example", "").replace("[ar, en]", "[en]")
    assert of(found_by(Law.QATAR, head=mute), "notice.controller")
    assert of(found_by(Law.SAUDI, "  P2: {right: copy}\n", head=mute), "notice.asking")
    kuwait = found_by(Law.KUWAIT, head=mute)
    assert of(kuwait, "notice.arabic")
    assert not of(kuwait, "notice.english")
    assert kuwait.holds


@pytest.mark.promise("A35")
def test_drafts_never_fail_a_policy() -> None:
    """However much they find."""
    policy = parse(HEAD, texts={})
    drafts = [pack for pack in BOOK.values() if not pack.in_force]
    result = check(policy, drafts)
    assert result.findings
    assert result.holds
    assert result.strictest == ()


@pytest.mark.promise("A35")
def test_the_strictest_of_several_laws_leads() -> None:
    """Jordan tells people in 24 hours and answers in fifteen working days."""
    laws = [pack for pack in BOOK.values() if pack.in_force]
    found = {each.of.value: each.pack.law for each in check(parse(HEAD, texts={}), laws).strictest}
    assert found["people"] is Law.JORDAN
    assert found["answer"] is Law.JORDAN
    assert found["authority"] is Law.SAUDI
    assert found["age"] is Law.QATAR


def test_a_basis_that_a_law_does_not_know_contradicts() -> None:
    """As a law may leave legitimate interest out."""
    text = write_pack(BOOK[Law.SAUDI]).replace(", legitimate_interest]", "]")
    result = check(parse(HEAD, texts={}), [read_pack(text)])
    assert [each.about for each in of(result, "basis")] == [("offers",)]


@pytest.mark.promise("A35")
def test_what_a_change_of_law_alters_for_a_policy_is_shown() -> None:
    """A shorter term makes a promise late that was in time."""
    policy = parse(HEAD + "  P2: {right: copy, within: P30D}\n", texts={})
    old = BOOK[Law.SAUDI]
    new = read_pack(write_pack(old).replace("count: 30\n", "count: 10\n"))
    change = altered(policy, old, new)
    assert [each.code for each in change.begins] == ["answer.term"]
    assert change.ends == ()
    assert [each.added for each in change.changes] == [False, True]
    assert altered(policy, old, old).changes == ()


def test_no_consent_needs_no_withdrawal() -> None:
    """Where nothing rests on consent, how it is withdrawn is not asked for."""
    head = HEAD.replace("basis: consent", "basis: contract")
    assert not of(found_by(Law.GDPR, head=head), "notice.withdrawal")
    assert not of(found_by(Law.JORDAN, head=head), "consent.duration")
    assert of(found_by(Law.JORDAN), "consent.duration")


def test_a_right_over_data_that_is_not_sensitive_contradicts_nothing() -> None:
    """A policy without sensitive data has nothing that the ban of its marketing is about."""
    head = HEAD.replace(', health: {is: "pd:Health", name: {en: health}}', "")
    result = found_by(Law.SAUDI, "  P2: {right: [copy, rectification, erasure]}\n", head)
    assert not of(result, "forbidden")
