"""From one declaration of a form come its reader, its schema and its canonical writing."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import pytest

from amana.domain.decision.rule import Rule
from amana.domain.evidence.proof import Proof
from amana.domain.period import Period
from amana.domain.policy.canonical import canonical
from amana.domain.policy.errors import PolicyErrors
from amana.domain.policy.form import items_of, schema_of
from amana.domain.policy.parse import parse
from amana.domain.policy.schema import schema
from amana.domain.policy.values import ID
from amana.domain.promises.kind import DataId, Kind, Terms, item
from amana.domain.words import Language, Words


class Colour(StrEnum):
    """A closed list."""

    RED = "red"
    GREEN = "green"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paint:
    """A form with an item of each type."""

    data: tuple[DataId, ...] = item("what is painted")
    in_: Colour = item("the colour")
    within: Period | None = item("how long it may take", default=None)
    coats: int | None = item("how often", default=None)
    glossy: bool = item("whether it shines", default=False)
    notes: tuple[str, ...] = item("what else", default=())
    never: str | None = item("named as another kind is", default=None)


def _nothing(_form: Paint) -> tuple[Rule, ...]:
    return ()


def _proof(_form: Paint) -> Proof:
    return Proof()


def _words(form: Paint, _terms: Terms, _language: Language) -> str:
    return f"We paint {form.in_}."


PAINT: Kind[Paint] = Kind(
    name="paint",
    form=Paint,
    title=Words(en="Paints"),
    about=Words(en="What is painted."),
    words=_words,
    rules=_nothing,
    proof=_proof,
)
NEVER: Kind[Paint] = Kind(
    name="never",
    form=Paint,
    title=Words(en="Never"),
    about=Words(en="Another kind."),
    words=_words,
    rules=_nothing,
    proof=_proof,
)
KINDS = {"paint": PAINT, "never": NEVER}
HEAD = """\
amana: 1
service: painter
title: {en: Notice}
controller: {name: {en: Painter}}
languages: [en]
data: {email: {}}
promises:
"""


def painted(promise: str) -> Paint:
    """Return the form of a policy's one promise."""
    form: Paint = parse(f"{HEAD}  P1: {promise}\n", texts={}, kinds=KINDS).promises["P1"].form
    return form


def test_every_type_of_item_is_read() -> None:
    """Text stays text, and numbers may be written in Arabic digits."""
    form = painted(
        "{paint: email, in: red, within: PT72H, coats: ٣, glossy: true, notes: [no, 'yes']}"
    )
    assert form == Paint(
        data=(DataId("email"),),
        in_=Colour.RED,
        within=Period(hours=72),
        coats=3,
        glossy=True,
        notes=("no", "yes"),
    )


def test_what_is_left_out_has_its_default() -> None:
    """Optional items need not be given."""
    form = painted("{paint: [email], in: green}")
    assert (form.within, form.coats, form.glossy, form.notes) == (None, None, False, ())


def test_an_item_may_be_called_as_another_kind() -> None:
    """The promise is of the kind that knows the other key as its item."""
    text = f"{HEAD}  P1: {{paint: email, in: red, never: matt}}\n"
    del_never = {"paint": PAINT, "never": _without_items()}
    policy = parse(text, texts={}, kinds=del_never)
    assert policy.promises["P1"].kind is PAINT


def _without_items() -> Kind[Paint]:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Bare:
        """A form that knows no other kind's name."""

        data: tuple[DataId, ...] = item("what")

    return Kind(
        name="never",
        form=Bare,  # type: ignore[arg-type]  # a kind of another form, for the registry only
        title=Words(en="Never"),
        about=Words(en="Never."),
        words=_words,
        rules=_nothing,
        proof=_proof,
    )


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("within: 72h", "PT72H"),
        ("within: 30 days", "P30D"),
        ("within: 2 Years", "P2Y"),
        ("within: 6 months", "P6M"),
        ("within: soon", "P30D, PT72H, P1Y"),
        ("coats: -1", "16"),
        ("coats: many", "16"),
    ],
)
def test_a_wrong_value_is_told_what_would_be_right(given: str, right: str) -> None:
    """A period written loosely is told its right form, else an example."""
    with pytest.raises(PolicyErrors) as caught:
        painted(f"{{paint: email, in: red, {given}}}")
    assert [problem.fields["right"] for problem in caught.value.problems] == [right]


@pytest.mark.parametrize("given", ["yes", "True", "'true'", "1", "[true]", ""])
def test_only_true_and_false_are_truth_values(given: str) -> None:
    """YAML 1.1's other words for them are not taken."""
    with pytest.raises(PolicyErrors):
        painted(f"{{paint: email, in: red, glossy: {given}}}")


@pytest.mark.parametrize("given", ["in: {}", "within: []", "coats: []", "notes: [{}]", "notes: ''"])
def test_a_value_of_another_shape_is_refused(given: str) -> None:
    """A mapping or list does not stand for a value."""
    with pytest.raises(PolicyErrors):
        painted(f"{{paint: email, in: red, {given}}}")


def test_only_the_marks_of_the_language_shape_a_text() -> None:
    """What another tool writes beside a type is passed over."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Marked:
        """A form whose text carries a mark of another tool before its pattern."""

        tag: Annotated[str, "for another tool", ID] = item("a tag")

    (tag,) = items_of(Marked)
    assert tag.value is ID


def test_a_type_that_a_form_may_not_have_is_a_mistake_in_the_program() -> None:
    """It is found when the form is first used."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Wrong:
        """A form with a fraction."""

        share: float | str = item("how much")

    with pytest.raises(TypeError):
        items_of(Wrong)


def test_the_canonical_text_leaves_out_defaults_and_quotes_what_could_be_misread() -> None:
    """``no`` is quoted, so that no other reader of YAML takes it for a falsehood."""
    text = f"{HEAD}  P1: {{paint: email, in: red, glossy: true, coats: 2, notes: no}}\n"
    written = canonical(parse(text, texts={}, kinds=KINDS))
    lines = ["  P1:", "paint: [email]", "in: red", "coats: 2", "glossy: true", 'notes: ["no"]']
    assert written.endswith("\n    ".join(lines) + "\n")


def test_the_schema_says_what_the_form_says() -> None:
    """Required items, closed lists and descriptions come from the declaration."""
    described = schema_of(items_of(Paint, "paint"))
    assert described["required"] == ["paint", "in"]
    properties = described["properties"]
    assert isinstance(properties, dict)
    assert properties["in"] == {"description": "the colour", "enum": ["red", "green"]}
    assert set(properties) == {"paint", "in", "within", "coats", "glossy", "notes", "never"}
    whole = schema({"paint": PAINT})
    assert isinstance(whole["$defs"], dict)
    assert list(whole["$defs"]) == ["paint"]
