"""What a made-up person and a made-up business are."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUp:
    """Somebody who does not exist."""

    name: str
    email: str
    phone: str
    password: str = field(repr=False)
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUpBusiness:
    """A business that does not exist, and who runs it."""

    owner: MadeUp
    name: str
    about: str
    services: tuple[str, ...]
