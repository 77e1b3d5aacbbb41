"""The rates of the doors."""

from dataclasses import fields

from amana.domain.rates import Door, Limits


def test_every_door_has_a_rate_and_every_rate_a_door() -> None:
    """A door without a rate would stand open."""
    assert {door.value for door in Door} == {each.name for each in fields(Limits)}
    assert Limits(sign_in=7).of(Door.SIGN_IN) == 7


def test_rates_are_shown_as_a_setting_writes_them() -> None:
    """What is shown can be copied into the settings."""
    shown = str(Limits(pages=1, refused=2))
    assert shown.startswith("pages=1 ")
    assert shown.endswith(" refused=2")
    assert len(shown.split()) == len(Door)
