"""What was once possible at Souq al-Hayy and is no more."""

from dataclasses import replace

import pytest
from classifieds.stories import Someone
from playing.browsing import Visitor
from souq import Coming, Site, arrive

from classifieds import stories


@pytest.mark.promise("K19")
def test_a_password_is_not_guessed_without_end(site: Site, member: Coming) -> None:
    """After five wrong ones the right one waits too; another account is not kept out."""
    with Visitor(site.url) as guesser:
        for _ in range(5):
            page = stories.sign_in(guesser, member.who.email, "ليست كلمتها")
            assert page.status == 200
            assert "غير صحيحين" in page.text
        page = stories.sign_in(guesser, member.who.email, member.who.password)
        assert page.status == 429
        assert "بعد ربع ساعة" in page.text
        assert stories.sign_in(guesser, "other@hay.example", "x").status == 200


@pytest.mark.promise("K2")
@pytest.mark.parametrize(
    "between", [".", "\n", "\N{NO-BREAK SPACE}", "\N{EN DASH}", "/", "\N{ZERO WIDTH SPACE}"]
)
def test_no_card_is_posted_however_it_is_written(member: Coming, between: str) -> None:
    """Neither in the text nor, on one line, in the title; the ad's form comes back."""
    card = between.join(("4111", "1111", "1111", "1111"))
    said = f"ادفع إلى {card} رجاءً"
    for given in (replace(member.who, text=said), replace(member.who, title=said)):
        page = stories.post_ad(member.visitor, given)
        assert page.url.endswith("/new/")
        assert "يشبه رقم بطاقة" in page.text


@pytest.mark.promise("K1")
def test_a_number_that_is_no_phone_is_an_error_of_the_form(
    site: Site, visitor: Visitor, someone: Someone
) -> None:
    """It is said at the field, and nothing of the account stays."""
    wrong = Someone(name=someone.name, email=someone.email, phone="00000000")
    page = stories.sign_up(visitor, wrong)
    assert page.status == 422
    assert "لا يبدو هذا رقم هاتف" in page.text
    assert site.rows("select 1 from account where email = ?", someone.email) == []
    assert arrive(site, visitor, someone).url.endswith("/accept/")


@pytest.mark.promise("K12")
def test_who_never_confirmed_holds_no_address(
    site: Site, visitor: Visitor, someone: Someone
) -> None:
    """Whoever signs up again begins anew; others who did not confirm go after an hour."""
    stories.sign_up(visitor, someone)
    other = Someone(name="سهى", email=f"late-{someone.email}", phone="0791230001")
    with Visitor(site.url) as late:
        stories.sign_up(late, other)
    site.write(
        "update account set date_joined = '2020-01-01 00:00:00' where email = ?", other.email
    )
    with Visitor(site.url) as again:
        stories.sign_up(again, replace(someone, password=someone.password[::-1]))
        assert visitor.open("/code/").url.endswith("/sign-in/")
        assert len(site.letters(someone.email)) == 2
        code = stories.code_in(site.letter(someone.email, "رمز التحقق"))
        assert stories.confirm(again, code).url.endswith("/accept/")
    assert site.rows("select 1 from account where email = ?", other.email) == []


def test_what_is_not_there_is_said_in_arabic_and_the_map_is_there(visitor: Visitor) -> None:
    """The page that is shown, and what robots.txt names."""
    missing = visitor.open("/nowhere/")
    assert missing.status == 404
    assert "لا توجد صفحة هنا" in missing.text
    assert visitor.open("/sitemap.xml").status == 200
