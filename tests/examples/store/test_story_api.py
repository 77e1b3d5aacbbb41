"""One story of the store, from opening an account to closing it, and what Amana says of it."""

import json
import re
import sqlite3
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import httpx
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.requests.fee import quote_fee
from amana.sdk import RefusedByPolicy
from store import stories

if TYPE_CHECKING:
    from playing.browsing import Page
    from tests.examples.store.conftest import Customer, Shop

pytestmark = pytest.mark.xdist_group("store")
FULL = "4111 1111 1111 1111"
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@pytest.fixture(scope="module")
def hind(shop: "Shop") -> "Customer":
    """Somebody who opens an account, agrees to offers and buys a rug."""
    return shop.customer()


def _refused(page: str) -> bool:
    return "لا تسمح سياستنا بهذا" in page


@pytest.mark.promise("M1", "M5", "M22")
def test_an_account_opens_with_the_code_of_a_letter(shop: "Shop", hind: "Customer") -> None:
    """By using the shop its policy is accepted; who gave what, and at which occasion, is kept."""
    record = next(it for it in shop.amana.records.of(hind.id) if it.type == "contact")
    name = record.fields["name"].now
    assert name is not None
    assert (name.value, name.origin, name.occasion) == ("هند العطار", "person", "registration")
    acts = shop.amana.history(hind.id)
    assert {"account"} <= {each.purpose for each in acts if each.act == "message"}
    states = shop.states()
    assert (states["M1"], states["M5"], states["M22"]) == ("kept", "kept", "kept")


@pytest.mark.promise("M22")
def test_nothing_is_collected_of_who_did_not_accept(shop: "Shop") -> None:
    """Somebody of whom no acceptance stands is refused, and is in no table of the shop."""
    answer = shop.amana.collect(
        "c-000000000000", ("name",), at="registration", purposes=("account",)
    )
    assert not answer.permitted
    assert "accepted" in {each.need for each in answer.refused_by}


@pytest.mark.promise("M2", "M6", "M12", "M15", "M10")
def test_an_order_is_paid_and_only_the_end_of_the_card_stays(
    shop: "Shop", hind: "Customer"
) -> None:
    """The page, the letter, the records and the shop's own file hold four digits of the card."""
    page = stories.buy(hind.visitor, 1, note="الجرس معطّل")
    assert page.status == 200
    assert "•••• 1111" in page.text
    assert FULL.replace(" ", "") not in page.text.replace(" ", "")
    assert "المنتهية بـ 1111" in shop.letter(hind.someone.email, "طلبك")
    held = {it.type: it for it in shop.amana.records.of(hind.id)}
    number = held["card"].fields["number"].now
    assert number is not None
    assert str(number.value).endswith("1111")
    assert "4111" not in str(number.value)
    database = (shop.running.data / "minwal.db").read_bytes()
    log = shop.running.data / "minwal.db-wal"
    # The first six digits: four alone stand by chance in somebody's random number.
    kept = database + (log.read_bytes() if log.exists() else b"")
    assert not any(form.encode() in kept for form in (FULL[:7], FULL.replace(" ", "")[:6]))
    done = {(it.act, it.purpose, it.recipient) for it in shop.amana.history(hind.id)}
    assert ("disclose", "payment", "payment_gateway") in done
    assert ("use", "security_fraud", None) in done


@pytest.mark.promise("M2", "M15")
def test_a_card_number_in_free_text_is_refused_or_cut(shop: "Shop", hind: "Customer") -> None:
    """In a note of an order it is refused, and no order is there; in a letter it is cut."""
    stories.put_in_basket(hind.visitor, 2)
    orders = hind.visitor.open("/accounts/").text.count("/orders/")
    page = hind.visitor.fill("/checkout/", {"card": FULL, "note": f"بطاقتي {FULL}"})
    assert (page.status, page.path) == (200, "/checkout/")
    assert "في هذا النص رقم بطاقة كامل" in page.text
    assert hind.visitor.open("/accounts/").text.count("/orders/") == orders
    assert (
        hind.visitor.fill("/contact-us/", {"text": "بطاقتي ٤١١١-١١١١-١١١١-١١١١ رُفضت"}).status == 200
    )
    letters = [it for it in shop.amana.records.of(hind.id) if it.type == "letter"]
    text = letters[-1].fields["text"].now
    assert text is not None
    assert text.value == "بطاقتي •••• 1111 رُفضت"
    published = shop.http.post(
        "/v1/publications",
        json={
            "person": hind.id,
            "kind": "review_1",
            "for": "ratings",
            "words": {"content_reviews": FULL},
            "shown_as": "anonymous",
        },
    )
    assert published.status_code == 422


