"""Ask before anything is done with data: collect, use, message, disclose, publish, read."""

from collections.abc import Callable
from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, Response

from amana.acts.caller import Caller
from amana.acts.deciding.asked import Asked, Known
from amana.acts.permissions import Permission
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing, Need
from amana.domain.ledger.entry import Json
from amana.domain.vocabulary.sharing import Nature
from amana.http.api import answers
from amana.http.api.answer_shapes import Decision
from amana.http.api.idempotency import Once, OnceOf
from amana.http.api.shapes import Collect, Disclose, Message, Publish, Read, Use
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import ServiceActs, WatchActs

_Answer: TypeAlias = Callable[[Caller, Once, Collect | Use, Question], Response]


def routes(acts: ServiceActs, watch: WatchActs) -> APIRouter:
    """Return the routes of the six doings."""
    router = APIRouter(prefix="/v1", route_class=StrictRoute)
    keyed = Depends(OnceOf(acts))
    by_key = Depends(ServiceKey(Permission.SERVICE_ACT_CREATE, acts))

    answer = _answering(acts, watch)

    @router.post("/collect", response_model=Decision)
    def collect(
        caller: Annotated[Caller, by_key], once: Annotated[Once, keyed], body: Collect
    ) -> Response:
        """Decide a collection. A source is a recipient that the policy declares."""
        question = Question(
            doing=Doing.COLLECT,
            data=frozenset(body.data),
            purposes=frozenset(body.for_),
            source=body.source,
            occasion=body.at,
            origin=body.origin,
        )
        return answer(caller, once, body, question)

    @router.post("/use", response_model=Decision)
    def use(caller: Annotated[Caller, by_key], once: Annotated[Once, keyed], body: Use) -> Response:
        """Decide a use."""
        return answer(caller, once, body, _question(Doing.USE, body))

    @router.post("/message", response_model=Decision)
    def message(
        caller: Annotated[Caller, by_key], once: Annotated[Once, keyed], body: Message
    ) -> Response:
        """Decide a message."""
        said = None if body.message_class is None else body.message_class.value
        question = _question(Doing.MESSAGE, body, channel=body.channel, message_class=said)
        return answer(caller, once, body, question)

    @router.post("/disclose", response_model=Decision)
    def disclose(
        caller: Annotated[Caller, by_key], once: Annotated[Once, keyed], body: Disclose
    ) -> Response:
        """Decide a disclosure."""
        # A disclosure whose nature is not named is plain sharing: no other is permitted by default.
        nature = body.nature or Nature.SHARE.value
        question = _question(Doing.DISCLOSE, body, recipient=body.recipient, nature=nature)
        return answer(caller, once, body, question)

    @router.post("/publish", response_model=Decision)
    def publish(
        caller: Annotated[Caller, by_key], once: Annotated[Once, keyed], body: Publish
    ) -> Response:
        """Decide whether everybody may see it, where no promise has it approved first."""
        return answer(caller, once, body, _question(Doing.PUBLISH, body))

    @router.post("/read", response_model=Decision)
    def read(
        caller: Annotated[Caller, by_key], once: Annotated[Once, keyed], body: Read
    ) -> Response:
        """Decide whether a member of staff may look."""
        question = _question(Doing.READ, body, staff=body.staff, reason=body.reason)
        return answer(caller, once, body, question)

    return router


def _answering(acts: ServiceActs, watch: WatchActs) -> _Answer:
    """Return what decides a question, counts it, and answers it once."""

    def answer(caller: Caller, once: Once, body: Collect | Use, question: Question) -> Response:
        caller.check_purposes(sorted(question.purposes))
        asked = _asked(body, question)

        def decided() -> dict[str, Json]:
            outcome = "failed"
            try:
                found = acts.decide(caller.service, asked)
                outcome = "permitted" if found.answer.permitted else "refused"
            finally:
                watch.decision(service=caller.service, act=question.doing.value, outcome=outcome)
            return answers.decided(found)

        return once.answer(caller, decided)

    return answer


def _asked(body: Collect | Use, question: Question) -> Asked:
    """Return what is asked, with what the body says about whom and about the data."""
    version = None if isinstance(body, Collect) else body.notice_version
    chosen = isinstance(body, Publish) and body.chosen
    return Asked(
        question=question,
        person=body.person,
        ground=body.ground if isinstance(body, Disclose) else None,
        known=Known(
            met=frozenset({Need.OWN_CHOICE}) if chosen else frozenset(),
            collected_under=frozenset() if version is None else frozenset({version}),
        ),
    )


def _question(doing: Doing, body: Use, **more: str | None) -> Question:
    """Return the question that the body asks."""
    return Question(
        doing=doing,
        data=frozenset(body.data),
        purposes=frozenset({body.for_}),
        occasion=body.at,
        **more,
    )
