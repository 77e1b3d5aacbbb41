"""The report of Souq al-Hayy after its story: what is kept, what waits, and what nobody saw."""

import json
import time
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from classifieds.stories import Someone
from counted import note_states
from example import BREACH_SUBJECT
from playing.browsing import Visitor
from secured import Certified
from souq import WAIT_S, Coming, Site, arrive, erase, planted

from amana.acts.act import OPERATOR, Act
from amana.acts.aggregates.release import release
from amana.acts.attest import attest
from amana.acts.policy_desk import NewAttestation
from amana.acts.probes.all_probes import PROBES, run_all
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.retention.longer import keep_longer
from amana.assembly import probing
from amana.cli.policy_file import open_policy
from amana.domain.aggregate.form import parse_table
from amana.domain.period import Period
from amana.domain.promises.retain import Longer, Moment, Retain
from amana.domain.retention.terms import Longest
from classifieds import stories

CODE_SUBJECT = "رمز الدخول"
OFFERED = {
    "newsletter": "نشرة سوق الحيّ",
    "job_alerts": "وظائف جديدة",
    "ad_renewal": "جدّد إعلانك",
    "special_offers": "عرض خاص",
}
"""Each sort of letter that one may stop, and what its subject says."""
VOUCHED = ("K7", "K10", "K14", "K14-calls", "ads-shown", "contact-shown")
"""Promises of which a part shows in no act: somebody vouches for it."""
UNPROVEN = frozenset(
    {
        "changes",  # as long as letters of the change are on their way
        "cookies-kept",  # the site keeps nothing of what tags of others gather
    }
)  # fmt: skip
"""What the report cannot show here, and why: README.md says so too."""
FIGURES = {
    "name": "sections",
    "record": "listing",
    "by": {"section": ["عقارات", "سيارات", "وظائف"]},
    "to": "statistics_company",
    "for": "usage_patterns",
}


@pytest.mark.timeout(400)
@pytest.mark.promise("K1", "K5", "K6", "K8", "K11", "K13", "K14", "K15", "K16", "K19")
def test_the_report_after_the_story(
    site: Site,
    member: Coming,
    desk: Visitor,
    certified: Certified,
    request: pytest.FixtureRequest,
) -> None:
    """None is broken; what is not kept is what README.md says, for the reasons that it says."""
    _story(site, member, desk)
    _leave_and_stay(site, desk)
    with planted(site, member):
        _office(site)
    assert site.run.look_over_tls(certified).kept == {"K19"}
    site.run.tell_of_breach(member.person, law="jordan")
    site.letter(member.who.email, BREACH_SUBJECT)
    _change_policy(site, member)
    stories.press(desk, "/desk/marketer/")  # shared under the new version too
    _ask_about_rights(site, member)
    site.end_what_is_over()
    ends = time.monotonic() + WAIT_S
    while _in_state(site, "unproven") - UNPROVEN and time.monotonic() < ends:
        time.sleep(0.5)
    assert _in_state(site, "broken") == set()
    assert _in_state(site, "unproven") - UNPROVEN == set()
    note_states(request.node, "classifieds", site.amana.policy().promises)


def _in_state(site: Site, state: str) -> set[str]:
    return {each.id for each in site.amana.policy().promises if each.state == state}


def _ask_about_rights(site: Site, member: Coming) -> None:
    """Take a copy, ask how to complain, and be erased: here, and in the site's own database."""
    copied, asked = (
        site.office(
            "/v1/requests", {"kind": kind, "person": member.person, "proven_by": "signed_in"}
        )
        for kind in ("copy", "complaint")
    )
    for deed in ("plan", "approve"):
        site.office(f"/v1/requests/{asked['request']}/{deed}", {})
    here = f"/v1/requests/{copied['request']}/copy"
    site.office(here, {})
    headers = {"authorization": f"Bearer {site.run.key}"}
    with httpx.Client(
        base_url=site.run.amana_url, headers=headers, trust_env=False, timeout=WAIT_S
    ) as http:
        site.wait(lambda: bool(http.get(here).json().get("ready")), what="a copy")
        file = http.get(f"{here}/file").raise_for_status()
    assert member.who.name in json.dumps(file.json(), ensure_ascii=False)
    erase(site, member.person)


def _change_policy(site: Site, member: Coming) -> None:
    """Publish another version of the text, which matters: everybody gets a letter."""
    opened = open_policy(site.run.app.example.policy_file)
    texts = {
        language: text.replace("ويبحثون عن عمل", "ويبحثون عن عمل وعن سكن")
        for language, text in opened.texts.items()
    }
    assert texts != opened.texts
    given = Publication(source=opened.source, texts=texts, material=True, reason="السكن أيضًا")
    before = len(site.letters(member.who.email))
    with site.run.amana.storage.work(site.run.service) as work:
        publish_policy(Act(actor=OPERATOR, work=work), given)
    site.wait(lambda: len(site.letters(member.who.email)) > before, what="a letter of the change")


