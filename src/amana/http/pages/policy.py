"""The policy page, the differences between two versions, and the evidence of one promise."""

from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, Form, Query, Request, Response

from amana.acts.permissions import Permission
from amana.http.gate import Anybody
from amana.http.pages.public import InLanguage, PromiseId, Service, VersionNumber
from amana.http.platform import PublicActs
from amana.http.policy_layout import lay_out
from amana.http.rendering import Renderer, known_acts, origin_of

_LONGEST = 300
Question: TypeAlias = Annotated[str, Form(max_length=_LONGEST)]


def routes(acts: PublicActs, renderer: Renderer, known_origin: str | None = None) -> APIRouter:
    """Return the routes under ``/{service}/privacy``."""
    router = APIRouter(dependencies=[Depends(Anybody(Permission.PUBLIC_POLICY_READ))])

    @router.get("/{service}/privacy")
    def show_policy(
        request: Request,
        service: Service,
        language: InLanguage,
        version: VersionNumber | None = None,
    ) -> Response:
        """Show a version of the policy, by default the one in force."""
        page = acts.policy_page(service, language=language, version=version)
        layout = lay_out(page)
        return renderer.page(
            "policy.html",
            request,
            language,
            values={
                "page": page,
                "blocks": layout.blocks,
                "unquoted_rows": layout.unquoted,
                "states": layout.states,
                "current": page.in_force,
                "known_acts": known_acts(language),
                "origin": known_origin or origin_of(request),
            },
        )

    @router.post("/{service}/privacy/ask")
    def ask(
        request: Request, service: Service, language: InLanguage, question: Question = ""
    ) -> Response:
        """Answer a question; it comes in a form, since addresses are kept in logs."""
        found = acts.ask(service, question=question)
        answer = renderer.page(
            "answers.html",
            request,
            language,
            values={
                "page": found.page,
                "answers": found.answers,
                "here": f"/{service}/privacy",
                "known_acts": known_acts(language),
                "origin": known_origin or origin_of(request),
            },
        )
        answer.headers.update({"cache-control": "no-store", "x-robots-tag": "noindex"})
        return answer

    @router.get("/{service}/privacy/changes")
    def show_changes(
        request: Request,
        service: Service,
        language: InLanguage,
        before: Annotated[VersionNumber, Query(alias="from")],
        after: Annotated[VersionNumber, Query(alias="to")],
    ) -> Response:
        """Show what changed between two versions, promise by promise."""
        page = acts.changes(service, before=before, after=after)
        return renderer.page(
            "changes.html", request, language, values={"page": page, "changes": page.changes}
        )

    @router.get("/{service}/privacy/promises/{promise}")
    def show_promise(
        request: Request, service: Service, promise: PromiseId, language: InLanguage
    ) -> Response:
        """Show one promise's evidence, ready to be checked."""
        page = acts.promise_page(service, promise)
        return renderer.page(
            "promise.html",
            request,
            language,
            values={
                "page": page,
                "known_acts": known_acts(language),
                "origin": known_origin or origin_of(request),
            },
        )

    return router
