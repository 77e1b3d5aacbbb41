"""Letters that ask for no more promotion, and letters that do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.domain.letters.asking_to_stop import asks_to_stop
from amana.domain.letters.own_words import LONGEST, own_words

ASKING = [
    ("unsubscribe", ""),
    ("UNSUBSCRIBE", "sent from my phone"),
    ("", "Please unsubscribe me from this list."),
    ("", "Stop"),
    ("STOP", ""),
    ("", "Please stop."),
    ("", "stop sending me these mails!"),
    ("", "I don’t want any more emails from you"),
    ("", "Take me off your list, thanks"),
    ("", "I'd like to opt out of advertising"),
    ("Re: Offers of the week", "Remove me please\n\nOn Monday the shop wrote:\n> Buy now"),
    ("", "do not mail me again"),
    ("", "Stop your newsletters"),
    ("", "please stop all these emails"),
    ("", "Why don't you stop? Stop sending me letters."),
    ("إلغاء الاشتراك", ""),
    ("", "أرجو إلغاء اشتراكي من الرسائل الترويجية"),
    ("", "أوقفوا إرسال العروض إليّ"),
    ("", "توقفوا"),
    ("", "توقف من فضلك"),
    ("Stop", "Order 17 came yesterday, thank you."),
    ("", "لا أريد استقبال رسائلكم بعد اليوم"),
    ("", "لم أعد أرغب في تلقي الإعلانات"),
    ("", "اِحذفوني مـن القائمة"),
    ("", "لا ترسلوا لي شيئا"),
    ("", "أُلغِيَ؟ لا. أريد إيقاف النشرة"),
]
OTHERS = [
    ("", ""),
    ("Question about my order", "When does it arrive?"),
    ("", "I do not want to unsubscribe, I like your letters."),
    ("", "لا أريد إلغاء الاشتراك"),
    ("Re: How to unsubscribe", "Thank you"),
    ("رد: إلغاء الاشتراك", "شكرا"),
    ("", "Thanks!\n> To unsubscribe click here"),
    ("", "Hello\n-- \nunsubscribe"),
    ("", "Hello\n-----Original Message-----\nunsubscribe here"),
    ("", "أين طلبي؟\nفي يوم الأحد كتب المتجر:\nلإلغاء الاشتراك اضغط هنا"),
    (
        "",
        "شكرا\nبتاريخ الأحد، ٣ مايو ٢٠٢٦ جاء من المتجر <shop@shop.example>:\nإلغاء الاشتراك",
    ),
    ("", "شكرا\n*من:* المتجر <shop@shop.example>\n*الموضوع:* العروض\nإلغاء الاشتراك"),
    ("", "Thanks\n*From:* Shop <shop@shop.example>\nunsubscribe"),
    ("", "شكرا\n\u200fمن: المتجر\nإلغاء الاشتراك"),
    (
        "",
        "شكرا\n\u202bفي الأحد، تمت كتابة ما يلي بواسطة \u202aالمتجر\u202c:\u202c\nإلغاء الاشتراك",
    ),
    ("", "شكرا\nتمت كتابة ما يلي بواسطة المتجر\nإلغاء الاشتراك"),
    ("", "The bus did not stop at my street, so I came late to the shop"),
    ("", "x " * 400 + "unsubscribe"),
    ("", "متى يفتح المتجر؟"),
    ("Cancel my order", ""),
    ("", "please cancel the order"),
    ("إلغاء الطلب", "رقم الطلب 17"),
    ("", "أريد إلغاء حجزي"),
    ("Stop payment 17", ""),
    ("", "Please don't stop your newsletters, I love them"),
    ("", "Do not stop sending me offers"),
    ("", "How do I stop your app crashing?"),
    ("", "I can't stop these errors"),
    ("Stop all payments", ""),
    ("", "لا توقفوا إرسال النشرة، أحبها"),
    ("", "لا تتوقفوا عن إرسال العروض"),
]


@pytest.mark.promise("K18")
@pytest.mark.parametrize(("subject", "text"), ASKING)
def test_a_plain_wish_is_understood(subject: str, text: str) -> None:
    """In both languages, in the subject or in the text, with or without vowel marks."""
    assert asks_to_stop(subject, text)


@pytest.mark.parametrize(("subject", "text"), OTHERS)
def test_other_letters_are_for_a_person(subject: str, text: str) -> None:
    """What is quoted, signed, denied or said in passing is no wish."""
    assert not asks_to_stop(subject, text)


@given(st.text(max_size=200), st.text(max_size=2000))
def test_any_letter_is_read(subject: str, text: str) -> None:
    """Nothing that somebody writes stops the reading."""
    assert asks_to_stop(subject, text) in {True, False}


@given(st.text(alphabet="> \n-_ab:منكتب", max_size=300))
def test_own_words_are_lines_of_the_letter(text: str) -> None:
    """Nothing is made up, and nothing quoted is left."""
    own = own_words(text)
    assert all(line.strip() in text for line in own.splitlines())
    assert not any(line.startswith(">") for line in own.splitlines())


def test_an_endless_letter_is_read_to_a_bound() -> None:
    """Ten million lines cost no more than a page."""
    assert len(own_words("a\n" * 10_000_000)) <= LONGEST
