"""The cookie banner: its script for a service's own pages, and what visitors answer there."""

from typing import Annotated, Final, Literal, TypeAlias
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field, StrictBool

from amana.acts.banner.choose import Answering, Button
from amana.acts.permissions import Permission
from amana.acts.rates import Rates, whole_seconds
from amana.domain.choice.signal import SET
from amana.domain.rates import Door
from amana.domain.words import Language
from amana.http.api.shapes import Body, Id
from amana.http.api.strict import StrictRoute
from amana.http.banner_script import Script, script_of
from amana.http.browser import address_of, counted_network
from amana.http.cross_origin import OwnSite
from amana.http.errors import TooMany
from amana.http.gate import Anybody
from amana.http.pages.public import Service
from amana.http.platform import BannerActs

_FRESH: Final = "public, max-age=300"
"""A new policy is asked about within minutes; a consent to older words is refused."""
Visitor: TypeAlias = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{22}$")]
"""128 random bits, which the browser drew."""
Shown: TypeAlias = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]


class BannerAnswer(Body):
    """What a visitor answered."""

    visitor: Visitor
    agreed: Annotated[dict[Id, Shown], Field(max_length=100)]
    """By purpose, which words were shown."""
    refused: Annotated[list[Id], Field(max_length=100)]
    means: Button
    language: Language
    gpc: StrictBool = False


class BannerReceipt(Body):
    """The receipt of what was answered."""

    visitor: Visitor
    entry: UUID
    """The number that answering returned."""


class BannerSignal(Body):
    """The browser signals Global Privacy Control."""

    visitor: Visitor | None
    signal: Literal["gpc"] = "gpc"


def routes(acts: BannerActs, rates: Rates) -> APIRouter:
    """Return the routes of the banner."""
    router = APIRouter(route_class=StrictRoute)
    held: dict[str, tuple[object, Script]] = {}
    own = Depends(OwnSite(Permission.PUBLIC_BANNER_ANSWER, acts))

    @router.get(
        "/{service}/banner.js", dependencies=[Depends(Anybody(Permission.PUBLIC_BANNER_READ))]
    )
    def show_script(request: Request, service: Service) -> Response:
        """Return the script, made once for each version of the policy."""
        offer = acts.offer(service)
        known = held.get(service)
        if known is None or known[0] is not offer:
            held[service] = known = (offer, script_of(service, offer))
        return _script(request, known[1])

    @router.options("/{service}/banner/{what}", dependencies=[own])
    def permit(service: Service, what: Literal["choice", "receipt", "signal"]) -> Response:
        """Tell a page of the service that it may post here (Fetch, section 3.2.2)."""
        del service, what
        return Response(
            status_code=204,
            headers={
                "access-control-allow-methods": "POST",
                "access-control-allow-headers": "content-type",
                "access-control-max-age": "600",
            },
        )

    @router.post("/{service}/banner/choice", dependencies=[own])
    def answer(request: Request, service: Service, body: BannerAnswer) -> Response:
        """Record what a visitor answered, and return the receipt's numbers."""
        _let_in(acts, rates, request, service, body.visitor)
        given = Answering(
            visitor=body.visitor,
            agreed=body.agreed,
            refused=frozenset(body.refused),
            means=body.means,
            language=body.language,
            gpc=body.gpc or _signals(request),
        )
        done = acts.answer(service, given)
        return JSONResponse(
            {
                "entries": [str(entry) for entry in done.entries],
                "policy_version": done.policy_version,
                "at": done.at.isoformat(),
            }
        )

    @router.post("/{service}/banner/receipt", dependencies=[own])
    def receipt(service: Service, body: BannerReceipt) -> Response:
        """Hand out the signed receipt, which anybody can check by the ledger's key alone."""
        given = acts.receipt(service, visitor=body.visitor, entry=body.entry)
        return Response(
            given.text, media_type="application/ld+json", headers={"cache-control": "no-store"}
        )

    @router.post("/{service}/banner/signal", dependencies=[own])
    def signal(request: Request, service: Service, body: BannerSignal) -> Response:
        """Note the signal, and return what it stops."""
        if body.visitor is not None:
            _let_in(acts, rates, request, service, body.visitor)
        return JSONResponse({"stopped": acts.signal(service, visitor=body.visitor).stopped})

    return router


def _let_in(acts: BannerActs, rates: Rates, request: Request, service: str, visitor: str) -> None:
    """Raise ``TooMany`` where one new visitor more than let through comes from a network.

    Each new one is kept as a person: a page that draws ids would fill the place with nobodies.
    """
    if acts.knows(service, visitor=visitor):
        return
    here = counted_network(address_of(request))
    wait = rates.shut_for(Door.VISITOR, here) or rates.take(Door.VISITOR, here)
    if wait:
        raise TooMany(seconds=whole_seconds(wait))


def _signals(request: Request) -> bool:
    """Tell whether the request carries the signal: one that says just this among others counts."""
    return SET in request.headers.getlist("sec-gpc")


def _script(request: Request, script: Script) -> Response:
    headers = {
        "cache-control": _FRESH,
        "etag": script.tag,
        "vary": "accept-encoding",
        # For pages of other origins, whichever way they load it.
        "cross-origin-resource-policy": "cross-origin",
        "access-control-allow-origin": "*",
    }
    named = {tag.strip() for tag in request.headers.get("if-none-match", "").split(",")}
    if named & {script.tag, f"W/{script.tag}", "*"}:
        return Response(status_code=304, headers=headers)
    packed = "gzip" in request.headers.get("accept-encoding", "")
    return Response(
        script.packed if packed else script.plain,
        media_type="text/javascript; charset=utf-8",
        headers=headers | ({"content-encoding": "gzip"} if packed else {}),
    )
