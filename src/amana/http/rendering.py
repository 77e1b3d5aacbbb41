"""Pages out of templates: every string from the catalogues, every value escaped."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from http import HTTPStatus
from importlib import resources
from typing import Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from amana.domain.period import Period
from amana.domain.words import ARABIC, ENGLISH, Language, Words
from amana.wording import standing as standings
from amana.wording.bidi import direction, without_overrides
from amana.wording.catalogue import catalogue, fill
from amana.wording.digits import digits
from amana.wording.duration import say_period
from amana.wording.moments import say_date, say_day, say_moment

STATIC_FILES: Final[Mapping[str, str]] = {
    "amana.css": "text/css; charset=utf-8",
    "icon.svg": "image/svg+xml",
}


def static_file(name: str) -> bytes:
    """Return a file of our own that pages refer to."""
    return (resources.files("amana.http") / "static" / name).read_bytes()


def environment() -> Environment:
    """Make the environment of all templates: escaped, and strict about what it is given."""
    made = Environment(
        loader=PackageLoader("amana.http"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["inert"] = without_overrides
    made.filters["css"] = _as_css
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Renderer:
    """Renders templates, for readers in one zone."""

    zone: ZoneInfo
    templates: Environment = field(default_factory=environment)
    style: str = field(
        default_factory=lambda: hashlib.sha256(static_file("amana.css")).hexdigest()[:12]
    )
    """Changes when the style sheet does, so that nobody keeps an old one."""

    def page(
        self,
        template: str,
        request: Request,
        language: Language,
        *,
        status: HTTPStatus = HTTPStatus.OK,
        values: Mapping[str, object],
    ) -> HTMLResponse:
        """Answer with a page in the language."""
        here = request.url.path
        query = {k: v for k, v in request.query_params.items() if k not in {"lang", "token"}}
        text = self.text(template, language, {"here": here, "query": query, **values})
        return HTMLResponse(text, status)

    def text(self, template: str, language: Language, values: Mapping[str, object]) -> str:
        """Return a template's text, with what every template is given."""
        return self.templates.get_template(template).render({**self._given(language), **values})

    def _given(self, language: Language) -> dict[str, object]:
        """Return what every template is given: the language, and the ways to say things in it."""
        other = ENGLISH if language == ARABIC else ARABIC
        given: dict[str, Callable[..., object]] = {
            "t": partial(_say, language),
            "plain": partial(_say_plain, language),
            "n": partial(_say_count, language),
            "number": lambda value: digits(value, language),
            "date": lambda moment: _time(moment, say_date(moment, language, self.zone)),
            "moment": lambda moment: _time(moment, say_moment(moment, language, self.zone)),
            "day": lambda day: _time(day, say_day(day, language)),
            "words": partial(_words, language),
            "period": lambda text: digits(say_period(Period.parse(text), language), language),
            "link": partial(link_to, language),
            "link_in": link_to,
            "say_state": lambda state: standings.say_state(state, language),
            "say_standing": lambda it: standings.say_standing(it, language, self.zone),
            "say_question": lambda it: standings.say_question(it, language),
            "say_answer": lambda it: standings.say_answer(it, language, self.zone),
            "direction": direction,
        }
        return {"language": language, "other": other, "style": self.style, **given}


def _say(language: Language, key: str, **fields: object) -> Markup:
    """Say it as HTML, each field kept apart from the words around it."""
    shown = {name: _field(value, language) for name, value in fields.items()}
    return Markup(fill(str(escape(catalogue(language).words(key))), key, shown))  # noqa: S704 - escaped on this line and in _field


def _field(value: object, language: Language) -> Markup:
    if isinstance(value, Markup):
        return value
    shown = digits(value, language) if isinstance(value, int) else without_overrides(str(value))
    return Markup("<bdi>{}</bdi>").format(shown)


def _say_plain(language: Language, key: str, **fields: object) -> str:
    """Say it as text, for attributes and titles."""
    shown = {
        name: digits(value, language) if isinstance(value, int) else without_overrides(str(value))
        for name, value in fields.items()
    }
    return fill(catalogue(language).words(key), key, shown)


def _say_count(language: Language, key: str, count: int) -> str:
    """Say something counted."""
    return standings.counted(key, count, language)


def _time(moment: date, said: str) -> Markup:
    """Return an instant or a day that both people and programs can read."""
    return Markup('<time datetime="{}">{}</time>').format(moment.isoformat(), said)


def _words(language: Language, words: Words) -> Markup:
    """Return words, marked with their own language where they are not in the page's."""
    wanted = words.ar if language == ARABIC else words.en
    if wanted:
        return Markup("<bdi>{}</bdi>").format(without_overrides(wanted))
    other = ENGLISH if language == ARABIC else ARABIC
    return Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(
        other, direction(other), without_overrides(words.say(language))
    )


def link_to(language: Language, path: str, **query: object) -> str:
    """Return an address within the site that stays in the language."""
    given = {name: value for name, value in query.items() if value is not None}
    if language != ARABIC:
        given["lang"] = language
    return f"{path}?{urlencode(given, doseq=True)}" if given else path


def origin_of(request: Request) -> str:
    """Return the origin that the reader came to, for addresses to copy."""
    return f"{request.url.scheme}://{request.url.netloc}"


def known_acts(language: Language) -> frozenset[str]:
    """Return the names of the acts that the catalogues have words for."""
    keys = catalogue(language).single
    return frozenset(key.removeprefix("act.") for key in keys if key.startswith("act."))


def _as_css(sheet: str) -> Markup:
    """Return our own style sheet as it stands inside ``<style>``; nothing may end it early."""
    if "</" in sheet:
        msg = "a style sheet inside a page cannot hold an end tag"
        raise ValueError(msg)
    return Markup(sheet)  # noqa: S704 - our own file, checked on the lines above
