"""How far a key reaches."""

from amana.domain.key_scope import UNLIMITED, Ability, KeyScope


def test_a_key_without_limits_has_every_ability_and_purpose() -> None:
    """As keys had before there were limits."""
    assert all(UNLIMITED.has(each) for each in Ability)
    assert UNLIMITED.beyond(["orders", "anything"]) == ()


def test_a_limited_key_has_what_it_names_and_nothing_else() -> None:
    """Deny by default."""
    scope = KeyScope(abilities=frozenset({Ability.USE}), purposes=frozenset({"orders"}))
    assert [each for each in Ability if scope.has(each)] == [Ability.USE]
    assert scope.beyond(["orders"]) == ()
    assert scope.beyond(["orders", "newsletter", "draw"]) == ("newsletter", "draw")
