"""Both languages say everything that is said, with the same fields."""

import ast
import re
import string
from pathlib import Path

import pytest

import amana
from amana.domain.words import ARABIC, ENGLISH, LANGUAGES, Language
from amana.wording.catalogue import catalogue

SOURCE = Path(amana.__file__).parent
CATALOGUES = SOURCE / "wording" / "catalogues"
NAMES = sorted({file.name for file in CATALOGUES.rglob("*.po")})
SINGLE = sorted(set(catalogue(ARABIC).single) | set(catalogue(ENGLISH).single))
PLURAL = sorted(set(catalogue(ARABIC).plural) | set(catalogue(ENGLISH).plural))
FORMS = {ARABIC: 6, ENGLISH: 2}
SAID_IN_THE_OTHER_LANGUAGE = {"site.other_language"}  # the way over to it
FIELD = re.compile(r"\{[^{}]*\}")
ARABIC_LETTERS = range(0x0621, 0x064B)


def _fields(words: str) -> set[str]:
    """Return the names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_a_catalogue_stands_in_both_languages() -> None:
    """Each file has its twin."""
    twins = {name: [CATALOGUES / language / name for language in LANGUAGES] for name in NAMES}
    assert not [name for name, files in twins.items() if not all(it.is_file() for it in files)]


def test_a_key_says_the_same_fields_in_both_languages() -> None:
    """Neither language lacks the words, nor a field that the other shows."""
    fields = [
        {key: _fields(words) for key, words in catalogue(language).single.items()}
        for language in (ARABIC, ENGLISH)
    ]
    assert fields[0] == fields[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_count_has_every_form_of_its_language(language: Language) -> None:
    """Arabic counts in six forms, English in two; each says something."""
    said = {key: [form for form in catalogue(language).plural[key] if form] for key in PLURAL}
    assert not [key for key, forms in said.items() if len(forms) != FORMS[language]]


def test_arabic_words_are_arabic() -> None:
    """No English sentence stands in for a missing Arabic one."""
    assert not [key for key in SINGLE if not _is_arabic(key)]


def _is_arabic(key: str) -> bool:
    """Tell whether the words of the key are Arabic, or the same in every language."""
    arabic, english = (FIELD.sub("", catalogue(each).single[key]) for each in (ARABIC, ENGLISH))
    letters = [letter for letter in arabic if letter.isalpha()]
    same_everywhere = arabic == english and " " not in english.strip()
    excused = not letters or same_everywhere or key in SAID_IN_THE_OTHER_LANGUAGE
    return excused or any(ord(letter) in ARABIC_LETTERS for letter in letters)


def test_every_key_that_the_code_says_has_words() -> None:
    """``say`` with a literal key, and ``say_count``, never meet a missing one."""
    said = {
        (name, key): f"{module.relative_to(SOURCE)}"
        for module in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        for name, key in _said(node)
    }
    known = {"say": catalogue(ARABIC).single, "say_count": catalogue(ARABIC).plural}
    assert not {key: where for (name, key), where in said.items() if key not in known[name]}


def test_what_is_not_there_is_named_in_words() -> None:
    """No page and no command shows the name that the code has for it."""
    trees = [ast.parse(each.read_text(encoding="utf-8")) for each in sorted(SOURCE.rglob("*.py"))]
    named = {name for tree in trees for name in _not_there(tree)}
    assert "api_key" in named
    assert "certificate" in named
    said = {f"error.storage.not_found.{name}" for name in named}
    assert not said - catalogue(ARABIC).single.keys()


def _not_there(tree: ast.Module) -> list[str]:
    """Return what a module says is not there: given as such, or by a constant of it."""
    constants = {
        ast.unparse(target): each.value
        for each in tree.body
        if isinstance(each, ast.Assign | ast.AnnAssign)
        for target in (each.targets if isinstance(each, ast.Assign) else [each.target])
    }
    given = [
        constants.get(ast.unparse(word.value), word.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "NotFound"
        for word in node.keywords
        if word.arg == "what"
    ]
    return [str(ast.literal_eval(each)) for each in given if each is not None]


def _said(node: ast.AST) -> list[tuple[str, str]]:
    """Return the function and the literal key, where the node says something."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
        return []
    first = node.args[0]
    literal = isinstance(first, ast.Constant) and isinstance(first.value, str)
    if node.func.id not in {"say", "say_count"} or not literal:
        return []
    return [(node.func.id, str(ast.literal_eval(first)))]
