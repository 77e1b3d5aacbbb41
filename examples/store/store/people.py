"""Made-up people: the same seed gives the same ones, and none of them exists."""

from random import Random
from typing import Final

from faker import Faker

from store.made_up import MadeUp

_STREETS: Final = ("شارع النخيل", "شارع اللؤلؤ", "شارع الكورنيش", "شارع السدرة", "شارع المها")
OPINIONS: Final = (
    "وصل في موعده، ولونه كما في الصورة.",
    "نسجه متين، وأعجب أهل البيت.",
    "جيد، وكان أصغر مما ظننت.",
)


def person(number: int, *, seed: int) -> MadeUp:
    """Return the person of this number; two numbers never share an e-mail address."""
    faker = Faker("ar_SA")
    faker.seed_instance(seed * 100_000 + number)
    dice = Random(f"{seed}/{number}")  # noqa: S311 - made-up people
    return MadeUp(
        name=f"{faker.first_name()} {faker.last_name()}",
        email=f"minwal.{seed}.{number}@mail.example",
        phone=f"+9745{dice.randrange(10**7):07}",
        address=f"{dice.choice(_STREETS)}، مبنى {dice.randrange(1, 90)}، الدوحة",
        password=f"made-up-{dice.randrange(10**12):012}",
    )
