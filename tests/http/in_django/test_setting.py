"""A project whose setting does not fit is told so, before it takes anything in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured

from amana.sdk.django.faults import faults_of


def test_the_project_is_told_what_does_not_fit(
    setting: Callable[[Any], None], tmp_path: Path
) -> None:
    """By ``manage.py check``, with what to mend."""
    whole = dict(settings.AMANA)
    assert run_checks() == []
    setting({name: said for name, said in whole.items() if name not in ("TELLS", "MAIL_OF")})
    assert faults_of() == []
    setting(whole | {"KEY_FILE": tmp_path / "nowhere", "MAIL_OF": "bookshop.nothing"})
    assert [fault.id for fault in run_checks()] == ["amana.E001", "amana.E002"]
    setting(whole | {"MAIL_OF": "bookshop.privacy.__doc__"})
    assert [fault.id for fault in run_checks()] == ["amana.E001"]


@pytest.mark.parametrize(
    ("item", "value"),
    [
        (None, None),
        ("URL", ""),
        ("EXTRA", 1),
        ("ID", "user"),
        ("MODELS", {"bookshop.Nothing": {}}),
        ("MODELS", {"bookshop.Address": {"person": "user"}}),
    ],
)
def test_a_setting_that_does_not_fit_ends_the_start(
    item: str | None, value: object, setting: Callable[[Any], None]
) -> None:
    """Rather than the first row that is saved."""
    setting(None if item is None else settings.AMANA | {item: value})
    with pytest.raises(ImproperlyConfigured):
        apps.get_app_config("amana").ready()


@pytest.mark.parametrize(
    "other",
    [
        {"fields": {"seen_by": "address"}},
        {"fields": {"street": "address"}},
        {"fields": ["line"]},
        {"for": "orders"},
        {"origin": "elsewhere"},
        {"extra": 1},
    ],
)
def test_a_declaration_that_does_not_fit_ends_the_start(
    other: dict[str, Any], setting: Callable[[Any], None]
) -> None:
    """It is named, with what it should be."""
    setting(settings.AMANA | {"MODELS": {"bookshop.Address": _a(**other)}})
    with pytest.raises(ImproperlyConfigured, match=r"bookshop\.Address"):
        apps.get_app_config("amana").ready()


def test_a_field_that_is_no_column_ends_the_start(setting: Callable[[Any], None]) -> None:
    """Such as the rows that point at an account."""
    wrong = _a(person="self", fields={"address": "address"})
    setting(settings.AMANA | {"MODELS": {"auth.User": wrong}})
    with pytest.raises(ImproperlyConfigured, match="no column"):
        apps.get_app_config("amana").ready()


def _a(**other: Any) -> dict[str, Any]:  # noqa: ANN401 - what a setting may hold
    said = {"person": "user", "fields": {"line": "address"}, "at": "checkout", "for": ["orders"]}
    return said | other
