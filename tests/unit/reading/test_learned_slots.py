"""What the learned model adds to the slots that words gave."""

from importlib import resources

import pytest

from amana.domain.policy.proposal import Role, Slots
from amana.domain.vocabulary.people import CHANNELS
from amana.domain.vocabulary.purposes import PURPOSES
from amana.domain.vocabulary.recipients import RECIPIENTS
from amana.domain.words import LANGUAGES, Language
from amana.reading import read
from amana.reading.document import as_judged
from amana.reading.kinds.weights import Weights
from amana.reading.slots.fill import AUTOMATIC, PERSON, THIRD_PARTY, by_words
from amana.reading.slots.learned import NOTHING, SLOTS, shown

_LARGEST = 2_000_000
_TOGETHER = 5_000_000


@pytest.mark.parametrize(
    "sentence", ["We collect only the data that we need.", "We keep a record of your orders."]
)
def test_a_collection_that_names_no_source_has_none(sentence: str) -> None:
    """Words take it for the person's: what is said of no giver is left open."""
    proposal = read(sentence.encode()).proposals[0]
    piece = as_judged(sentence, role=Role.SENTENCE, heading=None, lead_in=None)
    assert "collect" in proposal.kinds
    assert by_words(piece, proposal.kinds).source == PERSON
    assert proposal.slots.source is None


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("When you register you give us your name and phone.", PERSON),
        ("Our site records the pages that you open.", AUTOMATIC),
        ("نجمع اسمك ورقم هاتفك.", PERSON),
        ("قد نحصل على بياناتك من شركائنا.", THIRD_PARTY),
    ],
)
def test_what_is_said_of_the_giver_is_kept(sentence: str, source: str) -> None:
    """In both languages."""
    assert read(sentence.encode()).proposals[0].slots.source == source


def test_the_model_sees_kinds_and_values() -> None:
    """They stand among the signs of form, each with its slot."""
    piece = as_judged("We collect it.", role=Role.SENTENCE, heading=None, lead_in=None)
    slots = Slots(data=("email",), source=PERSON)
    form = shown(piece, ("collect", "use"), slots).form
    marks = {"r:data:email", "r:source:person", "k:collect", "k:use", "m:collect"}
    assert marks <= set(form)
    assert not any(mark.startswith("r:") for mark in shown(piece, ("use",), Slots()).form)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_knows_closed_values_and_is_small(language: Language) -> None:
    """Each file is short of two megabytes, all of five."""
    folder = resources.files("amana.reading").joinpath("model")
    sizes = {
        each.name: len(each.read_bytes())
        for each in folder.iterdir()
        if each.name.endswith((".weights", ".slots", ".json"))
    }
    assert len(sizes) == len(LANGUAGES) * 2 + 2
    assert max(sizes.values()) < _LARGEST
    assert sum(sizes.values()) < _TOGETHER
    known = Weights(folder.joinpath(f"{language}.slots").read_bytes()).kinds
    values = {
        slot: {name.partition(":")[2] for name in known if name.startswith(slot)} for slot in SLOTS
    }
    assert NOTHING in known
    assert values["source"] == {PERSON, AUTOMATIC, THIRD_PARTY}
    assert values["purposes"] <= set(PURPOSES)
    assert values["recipients"] <= set(RECIPIENTS)
    assert values["channel"] <= set(CHANNELS)
