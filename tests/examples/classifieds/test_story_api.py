"""What people do at Souq al-Hayy, and what Amana says of it: one story in parts."""

import re

import pytest
from classifieds.stories import Someone
from playing.browsing import Visitor
from souq import Coming, Site, arrive, words_of

from classifieds import stories

OFFERS = ("newsletter", "job_alerts", "ad_renewal", "special_offers")


@pytest.mark.promise("K1", "K12", "K7")
def test_an_account_opens_by_the_code_of_a_letter(
    site: Site, visitor: Visitor, someone: Someone
) -> None:
    """Asleep until the code is typed; wrong ones open nothing; Arabic digits do."""
    stories.sign_up(visitor, someone)
    text = site.letter(someone.email, "رمز التحقق")
    code = stories.code_in(text)
    wrong = "000000" if code != "000000" else "111111"
    assert "غير صحيح" in stories.confirm(visitor, wrong).text
    assert site.rows("select is_active from account where email = ?", someone.email) == [(0,)]
    assert code not in str(site.rows("select hashed from code"))
    arabic = code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert stories.confirm(visitor, arabic).url.endswith("/accept/")
    person = site.person(someone)
    done = [promises for outcome, promises in site.acts(person, "collect") if outcome == "done"]
    assert {"K1", "ads-taken", "sign-in-cookie"} <= {one for each in done for one in each}
    assert ("done", ("K7",)) in site.acts(person, "message")
    [address] = site.amana.persons.addresses(person, "email", purpose="account", category="email")
    assert address.verified_at is not None


@pytest.mark.promise("K12")
def test_a_code_wears_out(site: Site, visitor: Visitor, someone: Someone) -> None:
    """After five wrong ones the right one opens nothing; more than five an hour are not sent."""
    stories.sign_up(visitor, someone)
    code = stories.code_in(site.letter(someone.email, "رمز التحقق"))
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        stories.confirm(visitor, wrong)
    assert "نفدت" in stories.confirm(visitor, code).text
    pages = [visitor.fill("/code/", {"again": "yes"}) for _ in range(5)]
    assert "حاول بعد ساعة" in pages[-1].text
    assert len(site.letters(someone.email)) == 5


@pytest.mark.promise("K4")
def test_no_ad_before_the_policy_is_accepted(
    site: Site, visitor: Visitor, someone: Someone
) -> None:
    """It is refused with a reason, nothing is kept, and the way to accept stands there."""
    arrive(site, visitor, someone)
    refused = stories.post_ad(visitor, someone)
    assert refused.status == 403
    assert 'href="/accept/"' in refused.text
    person = site.person(someone)
    assert site.rows("select 1 from django_classified_item where user_id = ?", person) == []
    assert site.acts(person, "collect")[0] == ("refused", ("K4",))
    stories.accept(visitor)
    assert stories.post_ad(visitor, someone).status == 200
    assert site.state("K4") == "kept"


@pytest.mark.promise("K2", "K13")
def test_contact_data_shows_only_where_its_owner_chose(site: Site, member: Coming) -> None:
    """An ad without a choice shows none; one with shows just that; withdrawn, none again."""
    hidden = stories.post_ad(member.visitor, member.who)
    shown = stories.post_ad(member.visitor, member.who, shows=("phone",))
    with Visitor(site.url) as stranger:
        first, second = (stranger.open(each.url).text for each in (hidden, shown))
        for value in (member.who.name, member.who.phone, member.who.email, member.who.address):
            assert value not in first
            assert (value in second) == (value == member.who.phone)
        found = stranger.open("/search/?q=الجامعة&page=1").text + stranger.open("/rss.xml").text
        assert member.who.title in found
        assert member.who.phone not in found
        stories.choose(member.visitor, "show_contact", wanted=False)
        assert member.who.phone not in stranger.open(shown.url).text
    assert site.acts(member.person, "publish")[0][0] == "refused"


@pytest.mark.promise("K7", "K8", "K18")
def test_each_sort_of_letter_has_a_stop_of_its_own(
    site: Site, member: Coming, desk: Visitor
) -> None:
    """None comes before a yes; each stops alone; one letter to the site stops them all."""
    person = member.person
    stories.post_ad(member.visitor, member.who)
    assert not {*OFFERS} & {*site.amana.choices(person).consented}
    stories.press(desk, "/desk/send/newsletter/")
    for purpose in OFFERS:
        stories.choose(member.visitor, purpose, wanted=True)
    site.index_choices()
    for purpose in OFFERS:
        stories.press(desk, f"/desk/send/{purpose}/")
    text = site.letter(member.who.email, "نشرة سوق الحيّ")
    assert "http" in text, "a way out stands in the letter"
    for words in ("وظائف جديدة", "جدّد إعلانك", "عرض خاص"):
        site.letter(member.who.email, words)
    stories.choose(member.visitor, "job_alerts", wanted=False)
    assert site.amana.choices(person).objected == ("job_alerts",)
    answer = stories.write_in(member.visitor, "لا أريد عروضًا ولا إعلانات في بريدي")
    assert "أرسلنا إليك ما يؤكد ذلك" in answer.text
    assert "لن يصلك" in site.letter(member.who.email, "أوقفنا العروض")
    assert {*site.amana.choices(person).objected} == {*OFFERS}
    for purpose in OFFERS:
        asked = site.amana.message(person, ["email"], purpose=purpose, channel="email")
        assert not asked.permitted
    essential = site.amana.message(person, ["email"], purpose="communicate", channel="email")
    assert essential.permitted


