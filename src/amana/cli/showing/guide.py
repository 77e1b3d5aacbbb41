"""The pages that lead through a demonstration: its services, their promises, its mail."""

import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from amana.cli.showing.mailbox import Mailbox, Received
from amana.cli.showing.players import Phase, Player
from amana.cli.showing.rows import Origins, Place, Row, rows_of
from amana.domain.evidence.proof import Standing, State
from amana.domain.policy.model import Promise
from amana.domain.words import ARABIC, ENGLISH, LANGUAGES, Language
from amana.http.serving import ZONE
from amana.wording.bidi import direction
from amana.wording.catalogue import explain, say
from amana.wording.standing import counted, say_standing

_LINK: Final = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")
_STATES: Final = (State.BROKEN, State.DUE, State.KEPT, State.STATED, State.UNPROVEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """What the pages can do and ask, beside showing."""

    open: Callable[[str], None]
    """Installs and starts the application of this name."""
    standings: Callable[[str], Mapping[str, Standing]]
    """Tells how the promises of this service stand."""
    enter: Callable[[], str]
    """Makes a link into the console, good once."""
    is_changed: Callable[[], bool]
    """Tells whether the change of the services app's policy was published."""
    change: Callable[[], object]
    """Publishes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A row of a service's page."""

    row: Row
    sentence: str
    spoken: Language
    """The language of the sentence."""
    says: str | None
    """In the words of its kind, where the sentence is in the other language."""
    url: str | None
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """What the pages are made of."""

    amana: str
    """Where Amana answers."""
    players: Mapping[str, Player]
    acts: Acts
    mailbox: Mailbox
    language: Language
    """The one it opens in."""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(16), repr=False)
    pages: Environment = field(
        default_factory=lambda: Environment(
            loader=ChoiceLoader([PackageLoader("amana.cli.showing"), PackageLoader("amana.http")]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
    )

    def front(self, language: Language, *, told: str = "") -> str:
        """Return the page from which one begins."""
        tallies = {
            name: _tally(self.acts.standings(player.service), language)
            for name, player in self.players.items()
        }
        return self._page("guide_front.html", language, told=told, tallies=tallies)

    def service(self, player: Player, language: Language, *, told: str = "") -> str:
        """Return the page of a service: how far it is, and where one sees each promise."""
        standings = self.acts.standings(player.service)
        return self._page(
            "guide_service.html",
            language,
            told=told,
            player=player,
            rows=self._rows(player, standings, language),
            tally=_tally(standings, language),
            changed=player.name == "services_app" and self.acts.is_changed(),
        )

    def letters(self, language: Language, *, told: str = "") -> str:
        """Return the mailbox."""
        return self._page("guide_letters.html", language, told=told, letters=self.mailbox.latest())

    def letter(self, letter: Received, language: Language) -> str:
        """Return one letter."""
        text = with_links(letter.text)
        return self._page("guide_letter.html", language, told="", letter=letter, text=text)

    def _rows(
        self, player: Player, standings: Mapping[str, Standing], language: Language
    ) -> Sequence[Shown]:
        app = None if player.app is None else player.app.url
        origins = Origins(amana=self.amana, service=player.service, app=app)
        shown = []
        for row in rows_of(player.example, player.policy):
            promise = player.policy.promises[row.promise]
            sentence, spoken = _sentence(promise, language)
            says = promise.says(player.policy.terms, language)
            shown.append(
                Shown(
                    row=row,
                    sentence=sentence or says,
                    spoken=spoken,
                    says=says if sentence and spoken != language else None,
                    url=origins.url(row),
                    standing=standings[row.promise],
                )
            )
        return shown

    def _page(self, template: str, language: Language, **values: Any) -> str:  # noqa: ANN401 - what each template shows
        """Render a template with what all of them need."""
        return self.pages.get_template(template).render(
            language=language,
            direction=direction,
            other=ENGLISH if language == ARABIC else ARABIC,
            say=lambda key, **fields: say(f"demo.guide.{key}", language, **fields),
            say_level=lambda level: say(f"level.{level.value}", language),
            say_standing=lambda standing: say_standing(standing, language, ZONE),
            explain=lambda fault: explain(fault, language, isolated=True),
            amana=self.amana,
            players=tuple(self.players.values()),
            phases=Phase,
            places=Place,
            token=self.token,
            **values,
        )


def _sentence(promise: Promise, language: Language) -> tuple[str, Language]:
    """Return the promise's sentences as published, in this language or in the other one."""
    for each in (language, *LANGUAGES):
        if promise.quotes.get(each):
            return " … ".join(promise.quotes[each]), each
    return "", language


def _tally(standings: Mapping[str, Standing], language: Language) -> list[tuple[State, str]]:
    """Say how many promises are in each state, for those states that there are."""
    counts = {state: sum(each.state is state for each in standings.values()) for state in _STATES}
    return [
        (state, counted(f"tally.{state.value}", count, language))
        for state, count in counts.items()
        if count
    ]


def with_links(text: str) -> Markup:
    """Return plain text as markup in which each address is a link."""
    made, at = Markup(), 0
    for found in _LINK.finditer(text):
        made += escape(text[at : found.start()])
        made += Markup('<a href="{0}"><bdi dir="ltr">{0}</bdi></a>').format(found[0])
        at = found.end()
    return made + escape(text[at:])
