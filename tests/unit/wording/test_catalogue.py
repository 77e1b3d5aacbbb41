"""The catalogues: strict when read, complete in both languages, and in the right form."""

import importlib
import pkgutil
import string

import pytest

import amana
from amana.domain.errors import AmanaError, Malformed
from amana.domain.period import Period
from amana.domain.words import ARABIC, ENGLISH, LANGUAGES
from amana.wording.catalogue import catalogue, explain, gather, say, say_count
from amana.wording.duration import say_period
from amana.wording.errors import BadCatalogue, NoSuchWords, WrongFields

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def _fields(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}


def test_both_languages_have_the_same_keys() -> None:
    """What can be said in one language can be said in the other."""
    arabic, english = catalogue(ARABIC), catalogue(ENGLISH)
    assert set(arabic.single) ^ set(english.single) == set()
    assert set(arabic.plural) ^ set(english.plural) == set()


def test_both_languages_name_the_same_fields() -> None:
    """No translation drops a fact, or asks for one that the other does not have."""
    arabic, english = catalogue(ARABIC), catalogue(ENGLISH)
    unlike = [k for k in english.single if _fields(arabic.single[k]) != _fields(english.single[k])]
    for key, forms in english.plural.items():
        said = set().union(*map(_fields, forms)) | {"count"}
        unlike += (
            [key] if set().union(*map(_fields, arabic.plural[key])) | {"count"} != said else []
        )
    assert unlike == []


def test_every_error_has_words() -> None:
    """Each leaf of the tree of errors can be explained in both languages."""
    for module in pkgutil.walk_packages(amana.__path__, "amana."):
        if module.name.rpartition(".")[2] == "errors":
            importlib.import_module(module.name)
    leaves = [AmanaError]
    for kind in leaves:
        leaves += kind.__subclasses__()
    codes = {
        kind.code
        for kind in leaves
        if kind.__module__.startswith("amana.")
        and kind.__module__ != AmanaError.__module__
        and not kind.__subclasses__()
    }
    lacking = [
        (code, lang)
        for code in codes
        for lang in LANGUAGES
        if f"error.{code}" not in catalogue(lang).single
    ]
    assert lacking == []


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "يوم واحد"),
        (2, "يومان"),
        (3, "3 أيام"),
        (10, "10 أيام"),
        (11, "11 يومًا"),
        (100, "100 يوم"),
        (103, "103 أيام"),
    ],
)
def test_arabic_numbers_take_their_form(days: int, words: str) -> None:
    """Arabic counts in six forms, by the rule of gettext and CLDR."""
    assert say_count("duration.days", days, ARABIC) == words


def test_a_period_is_said_in_its_units() -> None:
    """A month stays a month: periods are not turned into days."""
    assert say_period(Period.parse("P1Y6M"), ENGLISH) == "one year and 6 months"
    assert say_period(Period.parse("PT72H"), ARABIC) == "72 ساعة"


def test_a_missing_key_raises() -> None:
    """A key without words is a fault that is heard, not a bare key on a page."""
    with pytest.raises(NoSuchWords):
        say("no.such.key", ARABIC)
    with pytest.raises(NoSuchWords):
        say_count("no.such.key", 1, ARABIC)


def test_a_missing_field_raises() -> None:
    """Words that name a field are not shown with a hole in them."""
    with pytest.raises(WrongFields):
        say("duration.and", ENGLISH, first="one")


@pytest.mark.parametrize(
    "entry",
    [
        'msgid "a"\nmsgstr ""\n',
        'msgid "b"\nmsgstr "x"\n',
        'msgid "a"\nmsgid_plural "a"\nmsgstr[0] "x"\nmsgstr[1] "y"\n',
        'msgid "a"\nmsgid_plural "a"\nmsgstr[0] "x"\nmsgstr[1] ""\n',
    ],
)
def test_a_faulty_catalogue_is_refused(entry: str) -> None:
    """Empty words, a key in two files and too few plural forms are all refused."""
    with pytest.raises(BadCatalogue):
        gather(ARABIC, [("one.po", HEAD + 'msgid "b"\nmsgstr "x"\n'), ("two.po", HEAD + entry)])


def test_an_error_of_several_problems_has_a_line_each() -> None:
    """Whoever mends a file hears of all its problems at once."""
    error = Malformed()
    problems = NoSuchWords(key="a", language="en"), WrongFields(key="b", field="c")
    error.problems = problems  # type: ignore[attr-defined]  # as errors of several problems have
    assert explain(error, ENGLISH).splitlines() == [explain(p, ENGLISH) for p in problems]


def test_fields_can_be_isolated() -> None:
    """A Latin field keeps its direction inside an Arabic sentence, without overrides of its own."""
    told = explain(WrongFields(key="k", field="x\u202ey"), ARABIC, isolated=True)
    assert "\u2068xy\u2069" in told
