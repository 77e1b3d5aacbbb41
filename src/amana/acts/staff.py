"""Who works at the console."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """A member of staff who is signed in, for one session."""

    name: str
    services: tuple[str, ...]
    """The services that they may work on; nothing else is shown to them."""
    session: str
    """An opaque id of the session, not the secret in the cookie; form tokens are bound to it."""