@pytest.mark.promise("K10", "K11")
def test_what_a_network_tells_is_shown_before_it_is_taken(site: Site, visitor: Visitor) -> None:
    """Nothing is kept before the yes; afterwards it serves what was promised, and nothing else."""
    shown = stories.by_network(visitor, "liqa", "1")
    assert "rahaf@liqa.example" in shown.text
    mine = "from social_account where email = 'rahaf@liqa.example'"
    assert site.rows(f"select 1 {mine}") == []
    assert stories.take_over(visitor, shown, "liqa").url.endswith("/accept/")
    [(person, phone)] = site.rows(f"select account_id, phone {mine}")
    assert phone == "0795550101"
    social = ["social_name", "social_phone", "social_email", "social_photo"]
    assert ("done", ("K10",)) in site.acts(str(person), "collect")
    assert "K11" in site.acts(str(person), "use")[0][1]
    other = site.amana.use(str(person), social, purpose="personalise")
    assert not other.permitted
    letter = site.amana.message(
        str(person), ["social_email"], purpose="newsletter", channel="email"
    )
    assert not letter.permitted
    with Visitor(site.url) as again:
        assert stories.by_network(again, "liqa", "1").url.endswith("/mine/")


@pytest.mark.promise("K14", "K13")
def test_providers_get_what_they_need_after_a_yes(site: Site, member: Coming) -> None:
    """Without a yes nothing is paid, noted or told; with it just that is disclosed."""
    stories.post_ad(member.visitor, member.who)
    refused = stories.stand_out(member.visitor, agrees=False)
    assert refused.status == 403
    assert site.rows("select 1 from payment where account_id = ?", member.person) == []
    assert stories.stand_out(member.visitor, agrees=True).status == 200
    assert ("done", ("K14",)) in site.acts(member.person, "disclose")
    assert stories.be_called(member.visitor, agrees=False).status == 403
    assert stories.be_called(member.visitor, agrees=True).status == 200
    assert ("done", ("K14-calls",)) in site.acts(member.person, "disclose")
    more = site.amana.disclose(
        member.person, ["address"], purpose="payment", recipient="card_processor"
    )
    assert not more.permitted


@pytest.mark.promise("K15")
def test_the_marketer_gets_addresses_of_who_agreed(
    site: Site, member: Coming, desk: Visitor
) -> None:
    """Nobody's without a yes."""
    stories.press(desk, "/desk/marketer/")
    assert site.acts(member.person, "disclose") == []
    stories.choose(member.visitor, "partner_marketing", wanted=True)
    stories.press(desk, "/desk/marketer/")
    assert site.acts(member.person, "disclose") == [("done", ("K15",))]


@pytest.mark.promise("K5", "K6")
def test_the_server_s_log_and_suggestions_ask_first(
    site: Site, member: Coming, desk: Visitor
) -> None:
    """Pages are noted with their reason; suggestions come after a yes; staff say why they look."""
    member.visitor.open("/search/")
    noted = site.rows("select page, ip from visit where account_id = ?", member.person)
    assert ("/search/", "127.0.0.1") in noted
    assert ("done", ("K5",)) in site.acts(member.person, "collect")
    member.visitor.open("/mine/")
    assert site.acts(member.person, "use")[0][0] == "refused"
    stories.choose(member.visitor, "personalise", wanted=True)
    member.visitor.open("/mine/")
    assert site.acts(member.person, "use")[0] == ("done", ("K6",))
    assert stories.press(desk, "/desk/mend/").status == 200
    assert stories.look_at(desk, member.person, "").status == 403
    seen = stories.look_at(desk, member.person, "بلاغ رقم 512")
    assert member.who.name in words_of(seen)
    looks = [each for each in site.amana.history(member.person) if each.act == "read"]
    assert [each.outcome for each in looks] == ["done", "refused"]
    assert looks[0].staff_reason == "بلاغ رقم 512"


@pytest.mark.promise("K3", "K19")
def test_the_notice_and_the_sign_in_page_say_it(site: Site, visitor: Visitor) -> None:
    """The scope and the ways to be careful can be read where one needs them."""
    page = visitor.open(f"{site.run.amana_url}/{site.run.service}/privacy")
    assert "ولا تسري على شركات لا نملكها" in page.text
    assert "لا تستعمل كلمة مرورك هنا في موقع آخر" in visitor.open("/sign-in/").text
    assert re.search(r"فاخرج من حسابك", visitor.open("/sign-in/").text)
    assert site.state("K3") == "kept"


@pytest.mark.promise("K14")
def test_no_card_number_stands_in_an_ad(site: Site, member: Coming) -> None:
    """Cards are typed at the processor's; one in an ad's text is refused, and nothing is kept."""
    page = stories.post_ad(member.visitor, _with_card(member.who))
    assert "رقم بطاقة" in page.text
    assert site.rows("select 1 from django_classified_item where user_id = ?", member.person) == []


def _with_card(who: Someone) -> Someone:
    return Someone(name=who.name, email=who.email, phone=who.phone, text="4111 1111 1111 1111")
