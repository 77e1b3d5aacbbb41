"""The long story of the ordering app: what people, staff and the office do, from first to last."""

import re
from dataclasses import dataclass

import httpx
from example import BREACH_SUBJECT
from ordering.people import MadeUp
from playing.browsing import Page
from secured import Certified
from town import Town, someone

from amana.acts.letters.taking import LetterKind
from amana.acts.probes.probe import Looked, ProbeRun
from amana.cli.showing.mailbox import Received
from amana.sdk import PromiseInForce
from ordering import stories

CARD_IN_WORDS = "لا بصل. بطاقتي ٤١١١ ١١١١ ١١١١ ١١١١ إن لزم"
NEWS = {"subject": "جديد «زوّادة»", "text": "مطعمان جديدان قربك."}
WORDS = {
    "C1-card": "من البطاقة آخر أربعة أرقام وحدها.",
    "C2": "الهواتف في سجل غير سجل الأسماء.",
    "C8": "كلمات المرور بأرغون٢.",
    "C12": "عقد «موقد» يقصر البيانات على الطلبات.",
    "C12-surveys": "عقد «رأي» يقصر البيانات على الاستبيانات.",
}
"""What only a person can say, by promise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What was seen while it was told."""

    layla: MadeUp
    """Orders, pays, answers the survey, joins the list, and leaves it by one click."""
    basim: MadeUp
    """Objects to partners, joins the list, and leaves it by writing in."""
    nadia: MadeUp
    """Declines the policy after she ordered."""
    wrong_code: Page
    unconfirmed: Page
    receipt: Page
    list_before: Page
    """How many got the news before anybody had confirmed."""
    list_after: Page
    issue: Received
    list_without_layla: Page
    wrote: LetterKind
    list_without_both: Page
    question: Page
    answer: Received
    looked: Page
    unreasoned: Page
    partners: Page
    sold: Page
    offered: Page
    declined: Page
    told_of_change: tuple[Received, ...]
    after_change: Page
    went_on: Page
    declined_after_change: Page
    looks: dict[str, ProbeRun]
    handshake: Looked
    """What the look at TLS saw behind what ends it for the app."""
    report: dict[str, PromiseInForce]


def tell(town: Town, certified: Certified) -> Story:
    """Tell it."""
    layla, basim, nadia = someone(1), someone(2), someone(3)
    wrong, unconfirmed, receipt = _first_order(town, layla)
    for each in (basim, nadia):
        assert stories.new_customer(town.url, each, town.heard).went_well
    assert stories.objects(town.url, basim).went_well
    assert stories.passes_by(town.url, someone(4)).went_well
    mailed = _list(town, layla, basim)
    desk = _desk(town)
    declined = _says(town, nadia, "declined")
    changed = _change(town, layla, nadia)
    _rest(town, layla)
    with town.run.subscribers(layla.email, basim.email):
        looks = town.look()
    handshake = town.run.look_over_tls(certified)
    return Story(
        layla=layla,
        basim=basim,
        nadia=nadia,
        wrong_code=wrong,
        unconfirmed=unconfirmed,
        receipt=receipt,
        declined=declined,
        looks=looks,
        handshake=handshake,
        report=town.report(),
        **mailed,  # type: ignore[arg-type] # one dictionary of several kinds of pages
        **desk,  # type: ignore[arg-type] # the same
        **changed,  # type: ignore[arg-type] # the same
    )


def _first_order(town: Town, layla: MadeUp) -> tuple[Page, Page, Page]:
    """Sign up by way of a wrong code, order with a card in the note, and pay."""
    with stories.browser(town.url, layla) as visitor:
        page = stories.sign_up(visitor, layla)
        code = town.heard(layla.email)
        wrong = visitor.send(page, "/code", {"code": f"{(int(code) + 1) % 10**6:06}"})
        unconfirmed = visitor.open("/orders")
        arabic = code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
        assert visitor.send(page, "/code", {"code": arabic}).status == 200
        asked = stories.order(visitor, layla, note=CARD_IN_WORDS)
        receipt = stories.pay(visitor, asked, layla.card)
    return wrong, unconfirmed, receipt


