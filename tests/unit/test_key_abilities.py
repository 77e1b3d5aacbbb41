"""Which permissions the abilities of keys stand for."""

from amana.acts.key_permissions import (
    NAMES_PURPOSES,
    OF_ABILITY,
    OF_CUSTOMER,
    OF_EVERY_KEY,
    key_may,
)
from amana.acts.permissions import Permission
from amana.domain.key_scope import UNLIMITED, Ability, KeyScope


def test_every_permission_of_programs_is_under_an_ability() -> None:
    """Else no limited key could ever do it."""
    named = OF_EVERY_KEY.union(*OF_ABILITY.values(), OF_CUSTOMER)
    assert named == {each for each in Permission if each.startswith("service:")}
    assert set(OF_ABILITY) == set(Ability)


def test_a_limited_key_may_what_its_abilities_name() -> None:
    """And nothing else but what is public anyway."""
    for ability in Ability:
        scope = KeyScope(abilities=frozenset({ability}))
        may = {each for each in Permission if key_may(scope, each)}
        assert may == OF_ABILITY[ability] | OF_EVERY_KEY
    assert {each for each in Permission if not key_may(UNLIMITED, each)} == OF_CUSTOMER.keys()


def test_a_customers_key_may_what_concerns_its_end_users_and_nothing_else() -> None:
    """A limited one what its abilities name of that; one for purposes of the service nothing."""
    whole = KeyScope(customer="clinic")
    assert {each for each in Permission if key_may(whole, each)} == {*OF_CUSTOMER, *OF_EVERY_KEY}
    narrow = KeyScope(customer="clinic", abilities=frozenset({Ability.ERASE}))
    assert {each for each in Permission if key_may(narrow, each)} == {
        Permission.SERVICE_END_USER_READ,
        Permission.SERVICE_END_USER_ERASE,
        *OF_EVERY_KEY,
    }
    purposes = KeyScope(customer="clinic", purposes=frozenset({"news"}))
    assert {each for each in Permission if key_may(purposes, each)} == OF_EVERY_KEY


def test_a_key_for_some_purposes_may_what_is_done_for_purposes() -> None:
    """What names none has to be named as an ability of the key."""
    scope = KeyScope(purposes=frozenset({"news"}))
    assert {each for each in Permission if key_may(scope, each)} == NAMES_PURPOSES | OF_EVERY_KEY
    both = KeyScope(abilities=frozenset({Ability.ERASE}), purposes=frozenset({"news"}))
    assert key_may(both, Permission.SERVICE_PERSON_ERASE)
    assert not key_may(both, Permission.SERVICE_RECORD_USE)
