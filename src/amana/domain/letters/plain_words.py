"""What people write, made plain before words are looked for in it."""

import re
import unicodedata
from typing import Final

_ALIKE: Final = str.maketrans("أإآٱىةؤئ", "ااااىهوي") | {ord("ى"): "ي", 0x0640: None}


def plain(text: str) -> str:
    """Return the text in small letters, without vowel marks, letters that are alike made one."""
    composed = unicodedata.normalize("NFKC", text).casefold().translate(_ALIKE)
    marked = unicodedata.normalize("NFD", composed)
    bare = "".join(each for each in marked if unicodedata.category(each) not in {"Mn", "Cf"})
    return re.sub(r"\s+", " ", bare.replace("’", "'")).strip()