def _list(town: Town, layla: MadeUp, basim: MadeUp) -> dict[str, object]:
    """Let two join, and leave in two ways; an issue goes out between each step."""
    with town.browser(layla) as visitor:
        answer = {"name": layla.name, "taste": "ممتاز", "more": layla.words}
        assert visitor.fill("/survey", answer).status == 200
        assert visitor.fill("/list", {"email": layla.email}).status == 200
    before = town.at_desk("news", NEWS)
    with stories.browser(town.url, layla) as visitor:
        assert visitor.fill(f"/list/confirm/{town.heard(f'list:{layla.email}')}", {}).status == 200
    assert stories.says_much(town.url, basim, town.heard).went_well
    town.wait(lambda: len(town.audience()) > 1, what="two on the list")
    after = town.at_desk("news", NEWS | {"text": "العدد الأول."})
    issue = town.letter(layla.email, r"العدد الأول")
    assert issue.stop is not None
    httpx.post(issue.stop, data={"List-Unsubscribe": "One-Click"}).raise_for_status()
    town.wait(lambda: len(town.audience()) == 1, what="one on the list")
    without = town.at_desk("news", NEWS | {"text": "العدد الثاني."})
    town.letter(basim.email, r"العدد الثاني")
    wrote = town.writes(basim.email, "أرجو إلغاء اشتراكي في القائمة البريدية")
    town.wait(lambda: not town.audience(), what="nobody on the list")
    return {
        "list_before": before,
        "list_after": after,
        "issue": issue,
        "list_without_layla": without,
        "wrote": wrote,
        "list_without_both": town.at_desk("news", NEWS | {"text": "العدد الثالث."}),
    }


def _desk(town: Town) -> dict[str, object]:
    """Answer a letter, cook and hand out what was ordered, look at an order, and share."""
    asker = someone(5)
    with stories.browser(town.url, asker) as visitor:
        said = {"name": asker.name, "email": asker.email, "text": "هل عندكم أطباق بلا قمح؟"}
        assert visitor.fill("/write", said).status == 200
    with town.desk() as visitor:
        desk = visitor.open("/desk")
        for _ in range(3):
            for path in visitor.open("/desk").paths(r'action="(/desk/orders/[\w-]+/next)"'):
                assert visitor.send(desk, path, {}).status == 200
        path = desk.paths(r'action="(/desk/questions/[\w-]+)"')[-1]
        question = visitor.send(desk, path, {"reason": "للجواب عن سؤاله"})
        text = {"text": "نعم، ورق العنب والتبولة بلا خبز."}
        assert visitor.send(desk, f"{path}/answer", text).status == 200
        order = desk.paths(r'<option value="(o-[0-9a-f]{12})"')[0]
        looked = visitor.send(desk, "/desk/look", {"order": order, "reason": "شكوى عن طلب بارد"})
        unreasoned = visitor.send(desk, "/desk/look", {"order": order, "reason": ""})
        deeds = {
            name: visitor.send(desk, f"/desk/{name}", {})
            for name in ("partners", "sell", "offer", "surveyor", "feedback", "phones")
        }
    assert all(page.status == 200 for page in deeds.values())
    return {
        "question": question,
        "answer": town.letter(asker.email, "ورق العنب"),
        "looked": looked,
        "unreasoned": unreasoned,
        "partners": deeds["partners"],
        "sold": deeds["sell"],
        "offered": deeds["offer"],
    }


def _says(town: Town, who: MadeUp, word: str) -> Page:
    """Say yes or no to the policy, and try to order then."""
    with town.browser(who) as visitor:
        visitor.fill("/policy", {"said": word})
        return stories.order(visitor, who)


def _change(town: Town, layla: MadeUp, nadia: MadeUp) -> dict[str, object]:
    """Change the policy: each account gets a letter; who goes on accepts, who declined does not."""
    town.change_policy()
    told = tuple(town.letter(it.email, r"/ordering/privacy") for it in (layla, nadia))
    with town.browser(layla) as visitor:
        after = visitor.open("/orders")
        went_on = stories.order(visitor, layla)
    with town.browser(nadia) as visitor:
        declined = stories.order(visitor, nadia)
    return {
        "told_of_change": told,
        "after_change": after,
        "went_on": went_on,
        "declined_after_change": declined,
    }


def _rest(town: Town, layla: MadeUp) -> None:
    """Share under the new version, give the words of persons, and tell of a breach in time."""
    town.at_desk("partners")
    for promise, word in WORDS.items():
        town.vouch(promise, word)
    town.run.tell_of_breach(town.id_of(layla), law="qatar")
    town.run.letter(layla.email, BREACH_SUBJECT)


def states(story: Story) -> dict[str, str]:
    """Return the state of each promise."""
    return {name: it.state for name, it in story.report.items()}


def permitted(page: Page) -> int:
    """Count what a page of outcomes shows as permitted."""
    return len(re.findall(r'class="tag done"', page.text))


def refused(page: Page) -> int:
    """Count what it shows as refused."""
    return len(re.findall(r'class="tag refused"', page.text))
