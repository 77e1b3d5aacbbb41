"""Every row of the promises' specification, read from a policy file that makes them all."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from amana.domain.policy.model import Policy
from amana.domain.policy.parse import parse
from amana.domain.promises.kind import Terms

ROWS = Path(__file__).with_name("rows.yaml")


def _policy() -> Policy:
    """Return the policy; one that cannot be read fails every test here."""
    return parse(ROWS.read_text(encoding="utf-8"), texts={})


@pytest.fixture(scope="session")
def terms() -> Terms:
    """Return terms that call everything as the vocabulary does."""
    return _policy().terms


@pytest.fixture(scope="session")
def rows() -> Mapping[str, tuple[object, ...]]:
    """Return, for each row of the promises' specification, the forms that express it."""
    found: dict[str, tuple[object, ...]] = {}
    for promise in _policy().promises.values():
        row = promise.id.partition("-")[0]
        found[row] = (*found.get(row, ()), promise.form)
    return found


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that takes a ``kind`` and its ``form`` once for each form of each row."""
    if {"kind", "form"} <= set(metafunc.fixturenames):
        promises = _policy().promises.values()
        cases = [pytest.param(each.kind, each.form, id=each.id) for each in promises]
        metafunc.parametrize(("kind", "form"), cases)
