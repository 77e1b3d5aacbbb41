"""Questions, answered with a policy's own sentences or not at all."""

import pytest

from amana.reading import read
from amana.reading.asking import answers

POLICY = """# Privacy policy
We collect your name, e-mail address and phone number when you create an account.
We share your delivery address with couriers so that they can deliver your order.
We never sell your personal data.
We keep your orders for five years.
We encrypt your data in transit and at rest.
You can delete your account at any time in the settings.
We use cookies to count visits; you can turn them off in your browser.
The service is not meant for children under 16.
If we change this policy, we tell you by e-mail 30 days before.
Your data is stored on servers in Qatar.
You can contact us at privacy@shop.example.

# سياسة الخصوصية
نجمع اسمك وبريدك الإلكتروني ورقم هاتفك عند إنشاء الحساب.
نشارك عنوان التوصيل مع شركات التوصيل لإيصال طلبك.
لا نبيع بياناتك الشخصية أبداً.
نحتفظ بطلباتك لمدة خمس سنوات.
نشفر بياناتك عند نقلها وعند حفظها.
يمكنك حذف حسابك في أي وقت من الإعدادات.
نستخدم ملفات تعريف الارتباط لعد الزيارات، ويمكنك إيقافها من متصفحك.
الخدمة غير مخصصة للأطفال دون سن 16.
تُحفظ بياناتك على خوادم في قطر.
"""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Do you sell my data?", "We never sell your personal data."),
        ("How long do you keep my orders?", "We keep your orders for five years."),
        ("Can I delete my account?", "You can delete your account at any time in the settings."),
        ("How do you protect my data?", "We encrypt your data in transit and at rest."),
        ("Where is my data stored?", "Your data is stored on servers in Qatar."),
        ("How can I contact you?", "You can contact us at privacy@shop.example."),
        ("هل تبيعون بياناتي؟", "لا نبيع بياناتك الشخصية أبداً."),
        ("كم تحتفظون بطلباتي؟", "نحتفظ بطلباتك لمدة خمس سنوات."),
        ("هل يمكنني حذف حسابي؟", "يمكنك حذف حسابك في أي وقت من الإعدادات."),
        ("مع من تشاركون بياناتي؟", "نشارك عنوان التوصيل مع شركات التوصيل لإيصال طلبك."),
        ("هل يمكن للأطفال استخدام التطبيق؟", "الخدمة غير مخصصة للأطفال دون سن 16."),
        ("أين تحفظون بياناتي؟", "تُحفظ بياناتك على خوادم في قطر."),
    ],
)
def test_a_question_is_answered_in_its_language_by_the_right_sentence(
    question: str, answer: str
) -> None:
    """The best answer is the policy's own sentence, word for word."""
    found = answers(question, read(POLICY.encode()).proposals)
    assert found[0].sentence.text == answer


@pytest.mark.parametrize(
    "question",
    [
        "Do you collect my blood type?",
        "Do you share my location with advertisers?",
        "What is your refund policy?",
        "Do you record calls?",
        "Do you train models with my photos?",
        "Do you store my credit card number?",
        "What?",
        "...",
        "هل تجمعون فصيلة دمي؟",
        "هل تشاركون بياناتي مع المعلنين؟",
        "ما هي سياسة الاسترجاع؟",
        "هل تسجلون مكالماتي؟",
        "ماذا؟",
    ],
)
def test_of_what_it_does_not_speak_the_policy_is_silent(question: str) -> None:
    """Rather no answer than a sentence about something else."""
    assert answers(question, read(POLICY.encode()).proposals) == ()


def test_a_heading_alone_makes_no_answer() -> None:
    """A heading says what is spoken of, not what is promised."""
    assert answers("Do you sell my data?", read(b"# Do we sell your data?\n").proposals) == ()


def test_of_many_sentences_few_are_shown() -> None:
    """A policy that says a thing over and over fills no page."""
    text = "\n\n".join(f"We never sell your data to company {number}." for number in range(40))
    assert len(answers("Do you sell my data?", read(text.encode()).proposals)) == 5
