"""Made-up people and businesses: the same seed gives the same ones. None of them exists."""

import hashlib
from dataclasses import dataclass, field
from typing import TypeVar

from services_app.orders import AREAS, PRICES

_FIRST = (
    ("مريم", "maryam"), ("خالد", "khalid"), ("نورة", "noora"), ("ياسر", "yasser"),
    ("هند", "hind"), ("سالم", "salem"), ("ريم", "reem"), ("طارق", "tareq"),
    ("لطيفة", "latifa"), ("عمر", "omar"), ("شيخة", "shaikha"), ("بدر", "badr"),
    ("سارة", "sara"), ("فهد", "fahad"), ("أمل", "amal"), ("راشد", "rashid"),
)  # fmt: skip
_LAST = (
    ("المرزوقي", "marzouqi"), ("الحداد", "haddad"), ("النعيمي", "nuaimi"), ("الصبّاغ", "sabbagh"),
    ("الكواري", "kuwari"), ("العطار", "attar"), ("المهندي", "mohannadi"), ("الخيّاط", "khayyat"),
    ("البنعلي", "binali"), ("النجار", "najjar"), ("السليطي", "sulaiti"), ("الشامي", "shami"),
)  # fmt: skip
_MOBILE = ("3", "5", "6", "7")
"""What a mobile number begins with in Qatar; at firms it is 44."""
_STREETS = ("شارع النخيل", "شارع اللؤلؤ", "شارع الكورنيش", "شارع السدرة", "شارع المها")
_WISHES = {
    "plumbing": ("صنبور المطبخ يقطر", "انسداد في المغسلة", "سخّان الماء لا يعمل"),
    "cleaning": ("تنظيف شقة من غرفتين", "تنظيف بعد الدهان", "غسل سجاد"),
    "electricity": ("مفتاح الإنارة معطّل", "تركيب ثريا", "قاطع يفصل كثيرًا"),
    "documents": ("توصيل عقد إلى الوكرة", "تسلّم شهادة من الجامعة", "توصيل توكيل"),
}
_TRADES = {"plumbing": "سباكة", "cleaning": "نظافة", "electricity": "كهرباء", "documents": "توصيل"}
_PASSWORD_LENGTH = 20
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUp:
    """Someone to sign up, with what they will ask for."""

    name: str
    email: str
    phone: str
    address: str
    password: str = field(repr=False)
    area: str
    service: str
    details: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUpBusiness:
    """A business to sign up."""

    name: str
    email: str
    phone: str
    address: str
    password: str = field(repr=False)
    service: str
    place: str
    bank_account: str = field(repr=False)


def person(number: int, *, seed: int) -> MadeUp:
    """Return the person of this number; two numbers never share an e-mail address."""
    draw = _Draw(f"person/{seed}/{number}")
    first, last = draw.one(_FIRST), draw.one(_LAST)
    service = draw.one(tuple(PRICES))
    return MadeUp(
        name=f"{first[0]} {last[0]}",
        email=f"{first[1]}.{last[1]}.{seed}.{number}@mail.example",
        phone=f"+974{draw.one(_MOBILE)}{draw.below(10**7):07}",
        address=f"{draw.one(_STREETS)}، مبنى {1 + draw.below(90)}",
        password=draw.password(),
        area=draw.one(AREAS),
        service=service,
        details=draw.one(_WISHES[service]),
    )


def business(number: int, *, seed: int) -> MadeUpBusiness:
    """Return the business of this number; the first four offer one service each."""
    draw = _Draw(f"business/{seed}/{number}")
    service = tuple(PRICES)[number % len(PRICES)]
    owner = draw.one(_LAST)
    return MadeUpBusiness(
        name=f"مؤسسة {owner[0]} لل{_TRADES[service]}",
        email=f"{service}.{owner[1]}.{seed}.{number}@work.example",
        phone=f"+97444{draw.below(10**6):06}",
        address=f"{draw.one(_STREETS)}، محل {1 + draw.below(40)}",
        password=draw.password(),
        service=service,
        place="الدوحة",
        bank_account=_iban(f"FICT{draw.below(10**21):021}"),
    )


def new_address(number: int, *, seed: int) -> str:
    """Return the address that a provider finds to be the right one."""
    draw = _Draw(f"address/{seed}/{number}")
    return f"{draw.one(_STREETS)}، مبنى {1 + draw.below(90)}، الطابق {1 + draw.below(9)}"


def _iban(rest: str) -> str:
    """Put the check digits before an account number (ISO 13616, MOD 97-10 of ISO 7064)."""
    turned = "".join(str(int(letter, 36)) for letter in f"{rest}QA00")
    return f"QA{98 - int(turned) % 97:02}{rest}"


class _Draw:
    """Draws from a hash, so that the same word gives the same draws everywhere and for ever."""

    __slots__ = ("_count", "_word")

    def __init__(self, word: str) -> None:
        self._word = word
        self._count = 0

    def below(self, limit: int) -> int:
        """Return a number from 0 up to the limit, which is left out."""
        self._count += 1
        digest = hashlib.sha256(f"{self._word}/{self._count}".encode()).digest()
        return int.from_bytes(digest[:16]) % limit

    def one(self, choices: tuple[T, ...]) -> T:
        """Return one of the choices."""
        return choices[self.below(len(choices))]

    def password(self) -> str:
        """Return a password for someone who does not exist."""
        return f"{self.below(16**_PASSWORD_LENGTH):0{_PASSWORD_LENGTH}x}"