def _story(site: Site, member: Coming, desk: Visitor) -> None:
    """Do once what each row is about."""
    shown = stories.post_ad(member.visitor, member.who, shows=("phone",))
    member.visitor.open(shown.url)
    stories.stand_out(member.visitor, agrees=True)
    stories.be_called(member.visitor, agrees=True)
    for purpose in (*stories.LETTERS, "partner_marketing", "personalise"):
        stories.choose(member.visitor, purpose, wanted=True)
    _enter_centre(site, member)
    cookies = ["analytics", "tailored_ads", "ad_measuring"]
    site.amana.choose(member.person, "consent", cookies)
    site.index_choices()
    for purpose in stories.LETTERS:
        stories.press(desk, f"/desk/send/{purpose}/")
        site.letter(member.who.email, "")
    stories.press(desk, "/desk/marketer/")
    stories.look_at(desk, member.person, "بلاغ رقم 9")
    stories.write_in(member.visitor, "لا أريد عروضًا في بريدي")
    stories.choose(member.visitor, "show_contact", wanted=False)
    with Visitor(site.url) as visitor:
        told = stories.by_network(visitor, "nidaa", "2")
        stories.take_over(visitor, told, "nidaa")
        visitor.send(visitor.open("/mine/"), "/close/", {})
    _answer_banner(site)


def _leave_and_stay(site: Site, desk: Visitor) -> None:
    """Two made-up subscribers: one leaves by each letter's own link before the other joins."""
    gone, staying = (f"{name}.subscriber@hay.example" for name in ("first", "second"))
    for at, address in enumerate((gone, staying)):
        who = Someone(name="لين الطراونة", email=address, phone=f"079660000{at}")
        with Visitor(site.url) as visitor:
            arrive(site, visitor, who)
            stories.accept(visitor)
            stories.post_ad(visitor, who)
            for purpose in stories.LETTERS:
                stories.choose(visitor, purpose, wanted=True)
        site.index_choices()
        for purpose, words in OFFERED.items():
            stories.press(desk, f"/desk/send/{purpose}/")
            letter = site.run.letter(address, words)
            if address == gone:
                site.run.leave(letter)
    assert site.run.kept_in_mail(gone, staying) == {"K8", "K8-jobs", "K8-renewal", "K8-offers"}


def _answer_banner(site: Site) -> None:
    """Refuse all in the banner, as its script would say it."""
    said = {
        "visitor": "r" * 22,
        "agreed": {},
        "refused": ["ad_measuring", "analytics", "tailored_ads"],
        "means": "refuse_all",
        "language": "ar",
    }
    answer = httpx.post(
        f"{site.run.amana_url}/{site.run.service}/banner/choice",
        json=said,
        headers={"origin": site.url},
        trust_env=False,
        timeout=WAIT_S,
    )
    answer.raise_for_status()


def _enter_centre(site: Site, member: Coming) -> None:
    """Sign in at the privacy centre itself, by the code of a letter."""
    run = site.run
    with httpx.Client(base_url=run.amana_url, trust_env=False, timeout=60) as browser:
        browser.headers["origin"] = run.amana_url
        browser.post(f"/{run.service}/me/sign-in", data={"address": member.who.email})
        code = stories.code_in(site.letter(member.who.email, CODE_SUBJECT))
        entered = browser.post(f"/{run.service}/me/sign-in/code", data={"code": code})
        assert entered.status_code == 303


def _office(site: Site) -> None:
    """Do what the organisation does: vouch, pass figures on, look."""
    run = site.run
    for promise in VOUCHED:
        word = NewAttestation(
            promise=promise,
            statement="We looked through it.",
            document_name="review.txt",
            document=b"reviewed",
            valid_for=timedelta(days=90),
        )
        with run.amana.storage.work(run.service) as work:
            attest(Act(actor=OPERATOR, work=work), word)
    with run.amana.storage.work(run.service) as work:
        figures = release(
            Act(actor=OPERATOR, work=work), parse_table(json.dumps(FIGURES)), label="2026-11"
        )
    assert b"null" in figures.content, "fewer than twenty people are no figure"
    policy = open_policy(run.app.example.policy_file).policy
    form = policy.promises["account-kept"].form
    assert isinstance(form, Retain)
    for category in form.data:
        with run.amana.storage.work(run.service) as work:
            _nothing_longer(Act(actor=OPERATOR, work=work), category)
    site.end_what_is_over()
    settings = replace(run.amana.settings, addresses={run.service: (site.url,)})
    probes = tuple(PROBES.values())
    for _ in run_all(run.amana.storage, probing(settings), services=(run.service,), probes=probes):
        pass


def _nothing_longer(act: Act, category: str) -> None:
    """Say that the law keeps nothing of it longer: until that is known, nothing of it ends."""
    longest = Longest(
        promise="account-kept",
        category=category,
        why=Longer.LAW,
        moment=Moment.COLLECTION,
        period=Period.parse("PT1M"),
    )
    keep_longer(act, longest, basis="Nothing more is kept")