@pytest.mark.promise("M3")
def test_a_visit_is_noted_without_the_end_of_its_address(shop: "Shop", hind: "Customer") -> None:
    """A page that was opened is a record of automatic origin, with the network alone."""
    hind.visitor.open("/")
    held = list(shop.amana.records.of(hind.id))
    visits = [it.fields["page"].now for it in held if it.type == "visit"]
    assert {it.origin for it in visits if it is not None} == {"automatic"}
    address = next(it for it in held if it.type == "network").fields["address"].now
    assert address is not None
    assert address.value == "127.0.0.0"


@pytest.mark.promise("M7")
def test_offers_come_after_consent_alone_and_an_objection_ends_all_at_once(
    shop: "Shop", hind: "Customer"
) -> None:
    """No offer before the yes; one after it; after the objection neither offer nor analysis."""
    shop.desk("offers")
    box = shop.running.mailbox
    assert not any(it.to == hind.someone.email and "عرض" in it.subject for it in box.latest())
    stories.choose(hind.visitor, "offers-yes")
    assert shop.letter_of_offers(hind.someone.email, "عرض اخترناه لك").stop is not None
    assert shop.amana.use(hind.id, ("order_booking",), purpose="tailored_offers").permitted
    assert "قد يعجبك" in hind.visitor.open("/").text
    stories.choose(hind.visitor, "offers-no")
    stories.choose(hind.visitor, "analysis-no")
    assert "قد يعجبك" not in hind.visitor.open("/").text
    for purpose in ("preferences", "better_products", "tailored_offers"):
        assert not shop.amana.use(hind.id, ("order_booking",), purpose=purpose).permitted


@pytest.mark.promise("M4")
def test_the_newsletter_counts_once_it_is_confirmed(shop: "Shop", hind: "Customer") -> None:
    """Subscribing alone sends nothing; the button behind the letter's link begins it."""
    stories.choose(hind.visitor, "newsletter-yes")
    assert "newsletter" not in shop.amana.choices(hind.id).consented
    assert "تأكد" in _confirm(shop, hind).text
    assert "newsletter" in shop.amana.choices(hind.id).consented
    assert shop.amana.use(hind.id, ("email", "subscription"), purpose="newsletter").permitted
    assert shop.letter_of_offers(hind.someone.email, "نشرة منوال").stop is not None


def _confirm(shop: "Shop", who: "Customer") -> "Page":
    """Press the button behind the link of the letter that asks whether one meant it."""
    found = re.search(
        r"http://[^\s]+(/accounts/newsletter/[^\s]+)", shop.letter(who.someone.email, "نشرة")
    )
    assert found is not None
    return who.visitor.fill(found.group(1), {})


@pytest.mark.promise("M4", "M7")
def test_whoever_leaves_gets_no_more_and_others_still_do(shop: "Shop") -> None:
    """Two made-up subscribers: one leaves by the letters' own links before the other joins."""
    subjects = ("عرض اخترناه لك", "نشرة منوال")
    gone = _subscriber(shop, "ريما الخليفي")
    letters = [shop.letter_of_offers(gone.someone.email, each) for each in subjects]
    for each in letters:
        shop.running.leave(each)
    staying = _subscriber(shop, "نورة الهاجري")
    for subject in subjects:
        shop.letter_of_offers(staying.someone.email, subject)
    kept = shop.running.kept_in_mail(gone.someone.email, staying.someone.email)
    assert kept == {"M7-message", "newsletter-sent"}
    assert {shop.states()[each] for each in kept} == {"kept"}


def _subscriber(shop: "Shop", name: str) -> "Customer":
    someone = shop.customer(name)
    for said in ("offers-yes", "newsletter-yes"):
        stories.choose(someone.visitor, said)
    _confirm(shop, someone)
    return someone


@pytest.mark.promise("M8")
def test_the_draw_is_for_those_alone_who_entered(shop: "Shop", hind: "Customer") -> None:
    """Who did not enter cannot be drawn; who did can."""
    assert _refused(shop.desk("draw", person=hind.id))
    hind.visitor.send("/accounts/", "/accounts/draw/", {})
    assert "هند العطار" in shop.desk("draw", person=hind.id)


