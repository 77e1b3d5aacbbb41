"""Which permissions the abilities of keys stand for."""

from amana.acts.permissions import (
    NAMES_PURPOSES,
    OF_ABILITY,
    OF_EVERY_KEY,
    Permission,
    key_may,
)
from amana.domain.key_scope import UNLIMITED, Ability, KeyScope


def test_every_permission_of_programs_is_under_an_ability() -> None:
    """Else no limited key could ever do it."""
    named = OF_EVERY_KEY.union(*OF_ABILITY.values())
    assert named == {each for each in Permission if each.startswith("service:")}
    assert set(OF_ABILITY) == set(Ability)


def test_a_limited_key_may_what_its_abilities_name() -> None:
    """And nothing else but what is public anyway."""
    for ability in Ability:
        scope = KeyScope(abilities=frozenset({ability}))
        may = {each for each in Permission if key_may(scope, each)}
        assert may == OF_ABILITY[ability] | OF_EVERY_KEY
    assert all(key_may(UNLIMITED, each) for each in Permission)


def test_a_key_for_some_purposes_may_what_is_done_for_purposes() -> None:
    """What names none has to be named as an ability of the key."""
    scope = KeyScope(purposes=frozenset({"news"}))
    assert {each for each in Permission if key_may(scope, each)} == NAMES_PURPOSES | OF_EVERY_KEY
    both = KeyScope(abilities=frozenset({Ability.ERASE}), purposes=frozenset({"news"}))
    assert key_may(both, Permission.SERVICE_PERSON_ERASE)
    assert not key_may(both, Permission.SERVICE_RECORD_USE)
