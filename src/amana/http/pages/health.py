"""Whether the program lives and is ready, for who starts and balances it; and its metrics."""

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from amana.acts.permissions import Permission
from amana.acts.watch.finding import Finding
from amana.acts.watch.readiness import Readiness
from amana.http.gate import Anybody, Operator
from amana.http.platform import Watching

_PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


def routes(watching: Watching) -> APIRouter:
    """Return the routes of health and metrics."""
    router = APIRouter()
    anybody = [Depends(Anybody(Permission.PUBLIC_HEALTH_READ))]
    operator = Operator(Permission.OPERATOR_METRICS_READ, watching.token, watching.trust_loopback)

    @router.get("/health/live", dependencies=anybody)
    async def live() -> Response:
        """Say that the process answers: nothing is looked at."""
        return JSONResponse({"live": True})

    @router.get("/health/ready", dependencies=anybody)
    def ready(request: Request) -> Response:
        """Say whether it can serve; the operator is shown what was looked at."""
        found = watching.acts.readiness()
        shown = _details(found) if operator.knows(request) else {}
        body = {"ready": found.ready, "failing": found.failing, **shown}
        return JSONResponse(body, 200 if found.ready else 503)

    @router.get("/metrics", dependencies=[Depends(operator)])
    def metrics() -> Response:
        """Return the metrics of all processes, for Prometheus."""
        return Response(watching.acts.metrics(), media_type=_PROMETHEUS)

    return router


def _details(found: Readiness) -> dict[str, object]:
    return {"checks": [_detail(it) for it in found.findings]}


def _detail(it: Finding) -> dict[str, object]:
    about = {"subject": it.subject} if it.subject else {}
    return {"check": it.check, "state": it.state.value, "why": it.why, **about, **it.fields}
