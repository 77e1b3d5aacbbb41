"""The page that a letter leads to: what its writer asks for, chosen and confirmed by one button.

A GET changes nothing: mail programs and scanners open links. No session is needed, and none that
there is counts: who has the link reads the mailbox that it was sent to.
"""

from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, Form, Path, Request, Response

from amana.acts.permissions import Permission
from amana.acts.requests.by_link import LinkShown
from amana.acts.requests.errors import UnknownChoice
from amana.acts.requests.receive import LONGEST_ABOUT
from amana.domain.errors import AmanaError
from amana.domain.vocabulary.requests import KINDS
from amana.domain.words import Language
from amana.http.gate import Anybody, check_origin
from amana.http.pages.me.desk import PersonDesk
from amana.http.pages.public import InLanguage, Service
from amana.http.platform import RequestLinkActs

LetterLink: TypeAlias = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,100}$")]


def routes(desk: PersonDesk) -> APIRouter:
    """Return the routes of ``/<service>/me/confirm/request``."""
    router = APIRouter()
    acts = desk.platform.request_links
    reader = Depends(Anybody(Permission.PUBLIC_REQUEST_READ))
    writer = Depends(Anybody(Permission.PUBLIC_REQUEST_CREATE))

    def shown(
        request: Request,
        service: str,
        language: Language,
        *,
        link: LinkShown | None = None,
        code: str = "",
        about: str = "",
        error: AmanaError | None = None,
    ) -> Response:
        answer = desk.page(
            "asked_by_letter.html",
            request,
            language,
            service=service,
            visitor=None,
            error=error,
            values={"link_shown": link, "code": code, "kinds": KINDS, "said": about},
        )
        answer.headers["x-robots-tag"] = "noindex"
        # The code stands in the address. With `no-referrer` the form would come without its origin.
        answer.headers["referrer-policy"] = "strict-origin"
        return answer

    @router.get("/{service}/me/confirm/request/{code}", dependencies=[reader])
    def show_asking(
        request: Request, service: Service, language: InLanguage, code: LetterLink
    ) -> Response:
        """Show what the link is for; nothing changes."""
        try:
            link = acts.show(service, code)
        except AmanaError as error:
            return shown(request, service, language, error=error)
        return shown(request, service, language, link=link, code=code)

    @router.post("/{service}/me/confirm/request/{code}", dependencies=[writer])
    def ask_by_letter(
        request: Request,
        service: Service,
        language: InLanguage,
        code: LetterLink,
        kind: Annotated[str, Form(max_length=40)] = "",
        about: Annotated[str, Form(max_length=LONGEST_ABOUT)] = "",
    ) -> Response:
        """Receive what is asked; the page is the same whether or not the address is known."""
        check_origin(request)
        try:
            if kind not in KINDS:
                raise UnknownChoice
            acts.ask(service, code, kind=KINDS[kind], about=about.strip())
        except AmanaError as error:
            again = _still_good(acts, service, code)
            return shown(
                request, service, language, link=again, code=code, about=about, error=error
            )
        return shown(request, service, language)

    return router


def _still_good(acts: RequestLinkActs, service: str, code: str) -> LinkShown | None:
    """Return what the link is for, where it was not used up; then one can try again."""
    try:
        return acts.show(service, code)
    except AmanaError:
        return None
