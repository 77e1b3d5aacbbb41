"""A policy to edit, made from a reading."""

import tomllib
from pathlib import Path

import pytest

from amana.domain.policy.parse import declared_texts, parse
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
