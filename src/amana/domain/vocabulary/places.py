"""Countries by their ISO 3166-1 codes, as far as storage and recipients commonly name them."""

from collections.abc import Mapping
from typing import Final

from amana.domain.words import Words

_NAMES: Final = (
    ("AE", "الإمارات العربية المتحدة", "the United Arab Emirates"),
    ("AU", "أستراليا", "Australia"),
    ("BE", "بلجيكا", "Belgium"),
    ("BH", "البحرين", "Bahrain"),
    ("BR", "البرازيل", "Brazil"),
    ("CA", "كندا", "Canada"),
    ("CH", "سويسرا", "Switzerland"),
    ("CN", "الصين", "China"),
    ("DE", "ألمانيا", "Germany"),
    ("DZ", "الجزائر", "Algeria"),
    ("EG", "مصر", "Egypt"),
    ("ES", "إسبانيا", "Spain"),
    ("FI", "فنلندا", "Finland"),
    ("FR", "فرنسا", "France"),
    ("GB", "المملكة المتحدة", "the United Kingdom"),
    ("IE", "أيرلندا", "Ireland"),
    ("IN", "الهند", "India"),
    ("IQ", "العراق", "Iraq"),
    ("IT", "إيطاليا", "Italy"),
    ("JO", "الأردن", "Jordan"),
    ("JP", "اليابان", "Japan"),
    ("KR", "كوريا الجنوبية", "South Korea"),
    ("KW", "الكويت", "Kuwait"),
    ("LB", "لبنان", "Lebanon"),
    ("LY", "ليبيا", "Libya"),
    ("MA", "المغرب", "Morocco"),
    ("NL", "هولندا", "the Netherlands"),
    ("OM", "سلطنة عمان", "Oman"),
    ("PL", "بولندا", "Poland"),
    ("PS", "فلسطين", "Palestine"),
    ("QA", "قطر", "Qatar"),
    ("SA", "المملكة العربية السعودية", "Saudi Arabia"),
    ("SD", "السودان", "Sudan"),
    ("SE", "السويد", "Sweden"),
    ("SG", "سنغافورة", "Singapore"),
    ("SY", "سوريا", "Syria"),
    ("TN", "تونس", "Tunisia"),
    ("TR", "تركيا", "Türkiye"),
    ("US", "الولايات المتحدة الأمريكية", "the United States"),
    ("YE", "اليمن", "Yemen"),
    ("ZA", "جنوب أفريقيا", "South Africa"),
)

COUNTRIES: Final[Mapping[str, Words]] = {code: Words(ar=ar, en=en) for code, ar, en in _NAMES}
"""A country's name by its code; others are shown by their code."""
