"""What the banner asks, in the words of a policy, and from which version on a consent holds."""

import pytest

from amana.domain.banner.banner import Banner, banner_of
from amana.domain.banner.consent_mode import ADVERTISING, ALL, signals_of
from amana.domain.policy.earlier import Published, steps_of
from amana.domain.policy.errors import PolicyErrors
from amana.domain.policy.parse import parse
from amana.domain.policy.rule_book import rule_book

POLICY = """\
amana: 1
service: app
title: {{en: Notice}}
controller: {{name: {{en: App}}, email: privacy@app.example}}
languages: [en]
data: {{id: {{name: {{en: an id}}}}, visits: {{name: {{en: visits}}}}}}
purposes:
  shop: {{basis: contract, name: {{en: the shop}}}}
  stats: {{is: "dpv:ServiceUsageAnalytics", basis: consent}}
  ads: {{is: "dpv:Marketing", basis: consent}}
recipients: {{network: {{kind: advertisers_marketers, name: {{en: a network}}}}}}
promises:
  P1: {{cookie: [stats], data: {data}, essential: [shop], names: {names}, signals: {signals}}}
  {more}
"""
ADS = "P2: {cookie: [ads, stats], data: id, set_by: network, names: _ad}"


def source(
    *, data: str = "id", names: str = "[_s]", signals: str = "[gpc]", more: str = ADS
) -> str:
    """Return a policy."""
    return POLICY.format(data=data, names=names, signals=signals, more=more)


def asked(*versions: tuple[str, bool | None]) -> Banner:
    """Return what the banner asks under the last of these versions."""
    known = [(parse(text, texts={}), material) for text, material in versions]
    steps = steps_of(
        [
            Published(number=number, policy=policy, book=rule_book(policy), material=material)
            for number, (policy, material) in enumerate(known, 1)
        ]
    )
    return banner_of(known[-1][0], steps)


def test_each_purpose_that_is_asked_about_is_a_category() -> None:
    """With all that its promises say; what is essential is not asked about."""
    banner = asked((source(), None))
    stats, ads = banner.categories
    assert (stats.purpose, ads.purpose) == ("stats", "ads")
    assert stats.cookies == ("_s", "_ad")
    assert stats.binding.promise == "P1"
    assert ads.set_by is not None
    assert ads.set_by.en == "a network"
    assert [it.en for it in banner.essential] == ["the shop"]
    assert (stats.stopped_by_gpc, ads.stopped_by_gpc) == (False, True)


def test_a_policy_without_cookies_asks_nothing() -> None:
    """There is no category, and nothing is passed on."""
    text = source(more="").replace("P1: {cookie: [stats]", "P1: {use: id, for: stats} #")
    banner = asked((text, None))
    assert banner.categories == ()
    assert not banner.consent_mode


def test_choices_are_passed_on_where_the_policy_says_so() -> None:
    """Each purpose by what it is; one without a term is passed on as nothing."""
    assert asked((source(), None)).categories[1].consent_mode == ()
    banner = asked((source(signals="[consent_mode]"), None))
    assert banner.consent_mode
    assert [it.consent_mode for it in banner.categories] == [("analytics_storage",), ADVERTISING]
    assert signals_of(None) == ()
    assert set(signals_of("dpv:Personalisation")) < set(ALL)


def test_a_consent_holds_from_the_last_material_change_on() -> None:
    """Other words that were judged not material, and no change at all, go on."""
    first, second = source(), source(data="[id, visits]")
    assert [it.since for it in asked((first, None), (first, True)).categories] == [1, 1]
    assert [it.since for it in asked((first, None), (second, False)).categories] == [1, 1]
    assert [it.since for it in asked((first, None), (second, True)).categories] == [2, 1]
    three = asked((first, None), (second, True), (second, False))
    assert [it.since for it in three.categories] == [2, 1]


def test_another_promise_about_the_same_purpose_asks_anew() -> None:
    """Who agreed to one promise did not agree to two."""
    banner = asked((source(more=""), None), (source(), True))
    assert [it.since for it in banner.categories] == [2, 2]


@pytest.mark.parametrize("name", ["a b", "a;", "*", "a*b", "ü"])
def test_a_name_that_no_cookie_has_is_refused(name: str) -> None:
    """What withdrawal is to clear must be able to exist."""
    with pytest.raises(PolicyErrors):
        parse(source(names=f'["{name}"]'), texts={})