@pytest.mark.promise("M11")
def test_a_call_is_recorded_after_its_caller_was_told(shop: "Shop", hind: "Customer") -> None:
    """Before that no recording is kept, and none serves anything but its four purposes."""
    said = {"person": hind.id, "step": "record", "recording": "سؤال عن التوصيل"}
    assert _refused(shop.desk("call", **said))
    assert not [it for it in shop.amana.records.of(hind.id) if it.type == "call"]
    shop.desk("call", person=hind.id, step="told")
    assert "حُفظ" in shop.desk("call", **said)
    assert shop.amana.use(hind.id, ("call_recording",), purpose="quality").permitted
    assert not shop.amana.use(hind.id, ("call_recording",), purpose="tailored_offers").permitted


@pytest.mark.promise("M9")
def test_a_third_party_corrects_an_address_and_it_shows_where_from(
    shop: "Shop", hind: "Customer"
) -> None:
    """Old and new value, source and time are kept; whom no promise names may not correct."""
    shop.desk("verify", person=hind.id, address="شارع المها، مبنى 7، الدوحة")
    record = next(it for it in shop.amana.records.of(hind.id) if it.type == "contact")
    now = record.fields["address"].now
    assert now is not None
    assert (now.origin, now.source) == ("third-party", "verifier")
    assert record.fields["address"].earlier[0].value == hind.someone.address
    refused = shop.amana.records.correct(
        hind.id,
        {"phone": "+97455000000"},
        seen=record.version,
        type="contact",
        key=hind.id,
        purposes=["records"],
        origin="third-party",
        source="courier",
    )
    assert not refused.answer.permitted


@pytest.mark.promise("M12", "M16")
def test_a_delivery_hands_over_what_is_needed_and_the_rating_letter_waits(
    shop: "Shop", hind: "Customer"
) -> None:
    """The courier gets no e-mail address; the letter is put out for two weeks later."""
    page = shop.staff.open("/staff/").text
    number = re.findall(r'name="number" value="(\d+)"', page)[0]
    assert "سُلِّم" in shop.desk("deliver", number=number)
    told = next(it for it in shop.amana.history(hind.id) if it.recipient == "courier")
    assert "email" not in told.data
    refused = shop.amana.disclose(hind.id, ("email",), purpose="orders", recipient="courier")
    assert not refused.permitted
    lacking = shop.http.post(
        "/v1/recipient-grants",
        json={
            "recipient": "courier",
            "data": ["address"],
            "for": ["orders"],
            "instruction": "توصيل",
            "safeguards": [],
            "until": (datetime.now(UTC) + timedelta(days=1)).isoformat(),
        },
    )
    assert lacking.status_code == 403
    box = shop.running.mailbox.latest()
    assert not any(it.to == hind.someone.email and "قيّم" in it.subject for it in box)


@pytest.mark.promise("M17")
def test_a_review_shows_once_it_was_judged_and_as_its_owner_wishes(
    shop: "Shop", hind: "Customer"
) -> None:
    """Nobody reads it before; then under the name, then without it, then not any more."""
    where = hind.visitor.open("/").first(r'href="(/catalogue/[^"]+_1/)"')
    stories.review(hind.visitor, 1, "نسجه متين", "own_name")
    stranger = shop.visitor()
    assert "نسجه متين" not in stranger.open(where).text
    shop.publish_all()
    assert "هند العطار" in stranger.open(where).text
    review = hind.visitor.open("/accounts/").first(r'action="(/accounts/review/[^"]+)"')
    hind.visitor.send("/accounts/", review, {"wish": "anonymous"})
    page = stranger.open(where).text
    assert "نسجه متين" in page
    assert "هند العطار" not in page
    hind.visitor.send("/accounts/", review, {"wish": "withdraw"})
    assert "نسجه متين" not in stranger.open(where).text


@pytest.mark.promise("M10", "M12")
@pytest.mark.parametrize(
    ("recipient", "promise"),
    [("fraud_partner", "M10"), ("authority", "M12-law"), ("new_owner", "M12-merger")],
)
def test_what_leaves_on_a_ground_needs_a_second_person(
    shop: "Shop", hind: "Customer", recipient: str, promise: str
) -> None:
    """Proposed at the desk it gives nothing; approved by another, it is handed over and logged."""
    said = {
        "person": hind.id,
        "recipient": recipient,
        "reference": "2026/17",
        "reason": "كتاب رسمي",
    }
    shop.desk("release", **said)
    listed = shop.http.get("/v1/releases").json()["releases"]
    release = next(
        it["release"] for it in listed if it["recipient"] == recipient and it["state"] == "proposed"
    )
    assert "لم يخرج شيء" in shop.desk("release/give", release=release)
    shop.approve_release(UUID(release))
    assert "سُجِّل التسليم" in shop.desk("release/give", release=release)
    assert shop.states()[promise] in {"kept", "unproven"}
    logged = shop.http.get("/v1/disclosures", params={"recipient": recipient}).json()["disclosures"]
    assert (logged[0]["persons"], logged[0]["refused"]) == (1, 0)


