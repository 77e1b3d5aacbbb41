"""Made-up people and businesses, the same for a seed. None of them exists."""

from functools import cache

from faker import Faker

from scheduling.made_up import MadeUp, MadeUpBusiness

_LOCALES = ("ar_SA", "ar_AA", "ar_EG")
_BUSINESSES = (
    (
        "عيادة بسمة للأسنان",
        "عيادة أسنان للعائلة، نعمل بالموعد وحده.",
        ("كشف وتنظيف", "تبييض الأسنان"),
    ),
    ("صالون الأناقة", "حلاقة رجالية هادئة، بلا انتظار.", ("قصّ الشعر", "عناية باللحية")),
    ("مركز لياقة للعلاج الطبيعي", "جلسات علاج طبيعي مع مختصين.", ("جلسة علاج", "تقييم أول")),
    ("مكتب بيان للاستشارات", "استشارات قانونية قصيرة، حضورًا أو عن بعد.", ("استشارة قانونية",)),
    ("ورشة الطريق", "صيانة السيارات، مع تقرير مكتوب.", ("فحص دوري", "تغيير الزيت")),
    ("استوديو ضوء", "تصوير عائلي ومنتجات.", ("جلسة تصوير",)),
)


@cache
def person(number: int, *, seed: int) -> MadeUp:
    """Return the person of this number."""
    faker = Faker(_LOCALES[number % len(_LOCALES)])
    faker.seed_instance(seed * 100_003 + number)
    return MadeUp(
        name=f"{faker.first_name()} {faker.last_name()}",
        email=f"zabun.{seed}.{number}@example.net",
        phone=f"+9665{faker.numerify('########')}",
        password=f"{faker.password(length=14)}-{number}",
        note=("أحضر معي تقريرًا سابقًا.", "أول زيارة لي.", "أفضّل ساعة هادئة.")[number % 3],
    )


@cache
def business(number: int, *, seed: int) -> MadeUpBusiness:
    """Return the business of this number."""
    name, about, services = _BUSINESSES[number % len(_BUSINESSES)]
    return MadeUpBusiness(
        owner=person(10_000 + number, seed=seed), name=name, about=about, services=services
    )
