"""What a provider says of somebody who signed in there, bounded and plain."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self

from amana.domain.words import says_something

LONGEST: Final = {"name": 200, "email": 320, "phone": 40, "picture": 2_000}
"""What may be taken over, and characters of each."""
LONGEST_SUBJECT: Final = 255


class NoSubject(ValueError):
    """The provider does not say who it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderWord:
    """What a provider says; empty where it says nothing, or nothing that can be used."""

    provider: str
    subject: str = field(repr=False)
    """The provider's own name of the person: never given to another one."""
    name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    email_verified: bool = False
    phone: str = field(default="", repr=False)
    phone_verified: bool = False
    picture: str = field(default="", repr=False)
    """The address of a photo; it is not fetched."""

    @classmethod
    def read(cls, provider: str, claims: Mapping[str, Any], names: Mapping[str, str]) -> Self:
        """Read it from claims or a profile; ``names`` says what a provider calls what.

        Raises ``NoSubject``. The standard's names: OpenID Connect Core 1.0, section 5.1.
        """

        def said(what: str, standard: str) -> Any:  # noqa: ANN401 - a foreign word, checked by each
            return claims.get(names.get(what, standard))

        subject = said("subject", "sub")
        subject = str(subject) if isinstance(subject, int) else subject
        if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
            raise NoSubject
        return cls(
            provider=provider,
            subject=subject,
            name=_text(said("name", "name"), "name"),
            email=_text(said("email", "email"), "email"),
            email_verified=said("email_verified", "email_verified") is True,
            phone=_text(said("phone", "phone_number"), "phone"),
            phone_verified=said("phone_verified", "phone_number_verified") is True,
            picture=_https(_text(said("picture", "picture"), "picture")),
        )

    def taken_over(self) -> tuple[tuple[str, str], ...]:
        """Return what would be taken over, by name, in the order in which it is shown."""
        said = ((name, getattr(self, name)) for name in LONGEST)
        return tuple((name, value) for name, value in said if value)

    def verified(self) -> frozenset[str]:
        """Return which addresses the provider has verified; the others prove nothing."""
        told = {"email": self.email_verified, "phone": self.phone_verified}
        return frozenset(name for name, verified in told.items() if verified)

    def missing(self) -> tuple[str, ...]:
        """Return what the provider does not say, and the person may be asked for."""
        return tuple(name for name in ("name", "email", "phone") if not getattr(self, name))


def _text(value: object, name: str) -> str:
    """Return a text that can be shown in one line; nothing for anything else."""
    if not isinstance(value, str) or len(value) > LONGEST[name] or not value.isprintable():
        return ""
    return value.strip() if says_something(value) else ""


def _https(address: str) -> str:
    return address if address.startswith("https://") else ""
