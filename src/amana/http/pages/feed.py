"""Feeds of a policy's versions, with what each version changed."""

from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response

from amana.acts.feed_page import FeedEntry, FeedPage
from amana.acts.permissions import Permission
from amana.domain.words import ARABIC, Language
from amana.http.gate import Anybody
from amana.http.pages.public import InLanguage, Service
from amana.http.platform import PublicActs
from amana.http.rendering import Renderer, origin_of
from amana.http.versions_feed import Feed, Item, as_atom, as_json
from amana.wording.catalogue import say


def routes(acts: PublicActs, renderer: Renderer, known_origin: str | None = None) -> APIRouter:
    """Return the routes of the feeds."""
    router = APIRouter(dependencies=[Depends(Anybody(Permission.PUBLIC_POLICY_READ))])

    def feed_of(request: Request, service: str, language: Language, name: str) -> Feed:
        home = f"{known_origin or origin_of(request)}/{service}/privacy"
        page = acts.feed(service)
        return Feed(
            id=home,
            here=_in(language, f"{home}/{name}"),
            home=_in(language, home),
            title=page.title.say(language),
            author=page.controller.name.say(language),
            language=language,
            items=tuple(_item(page, each, renderer, language, home) for each in page.entries),
        )

    @router.get("/{service}/privacy/feed.atom")
    def atom(request: Request, service: Service, language: InLanguage) -> Response:
        """Show the versions of the policy as an Atom feed."""
        feed = feed_of(request, service, language, "feed.atom")
        return Response(as_atom(feed), media_type="application/atom+xml")

    @router.get("/{service}/privacy/feed.json")
    def json_feed(request: Request, service: Service, language: InLanguage) -> Response:
        """Show the versions of the policy as a JSON feed."""
        feed = feed_of(request, service, language, "feed.json")
        return Response(as_json(feed), media_type="application/feed+json")

    return router


def _item(
    page: FeedPage, entry: FeedEntry, renderer: Renderer, language: Language, home: str
) -> Item:
    number = entry.version.number
    changed = None
    if number > 1:
        changed = _in(language, f"{home}/changes", **{"from": number - 1, "to": number})
    values = {"page": page, "version": entry.version, "changes": entry.changes}
    return Item(
        id=f"{home}?version={number}",
        page=_in(language, home, version=number),
        changed=changed,
        title=say("feed.version", language, number=number),
        at=entry.version.published_at,
        html=renderer.text("feed_entry.html", language, values),
    )


def _in(language: Language, address: str, **query: object) -> str:
    """Return the address in the reader's language."""
    given = query if language == ARABIC else {**query, "lang": language}
    return f"{address}?{urlencode(given)}" if given else address
