"""Who somebody is: ``amana.identity``. Passwords, so that a service needs none of its own."""

from amana.sdk.transport import Wire


class Identity:
    """Keeps and compares passwords, for one service."""

    __slots__ = ("_wire",)

    def __init__(self, wire: Wire) -> None:
        """Send by this wire."""
        self._wire = wire

    def set_password(self, person: str, password: str) -> None:
        """Set a person's password; one that others would try first raises ``AmanaRejected``."""
        self._wire.look_up("/v1/passwords/set", {"person": person, "password": password})

    def check_password(self, person: str, password: str) -> bool:
        """Tell whether it is the person's password; after too many wrong ones none is."""
        asked = {"person": person, "password": password}
        return self._wire.look_up("/v1/passwords/check", asked).boolean("right")

    def change_password(self, person: str, *, old: str, new: str) -> bool:
        """Set another password for who shows the old one; tell whether it was right."""
        asked = {"person": person, "old": old, "new": new}
        return self._wire.look_up("/v1/passwords/change", asked).boolean("right")

    def remove_password(self, person: str) -> bool:
        """Remove a person's password; tell whether there was one."""
        return self._wire.look_up("/v1/passwords/remove", {"person": person}).boolean("right")