@pytest.mark.promise("M18", "M9")
def test_a_copy_is_given_after_a_check_of_identity(shop: "Shop", hind: "Customer") -> None:
    """Asked for at the account, fetched after a hand-over; who looked, and why, stands in it."""
    assert "هند العطار" in shop.desk("look", person=hind.id, reason="سؤال عن موعد التوصيل")
    asked = shop.post(
        "/v1/requests",
        {"kind": "copy", "person": hind.id, "proven_by": "signed_in", "about": "نسخة"},
    )["request"]
    shop.post(f"/v1/requests/{asked}/copy", {})
    early = shop.http.get(f"/v1/requests/{asked}/copy/file", params={"form": "json"})
    assert early.status_code != 200
    _enter_centre(hind, shop.running.amana_url)
    file = _fetched(shop, asked)
    text = json.dumps(file, ensure_ascii=False)
    assert "سؤال عن موعد التوصيل" in text
    assert "verifier" in text
    assert "هند العطار" in text


def _enter_centre(who: "Customer", amana_url: str) -> None:
    page = who.visitor.open("/accounts/")
    action = page.first(r'class="amana-centre" method="post" action="([^"]+)"')
    ticket = page.first(r'name="ticket" value="([^"]+)"')
    with httpx.Client(trust_env=False, follow_redirects=True, timeout=30) as browser:
        assert browser.post(action, data={"ticket": ticket}).status_code == 200
    assert action.startswith(amana_url)


def _fetched(shop: "Shop", asked: str) -> object:
    for _ in range(100):
        answer = shop.http.get(f"/v1/requests/{asked}/copy/file", params={"form": "json"})
        if answer.status_code == 200:
            return answer.json()
        time.sleep(0.2)
    pytest.fail("no copy came")


@pytest.mark.promise("M19")
def test_a_fee_is_quoted_before_the_work_begins(shop: "Shop") -> None:
    """The law of Qatar lets a fee be taken: it is named, and nothing is prepared before."""
    someone = shop.customer("سعاد النجار")
    asked = shop.post(
        "/v1/requests",
        {"kind": "copy", "person": someone.id, "about": "نسخة", "proven_by": "signed_in"},
    )
    with shop.running.amana.storage.work(shop.running.service) as work:
        quote_fee(
            Act(actor=OPERATOR, work=work), UUID(asked["request"]), amount=5000, currency="QAR"
        )
    stands = shop.http.get(f"/v1/requests/{asked['request']}").json()
    assert (stands["fee"], stands["currency"]) == (5000, "QAR")


@pytest.mark.promise("M20", "M21")
def test_links_out_are_marked_and_every_version_can_be_read(shop: "Shop") -> None:
    """The one link to others says so; the notice shows its date, and has a feed."""
    page = shop.visitor().open("/").text
    assert 'rel="external noopener noreferrer"' in page
    notice = httpx.get(f"{shop.running.amana_url}/store/privacy", trust_env=False).text
    year = str(datetime.now(UTC).year)
    assert year in notice or year.translate(ARABIC) in notice
    assert shop.states()["M21"] == "kept"


def test_where_amana_says_no_nothing_is_kept(shop: "Shop") -> None:
    """Somebody who declined is refused at the basket's end, and no row of theirs is made."""
    someone = shop.customer("مها الكواري")
    version = shop.amana.policy().version
    shop.amana.accept(someone.id, version=version, how="declined", language="ar")
    page = stories.buy(someone.visitor, 3)
    assert page.status == 403
    with sqlite3.connect(shop.running.data / "minwal.db") as database:
        query = "select count(*) from order_order where user_id = ?"
        assert database.execute(query, (someone.id,)).fetchone() == (0,)
    with pytest.raises(RefusedByPolicy):
        shop.amana.use(someone.id, ("name",), purpose="tailored_offers").require()


def test_a_closed_account_is_closed(shop: "Shop") -> None:
    """Who closes the account cannot sign in again; what is kept no longer ends by itself."""
    someone = shop.customer("ليلى السليطي")
    page = someone.visitor.fill("/accounts/close/", {})
    assert "أُغلق حسابك" in page.text
    again = stories.sign_in(shop.visitor(), someone.someone.email, someone.someone.password)
    assert again.path == "/accounts/sign-in/"
