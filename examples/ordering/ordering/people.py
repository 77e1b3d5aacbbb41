"""Made-up people: the same seed gives the same ones. None of them exists, nor do their cards."""

from dataclasses import dataclass, field
from typing import Final

from faker import Faker

from ordering.menu import MENU

_CARD: Final = 16
_NOTES: Final = ("بلا بصل من فضلكم", "", "زيدوا الليمون", "", "الصلصة على حدة")
_WORDS: Final = (
    "التطبيق سهل، لكني أريد أن أرى صور الأطباق كبيرة.",
    "هل عندكم أطباق بلا قمح؟",
    "وصلتني رسالة الاستلام متأخرة قليلًا.",
    "أحسنتم، الطعام لذيذ والسعر واضح.",
)
_PHONES: Final = (
    ("Linux; Android 15; SM-S921B", "4g"),
    ("iPhone; CPU iPhone OS 18_1 like Mac OS X", "wifi"),
    ("Linux; Android 14; Pixel 8", "5g"),
    ("Linux; Android 13; 2201117TY", "3g"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUp:
    """Somebody, with what they will do."""

    name: str
    email: str
    phone: str
    password: str = field(repr=False)
    card: str = field(repr=False)
    dish: str
    note: str
    words: str
    agent: str
    connection: str


def person(number: int, *, seed: int) -> MadeUp:
    """Return the person of this number; two numbers never share an e-mail address."""
    fake = Faker("ar_AA")
    fake.seed_instance(f"{seed}/{number}")
    phone, connection = fake.random_element(_PHONES)
    return MadeUp(
        name=f"{fake.first_name()} {fake.last_name()}".partition(" (")[0],
        email=f"{fake.random_element(('guest', 'diner', 'eater'))}.{seed}.{number}@mail.example",
        phone=f"+974{fake.random_element('3567')}{fake.random_number(digits=7, fix_len=True)}",
        password=fake.password(length=20),
        card=_card(f"9{fake.random_number(digits=_CARD - 2, fix_len=True)}"),
        dish=fake.random_element(tuple(MENU)),
        note=fake.random_element(_NOTES),
        words=fake.random_element(_WORDS),
        agent=f"Mozilla/5.0 ({phone}) AppleWebKit/537.36 Safari/537.36",
        connection=connection,
    )


def _card(body: str) -> str:
    """Put the check digit behind a number of no bank's (its first digit is of national use)."""
    turned = [int(digit) for digit in reversed(body)]
    rest = sum(turned[1::2]) + sum(sum(divmod(2 * digit, 10)) for digit in turned[::2])
    return f"{body}{-rest % 10}"
