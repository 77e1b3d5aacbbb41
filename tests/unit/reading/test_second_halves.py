"""Bans in the second half of a sentence, of cookies and places, and what only sounds like one."""

import pytest

from amana.reading import read


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        ("Your data is stored in Germany and is not transferred outside the EU.", "locate"),
        ("It sits in two data centres in Finland, and no copy is made outside Europe.", "locate"),
        ("Cameras record the entrance; no cameras are installed in changing rooms.", "collect"),
        ("We collect your name and email, and we do not ask for your date of birth.", "collect"),
        ("يضع الموقع ملفات ارتباط للجلسة، ولا يستخدم ملفات إعلانية لأطراف أخرى.", "cookie"),
        ("نستعين ببوابة دفع مرخصة لمعالجة البطاقات، ولا تصل إلينا أرقام بطاقتك كاملة.", "share"),
    ],
)  # fmt: skip
def test_what_a_second_half_rules_out_is_said_beside(sentence: str, first: str) -> None:
    """What is done stays first, the ban follows, and the passage is negated."""
    proposal = read(sentence.encode()).proposals[0]
    assert proposal.kinds[0] == first
    assert "never" in proposal.kinds[1:]
    assert proposal.slots.negated


@pytest.mark.parametrize(
    "sentence",
    [
        "The technician may see your files, and he is not allowed to copy any of them.",
        "ولن يطلب أي موظف من العميل رمز التحقق أو الرقم السري لبطاقته مهما كان السبب.",
        "ويُمنع المعلمون من تصوير الطلاب بهواتفهم الخاصة.",
        "ويُحظر على منسوبي البنك نسخ بيانات العملاء إلى أجهزتهم الشخصية.",
    ],
)
def test_what_our_own_people_may_not_do_is_a_ban(sentence: str) -> None:
    """Whoever works for us is bound as we are."""
    proposal = read(sentence.encode()).proposals[0]
    assert "never" in proposal.kinds
    assert proposal.slots.negated


@pytest.mark.parametrize(
    "sentence",
    [
        "Kindly do not disclose your PIN to anyone, even if the caller claims to be from us.",
        "We will not be liable if you do not keep your password safe.",
        "لا تخبر أحدًا بكلمة مرورك.",
        "Users may choose not to receive our newsletter.",
    ],
)
def test_what_is_asked_of_the_person_is_no_ban(sentence: str) -> None:
    """Advice and disclaimers rule out nothing of ours."""
    proposal = read(sentence.encode()).proposals[0]
    assert "never" not in proposal.kinds
    assert not proposal.slots.negated
