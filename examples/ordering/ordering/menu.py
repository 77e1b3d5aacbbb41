"""What the restaurants near by cook. None of them exists."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Dish:
    """A dish of one restaurant; the price of a portion is in riyals."""

    name: str
    restaurant: str
    about: str
    price: int


MENU: Final[Mapping[str, Dish]] = MappingProxyType(
    {
        "machboos": Dish(
            name="مجبوس دجاج",
            restaurant="مطعم السدرة",
            about="أرز بالبهارات واللومي مع نصف دجاجة وصلصة الدقوس.",
            price=28,
        ),
        "harees": Dish(
            name="هريس",
            restaurant="مطعم السدرة",
            about="قمح ولحم ضأن يُطبخان على مهل، مع السمن.",
            price=22,
        ),
        "vine_leaves": Dish(
            name="ورق عنب",
            restaurant="بيت الورق",
            about="محشو بالأرز والأعشاب، بزيت الزيتون والليمون.",
            price=18,
        ),
        "tabbouleh": Dish(
            name="تبولة",
            restaurant="بيت الورق",
            about="بقدونس مفروم وبرغل وطماطم وليمون.",
            price=14,
        ),
        "manakish": Dish(
            name="مناقيش زعتر",
            restaurant="فرن الحارة",
            about="عجين يُخبز أمامك، بالزعتر والسمسم.",
            price=9,
        ),
        "fatayer": Dish(
            name="فطاير سبانخ",
            restaurant="فرن الحارة",
            about="أربع فطائر بالسبانخ والسماق والبصل.",
            price=10,
        ),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A site of others to which a page leads."""

    name: str
    about: str
    address: str


ELSEWHERE: Final = (
    Elsewhere(
        name="سوق التمر",
        about="إعلان: تمور من مزارع الشمال، تصلك في علبة هدية.",
        address="https://dates-market.example/",
    ),
    Elsewhere(
        name="خرائط الدوحة",
        about="الطريق إلى المطعم على خريطة.",
        address="https://doha-maps.example/",
    ),
)
"""All links out that the app's pages have: the page about them lists these, and no page others."""


def riyals(price: int) -> str:
    """Say a price as Arabic counts: three to ten in the plural, eleven to ninety-nine otherwise."""
    rest = price % 100
    if 3 <= rest <= 10:  # noqa: PLR2004 - the language's own bounds
        return f"{price} ريالات"
    return f"{price} {'ريالًا' if rest > 10 else 'ريال'}"  # noqa: PLR2004 - the same
