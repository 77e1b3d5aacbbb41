"""A policy to edit, made from a reading."""

import tomllib
from pathlib import Path

import pytest

from amana.domain.policy.parse import declared_texts, parse
from amana.domain.policy.plan import plan
from amana.domain.promises import KINDS
from amana.reading import as_policy, read

TABLE = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("languages", [("ar",), ("en",), ("ar", "en")])
def test_the_draft_is_a_policy_as_it_stands(languages: tuple[str, ...]) -> None:
    """The policy language takes it, with quotes, for every kind and both languages."""
    text = "\n\n".join(
        sentence
        for language in languages
        for sentences in TABLE[language].values()
        for sentence in sentences
    )
    draft, texts = as_policy(read(text.encode()), service="our-shop", settled=False)
    assert tuple(declared_texts(draft)) == languages == tuple(texts)
    policy = parse(draft, texts=texts)
    assert policy.service == "our-shop"
    assert {promise.kind.name for promise in policy.promises.values()} == set(KINDS)
    assert list(policy.promises) == [f"P{n + 1}" for n in range(len(policy.promises))]


def test_a_missing_figure_leaves_the_promise_to_a_person() -> None:
    """An age that the text does not give is not made up."""
    text = b"We do not knowingly collect data from children. We never sell your data."
    draft, texts = as_policy(read(text), service="x")
    assert [p.kind.name for p in parse(draft, texts=texts).promises.values()] == ["never"]
    assert "left out" in draft


def test_figures_of_the_text_are_taken_over() -> None:
    """Age, period and term as the sentence says them."""
    text = "Nobody under 16 may sign up as a child. We notify you of a breach within 72 hours."
    draft, texts = as_policy(read(text.encode()), service="x")
    forms = {p.kind.name: p.form for p in parse(draft, texts=texts).promises.values()}
    assert forms["children"].under == 16
    assert str(forms["breach"].within) == "PT72H"


def test_hidden_marks_are_visible_in_the_draft() -> None:
    """A mark that turns the writing round stands there as its number."""
    draft, texts = as_policy(read("We never \u202esell\u202c your data.".encode()), service="x")
    assert "\u202e" not in draft
    assert "\\u202e" in draft
    assert parse(draft, texts=texts).promises


def test_of_two_promises_that_contradict_the_weaker_is_left_out_and_named() -> None:
    """The ban and the shorter period stay; the file says what it leaves out, and why."""
    text = (
        b"We share your e-mail with advertisers. We never share your e-mail with advertisers. "
        b"We keep your orders for 5 years. We keep your orders for 2 years."
    )
    source, texts = as_policy(read(text), service="x")
    policy = parse(source, texts=texts)
    assert list(policy.promises) == ["P2", "P4"]
    assert "# P1 is left out, since it contradicts P2:" in source
    assert "# P3 is left out, since it contradicts P4:" in source
    assert plan(policy, against=None).publishable
    whole, _ = as_policy(read(text), service="x", settled=False)
    assert not plan(parse(whole, texts=texts), against=None).publishable


def test_sentences_that_name_no_data_do_not_contradict_each_other() -> None:
    """A short line may speak of anything: nothing is left out for it."""
    text = b"Invoices are sent to the tax office. No ad networks. Logs: one year. Deals: two years."
    source, texts = as_policy(read(text), service="x")
    assert "is left out" not in source
    assert plan(parse(source, texts=texts), against=None).publishable


@pytest.mark.parametrize(
    ("sentence", "until"),
    [
        ("نحتفظ بسجلك الصحي عشر سنوات بعد آخر زيارة.", "last_use"),
        ("نحذف بياناتك الشخصية بعد سنتين من آخر تسجيل دخول.", "last_use"),
        ("We delete your data two years after you last logged in.", "last_use"),
        ("نحتفظ بطلباتك خمس سنوات.", "collection"),
        ("We keep your orders for 5 years.", "collection"),
        ("We keep personal data from your orders for 5 years.", "collection"),
        ("We keep your data for one year from the date of its collection.", "collection"),
        ("We keep your phone number for 30 days after your stay.", "booking_over"),
        ("We keep your address for one year after delivery of your order.", "order_done"),
        ("We keep your e-mail for 30 days after you withdraw your consent.", "consent_withdrawn"),
        ("We keep your data for 30 days after you close your account.", "account_closed"),
        ("نحتفظ ببياناتك الشخصية سنة واحدة بعد إغلاق حسابك.", "account_closed"),
    ],
)
def test_a_period_runs_from_the_moment_that_the_sentence_names(sentence: str, until: str) -> None:
    """From the collection where it names data and no moment; such a draft has no mark."""
    draft, texts = as_policy(read(sentence.encode()), service="x")
    (promise,) = parse(draft, texts=texts).promises.values()
    assert promise.form.until == until
    assert "# until: to be confirmed" not in draft


@pytest.mark.parametrize(
    "sentence",
    [
        "نحذف ذلك بعد ٣٠ يومًا.",
        "We delete it after two years.",
        "We keep your invoices for five years after the end of the contract.",
        "We keep your invoices of recorded calls for 2 years from the end of the year.",
        "Once the contract ends, we keep your invoices for 5 years.",
    ],
)
def test_a_moment_that_is_not_known_is_marked_until_a_person_gives_it(sentence: str) -> None:
    """Where neither data nor a moment is named, or one that the form does not have."""
    reading = read(sentence.encode())
    draft, _ = as_policy(reading, service="x")
    assert "until: collection  # until: to be confirmed" in draft
    place = next(at for at, it in enumerate(reading.proposals) if it.kinds[0] == "retain")
    given, texts = as_policy(reading, service="x", decided={place: {"until": "order_done"}})
    (promise,) = parse(given, texts=texts).promises.values()
    assert promise.form.until == "order_done"
    assert "# until: to be confirmed" not in given
