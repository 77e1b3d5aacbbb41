"""Every error has a stable code, and a message in each language that its fields can fill."""

import ast
import importlib
import string
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import amana
from amana.domain.errors import AmanaError, Broken, Malformed, Refused
from amana.domain.words import LANGUAGES, Language
from amana.wording.catalogue import catalogue

SOURCE = Path(amana.__file__).parent
BRANCHES = frozenset({Refused, Malformed, Broken})


def _import_their_modules() -> None:
    """Import each module that declares an error, so that its classes exist."""
    for module in sorted(SOURCE.rglob("*.py")):
        if any(_declares_an_error(n) for n in ast.walk(ast.parse(module.read_text("utf-8")))):
            importlib.import_module(
                ".".join(module.relative_to(SOURCE.parent).with_suffix("").parts)
            )


def _declares_an_error(node: ast.AST) -> bool:
    """Tell whether the node is a class whose bases or whose own ``code`` make it an error."""
    if not isinstance(node, ast.ClassDef):
        return False
    bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
    return bool(bases & {"AmanaError", "Refused", "Malformed", "Broken"})


def _below(error: type[AmanaError]) -> Iterator[type[AmanaError]]:
    """Yield every class below this one."""
    for child in error.__subclasses__():
        yield child
        yield from _below(child)


_import_their_modules()
ERRORS = sorted(
    {
        error
        for error in _below(AmanaError)
        if error not in BRANCHES and error.__module__.startswith("amana.")
    },
    key=lambda error: error.code,
)


def _names(text: str) -> frozenset[str]:
    """Return the fields that a message names."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


def test_an_error_has_a_code_of_its_own() -> None:
    """A code is declared by the class itself: area, full stop, what happened."""
    assert not [error for error in ERRORS if "code" not in vars(error)]
    assert not [error for error in ERRORS if not _is_code(error.code)]


def _is_code(code: str) -> bool:
    """Tell whether it is small words: an area, a full stop, and what happened there."""
    area, _, what = code.partition(".")
    words = area.isidentifier() and what.replace(".", "_").isidentifier()
    return words and code == code.lower()


def test_no_two_errors_share_a_code() -> None:
    """A code names one error for ever."""
    codes = Counter(error.code for error in ERRORS)
    assert not {code for code, times in codes.items() if times > 1}


def test_an_error_belongs_to_one_of_the_three_branches() -> None:
    """Who must act is known of each error: the caller, the sender, or who runs the platform."""
    above = {error: sum(issubclass(error, each) for each in BRANCHES) for error in ERRORS}
    assert not {error for error, branches in above.items() if branches != 1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_error_has_its_message(language: Language) -> None:
    """No reader meets a bare code."""
    known = catalogue(language).single
    assert not [error.code for error in ERRORS if f"error.{error.code}" not in known]


def _raised() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Yield each place that makes an error of ours by keywords: where, class, field names."""
    names = {error.__name__ for error in ERRORS}
    for module in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            fields = [keyword.arg for keyword in node.keywords]
            if node.func.id in names and None not in fields and not node.args:
                where = f"{module.relative_to(SOURCE)}:{node.lineno}"
                yield where, node.func.id, frozenset(str(field) for field in fields)


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_raises_an_error_fills_its_message(language: Language) -> None:
    """Each field that the message names is given wherever the error is raised."""
    by_name: dict[str, list[type[AmanaError]]] = {}
    for error in ERRORS:
        by_name.setdefault(error.__name__, []).append(error)
    words = catalogue(language).single
    missing = {
        where: sorted(_names(words.get(f"error.{by_name[name][0].code}", "")) - fields)
        for where, name, fields in _raised()
        if len(by_name[name]) == 1 and not _fills_itself(by_name[name][0])
    }
    assert not {where: fields for where, fields in missing.items() if fields}


def _fills_itself(error: type[AmanaError]) -> bool:
    """Tell whether the class makes its fields in its own constructor."""
    return error.__init__ is not AmanaError.__init__
