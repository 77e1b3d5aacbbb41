"""Made-up people and their ads: the same seed gives the same ones. None of them exists."""

import hashlib
from random import Random
from typing import Final

from faker import Faker

from classifieds.stories import Someone

SECTIONS: Final = {
    "عقارات": ("شقق للإيجار", "بيوت للبيع"),
    "سيارات": ("سيارات مستعملة", "قطع غيار"),
    "وظائف": ("وظائف شاغرة", "باحثون عن عمل"),
    "أثاث وأجهزة": ("أثاث", "أجهزة كهربائية"),
}
AREAS: Final = (("amman", "عمّان"), ("irbid", "إربد"), ("zarqa", "الزرقاء"), ("aqaba", "العقبة"))
ADS: Final = (
    ("شقق للإيجار", "شقة من غرفتين قرب الجامعة", "مفروشة، طابق ثانٍ، فيها مصعد.", "260", "flat"),
    ("بيوت للبيع", "بيت مستقل بحديقة", "ثلاث غرف، وبئر ماء، وزيتونتان.", "68000", "house"),
    ("سيارات مستعملة", "سيارة صغيرة موفّرة", "فحص كامل، مالك واحد.", "7400", ""),
    ("قطع غيار", "إطارات شتوية", "أربعة، استُعملت شتاءً واحدًا.", "85", ""),
    ("وظائف شاغرة", "مطلوب محاسب بدوام جزئي", "ثلاثة أيام في الأسبوع.", "300", ""),
    ("باحثون عن عمل", "مدرّسة رياضيات", "أدرّس طلاب التوجيهي في بيوتهم.", "12", ""),
    ("أثاث", "طاولة طعام بستة كراسٍ", "خشب زان، بحال جيدة.", "140", ""),
    ("أجهزة كهربائية", "ثلاجة بحجم وسط", "تعمل جيدًا، سبب البيع الانتقال.", "95", ""),
)


def person(number: int, *, seed: int) -> Someone:
    """Return the person of this number."""
    faker = Faker(["ar_AA"])
    faker.seed_instance(seed * 1_000_003 + number)
    chance = Random(seed * 1_000_003 + number)  # noqa: S311 - made-up people, no secrets
    group, title, text, price, housing = ADS[number % len(ADS)]
    prefix = chance.choice(("077", "078", "079"))
    return Someone(
        name=f"{faker.first_name()} {faker.last_name()}",
        email=f"p{seed}-{number}@hay.example",
        phone=f"{prefix}{chance.randrange(10**7):07d}",
        address=f"شارع {faker.last_name()}، {chance.choice(AREAS)[1]}",
        password=hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()[:20],
        group=group,
        title=title,
        text=text,
        price=price,
        housing=housing,
        shows=chance.choice(((), ("phone",), ("name", "phone"))),
    )
