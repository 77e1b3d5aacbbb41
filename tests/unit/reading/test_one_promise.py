"""Sentences that say the same make one promise; what refers back is resolved and marked."""

import pytest

from amana.domain.policy.parse import parse
from amana.domain.policy.plan import plan
from amana.reading import as_policy, read
from amana.reading.drafting.references import references


def _promises(text: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the sentences of each promise of a draft, by language."""
    source, texts = as_policy(read(text.encode()), service="x", settled=False)
    held = parse(source, texts=texts).promises
    return {
        name: {str(language): said for language, said in promise.quotes.items()}
        for name, promise in held.items()
    }


def test_what_is_said_twice_is_one_promise_with_both_sentences() -> None:
    """In words of their own, and in both languages of one document."""
    text = (
        "# Sale\n\nWe never sell your personal data. "
        "We will not sell your personal information.\n\n"
        "# البيع\n\nلا نبيع بياناتك الشخصية أبدًا.\n"
    )
    assert _promises(text) == {
        "P1": {
            "en": (
                "We never sell your personal data.",
                "We will not sell your personal information.",
            ),
            "ar": ("لا نبيع بياناتك الشخصية أبدًا.",),
        }
    }


def test_a_sentence_whose_slots_lie_within_anothers_joins_it() -> None:
    """Whichever stands first, the promise says as much as the larger."""
    smaller, larger = "We collect your e-mail.", "We collect your e-mail address and your name."
    for text in (f"{smaller} {larger}", f"{larger} {smaller}"):
        source, texts = as_policy(read(text.encode()), service="x")
        (promise,) = parse(source, texts=texts).promises.values()
        assert set(promise.form.data) == {"email", "name"}
        assert set(promise.quotes["en"]) == {smaller, larger}


def test_sentences_that_name_no_data_are_one_only_in_the_same_words() -> None:
    """Recipients of one within those of the other do not make them say the same."""
    staff = (
        "Confidential information that the administrative unit, government bodies and users "
        "receive from one another is seen only by the staff and agents of whoever received it, "
        "for their duty alone and with due care."
    )
    providers = (
        "Service providers who work on our behalf get what their work needs, and may not use it "
        "for anything else."
    )
    assert len(_promises(f"{staff} {providers}")) == 2
    assert len(_promises(f"{providers} {providers}")) == 1


def test_each_sentence_of_a_promise_stays_visible_with_its_confidence() -> None:
    """Above the promise, by its own first words."""
    source, _ = as_policy(
        read(b"We never sell your personal data. We will not sell your personal information."),
        service="x",
    )
    assert 'in "We never sell your personal data."' in source
    assert 'in "We will not sell your personal informati…"' in source
    assert source.count("# never, confidence") == 2


@pytest.mark.parametrize(
    "text",
    [
        "We keep your orders for 5 years. We keep your orders for 2 years.",
        "We share your e-mail with partners. We share your e-mail with partners if you agree.",
        "We share your e-mail with our partners. We share your phone with the police.",
        "We use your e-mail for marketing. We use your e-mail for payments.",
        "We never sell your e-mail address. We never sell your data.",
        "Logs: one year. Deals: one year.",
        "نستخدم بريدك الإلكتروني للتسويق. نستخدم بريدك الإلكتروني لمعالجة المدفوعات.",
    ],
)
def test_what_differs_in_a_slot_stays_two_promises(text: str) -> None:
    """Another period, condition, receiver, purpose; all data or one kind; data unnamed."""
    assert len(_promises(text)) == 2


def test_what_a_person_chose_is_never_joined() -> None:
    """Two sentences that say the same, one of them changed by hand, are two promises."""
    text = b"We never sell your personal data. We will not sell your personal information."
    source, texts = as_policy(
        read(text), service="x", decided={1: {"never": ("email",), "as": ("sell",)}}
    )
    assert len(parse(source, texts=texts).promises) == 2


@pytest.mark.parametrize(
    ("text", "data", "purposes"),
    [
        ("We collect your name and phone. We use this data for marketing.", "name phone", ""),
        ("نجمع اسمك وهاتفك. نستخدم هذه البيانات للتسويق.", "name phone", ""),
        ("We collect:\n\n- your phone\n- your location\n\nWe use these data for marketing.",
         "phone location", ""),
        ("We use your name for marketing. We share your phone with partners for these purposes.",
         "", "marketing"),
        ("نستخدم اسمك للتسويق. نشارك هاتفك مع شركائنا لهذه الأغراض.", "", "marketing"),
    ],
)  # fmt: skip
def test_a_reference_is_what_the_sentence_or_list_before_named(
    text: str, data: str, purposes: str
) -> None:
    """The nearest one; the sentence's own slots stay as they are."""
    proposals = read(text.encode()).proposals
    found = references(proposals)
    last = len(proposals) - 1
    assert list(found) == [last]
    assert found[last].data == tuple(data.split())
    assert found[last].purposes == tuple(purposes.split())
    named = "data" if data else "purposes"
    assert getattr(proposals[last].slots, named) == ()


def test_what_is_resolved_is_marked_in_the_draft() -> None:
    """A person sees that the sentence itself does not say it."""
    text = b"We collect your name and phone. We use this data for marketing."
    source, texts = as_policy(read(text), service="x")
    assert "use: [name, phone]  # use: taken from what stands before; to be confirmed" in source
    assert plan(parse(source, texts=texts), against=None).publishable


def test_a_larger_sentence_joins_all_that_were_apart_before_it() -> None:
    """Two that say different things are one where a third says both."""
    text = "We collect your phone. We collect your name. We collect your name and phone."
    assert len(_promises(text)) == 1


def test_a_reference_to_a_reference_is_what_the_first_named() -> None:
    """This data, and then this data again."""
    text = "We collect your name. We use this data for marketing. We use this data for payments."
    proposals = read(text.encode()).proposals
    assert [each.data for each in references(proposals).values()] == [("name",), ("name",)]


@pytest.mark.parametrize(
    "text",
    [
        "We use this data for marketing.",
        "نجمع اسمك. We use this data for marketing.",
        "We collect your name. We use your data for marketing.",
    ],
)
def test_nothing_is_resolved_where_nothing_was_named_or_nothing_points(text: str) -> None:
    """Not across languages either: the translation has its own sentence."""
    assert not references(read(text.encode()).proposals)


def test_a_document_of_many_promises_is_drafted_in_time_that_grows_with_it() -> None:
    """No sentence is compared with more than a bounded number of others."""
    text = " ".join(f"We keep your orders for {n} days." for n in range(1, 700))
    assert len(_promises(text)) == 699
