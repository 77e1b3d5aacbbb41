"""Where data is stored and to which countries it goes, and whether a ground is named for it."""

from collections.abc import Iterator

from amana.domain.law.check.finding import LawFinding, Sort, finding
from amana.domain.law.check.stated import forms
from amana.domain.law.demands import TransferRule
from amana.domain.law.pack import Pack
from amana.domain.policy.model import Policy
from amana.domain.promises.locate import Locate
from amana.domain.vocabulary.places import COUNTRIES
from amana.domain.words import Words


def groundless(pack: Pack, policy: Policy) -> Iterator[LawFinding]:
    """Yield data that leaves the law's countries on no ground that it knows."""
    for rule in pack.transfers:
        if rule.free or not pack.countries:
            continue
        for key, form in forms(policy, Locate).items():
            abroad = _abroad(pack, rule, form.in_)
            if abroad and not set(form.under) & set(rule.grounds):
                yield _place(pack, rule, (key,), (), abroad)
        gone = {
            key: _abroad(pack, rule, (each.country,))
            for key, each in policy.recipients.items()
            if each.country and not set(each.safeguards) & {it.value for it in rule.grounds}
        }
        about = tuple(key for key, places in gone.items() if places)
        if about:
            places = tuple(sorted({place for found in gone.values() for place in found}))
            yield _place(pack, rule, (), about, places)


def _abroad(pack: Pack, rule: TransferRule, places: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(it for it in places if it not in {*pack.countries, *rule.adequate})


def _place(
    pack: Pack,
    rule: TransferRule,
    promises: tuple[str, ...],
    about: tuple[str, ...],
    abroad: tuple[str, ...],
) -> LawFinding:
    named = [COUNTRIES.get(code, Words(ar=code, en=code)) for code in abroad]
    arabic = "، ".join(it.say("ar") for it in named)
    english = ", ".join(it.say("en") for it in named)
    grounds = ", ".join(it.value for it in rule.grounds)
    return finding(
        pack,
        rule,
        Sort.LACKS,
        "transfer.ground",
        promises=promises,
        about=about,
        # Consent, or an exception that no notice names, may be the ground.
        sure=not rule.consent,
        found=Words(
            ar=f"البيانات في {arabic} ولا أساس مذكور لنقلها",
            en=f"Data is in {english}, and no ground is named for its transfer",
        ),
        todo=Words(
            ar=f"اذكر أساس النقل (under أو safeguards): {grounds}",
            en=f"Name the ground (under, or safeguards): {grounds}",
        ),
    )
