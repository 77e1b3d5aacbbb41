"""The script of the cookie banner: our own code, with what a service asks put into it.

Comments and indentation of the source are for those who read it, and are left out.
"""

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from amana.acts.banner.choose import SHOWN
from amana.domain.banner.banner import Banner, Category
from amana.domain.banner.consent_mode import ALL
from amana.domain.phrases import listed
from amana.domain.words import Language
from amana.http.rendering import static_file
from amana.wording.bidi import without_overrides
from amana.wording.catalogue import catalogue, say

SAID_THERE: Final = (
    *("title", "lead", "policy", "accept", "refuse", "choose", "save", "close", "reload", "back"),
    *("show", "proof", "checked", "soon", "yes", "no", "file"),
    *("thanks", "receipt", "later", "failed", "outdated", "left", "changed", "what", "gpc", "wait"),
)
"""What the banner itself says, by the end of its key in the catalogues."""
_PARTS: Final = ("script", "style", "texts", "offer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """The file as it is served."""

    plain: bytes
    packed: bytes
    """With gzip."""
    tag: str
    """Its entity tag (RFC 9110 section 8.8.3), of the plain form."""


def script_of(service: str, offer: Banner) -> Script:
    """Return the service's script, under the version of the policy that the offer is of."""
    given = json.dumps(
        _offer(service, offer) | {"t": _texts(offer)}, ensure_ascii=False, separators=(",", ":")
    )
    plain = _code().replace("STYLE", json.dumps(_style()), 1).replace("OFFER", _inert(given), 1)
    written = plain.encode("utf-8")
    return Script(
        plain=written,
        packed=gzip.compress(written, 9, mtime=0),
        tag=f'"{hashlib.sha256(written).hexdigest()[:32]}"',
    )


def parts_of(service: str, offer: Banner) -> Mapping[str, bytes]:
    """Return what the script is made of, part by part, each as it stands in it."""
    made = (
        _code(),
        _style(),
        json.dumps(_texts(offer), ensure_ascii=False, separators=(",", ":")),
        json.dumps(_offer(service, offer), ensure_ascii=False, separators=(",", ":")),
    )
    return {name: each.encode("utf-8") for name, each in zip(_PARTS, made, strict=True)}


@cache
def _code() -> str:
    """Return the source without its comments, which stand on lines of their own."""
    lines = (line.strip() for line in static_file("banner.js").decode("utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


@cache
def _style() -> str:
    text = static_file("banner.css").decode("utf-8")
    for sign in "{};:,":
        text = text.replace(f" {sign}", sign).replace(f"{sign} ", sign)
    return "".join(line.strip() for line in text.splitlines())


def _inert(text: str) -> str:
    """Return JSON as it may stand in a script: nothing in it ends the element or the line."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _offer(service: str, offer: Banner) -> dict[str, Any]:
    return {
        "s": service,
        "v": offer.version,
        "l": list(offer.languages),
        "c": [_category(each, offer) for each in offer.categories],
        "e": _essential(offer) if offer.essential else 0,
        "m": list(ALL) if offer.consent_mode else 0,
    }


def _category(each: Category, offer: Banner) -> dict[str, Any]:
    return {
        "i": each.purpose,
        "n": {language: without_overrides(each.name.say(language)) for language in offer.languages},
        "d": {language: _about(each, language) for language in offer.languages},
        "h": each.binding.wording.hex()[:SHOWN],
        "f": each.since,
        "k": list(each.cookies),
        "g": int(each.stopped_by_gpc),
        "m": list(each.consent_mode),
    }


def _about(each: Category, language: Language) -> str:
    said = [say("banner.collects", language, data=each.collects.say(language))]
    if each.set_by is not None:
        said.append(say("banner.set_by", language, others=each.set_by.say(language)))
    return without_overrides(" ".join(said))


def _essential(offer: Banner) -> dict[str, str]:
    return {
        language: say(
            "banner.essential",
            language,
            purposes=listed([each.say(language) for each in offer.essential], language),
        )
        for language in offer.languages
    }


def _texts(offer: Banner) -> dict[str, dict[str, str]]:
    return {
        language: {word: catalogue(language).words(f"banner.{word}") for word in SAID_THERE}
        for language in offer.languages
    }
