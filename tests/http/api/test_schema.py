"""Whatever may be asked is answered as the OpenAPI document says, and never by a fault."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import httpx
import pytest
import schemathesis
from fastapi.openapi.utils import get_openapi
from hypothesis import HealthCheck, settings
from schemathesis import checks

from amana.http.app import create_app
from amana.http.platform import Platform, Watching

if TYPE_CHECKING:
    from tests.http.api.conftest import Api

DOCUMENT = Path(__file__).parents[3] / "docs" / "reference" / "openapi.json"
API = schemathesis.openapi.from_dict(json.loads(DOCUMENT.read_text(encoding="utf-8")))


@schemathesis.serializer("application/x-ndjson")
def _lines(_context: object, value: Any) -> bytes:  # noqa: ANN401 - whatever is drawn
    """Send what is drawn as one line, whatever it is."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


def _everything() -> schemathesis.BaseSchema:
    """Describe every route of the application: pages and console too."""
    unused: Any = SimpleNamespace()
    app = create_app(
        Platform(
            public=unused,
            certificates=unused,
            staff=unused,
            desk=unused,
            access=unused,
            api=unused,
            choices=unused,
            events=unused,
            mail=unused,
            banner=unused,
            records=unused,
            record_sets=unused,
            persons=unused,
            messages=unused,
            sharing_notices=unused,
            releases=unused,
            asked_releases=unused,
            publications=unused,
            moderation=unused,
            breach_desk=unused,
            breaches=unused,
            documents=unused,
            requests=unused,
            request_desk=unused,
            request_plans=unused,
            asked_plans=unused,
            sources=unused,
            asked_sources=unused,
            own_requests=unused,
            holds=unused,
            asked_holds=unused,
            aggregates=unused,
            retention=unused,
            retention_desk=unused,
            customers=unused,
            end_users=unused,
            sharing=unused,
            sharing_desk=unused,
            own_sharing=unused,
            copies=unused,
            own_copies=unused,
            request_links=unused,
            identity=unused,
            passwords=unused,
            me=unused,
            rates=unused,
            watch=Watching(acts=unused),
            zone=ZoneInfo("UTC"),
            https=False,
            form_key=bytes(32),
        )
    )
    routes = [
        route
        for included in app.routes
        for route in getattr(getattr(included, "original_router", None), "routes", ())
    ]
    found = get_openapi(title="all of it", version="1", routes=routes)
    assert len(found["paths"]) > 25
    return schemathesis.openapi.from_dict(found)


ALL = _everything()
# The phase that walks every bound of every parameter is for the API, whose forms are ours to keep;
# here it would cost most of the time.
ALL.config.phases.coverage.enabled = False
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.unsupported_method,
]


# Threads of the server in this process draw random numbers meanwhile, which is none of ours.
FOREIGN_DRAWS = pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisDeprecationWarning")


@FOREIGN_DRAWS
@API.parametrize()
@settings(max_examples=10, suppress_health_check=list(HealthCheck))
def test_every_question_of_a_program_is_answered_as_documented(
    case: schemathesis.Case[Any], whole_api: "Api"
) -> None:
    """Right or wrong bodies, other methods: an answer or a problem, as the document says."""
    bearer = {"authorization": f"Bearer {whole_api.key}"}
    case.call_and_validate(base_url=whole_api.url, headers=bearer, checks=CHECKS)


@FOREIGN_DRAWS
@ALL.parametrize()
@settings(max_examples=6, suppress_health_check=list(HealthCheck))
def test_no_address_falls_whatever_it_is_asked(
    case: schemathesis.Case[Any], whole_api: "Api"
) -> None:
    """Every route there is, pages and console too, by who is signed in and by who holds the key."""
    headers = {"authorization": f"Bearer {whole_api.key}", "cookie": whole_api.cookie}
    answer = case.call(base_url=whole_api.url, headers=headers, allow_redirects=False)
    # Other tests leave work that nobody does here: then the platform says that it is not ready.
    unready = case.path == "/health/ready" and answer.status_code == 503
    assert unready or answer.status_code < 500


def test_every_answer_has_a_form() -> None:
    """Else any answer would be as documented."""
    paths = json.loads(DOCUMENT.read_text(encoding="utf-8"))["paths"]
    for item in paths.values():
        for operation in item.values():
            kinds = operation["responses"]["200"]["content"].values()
            assert kinds
            assert all(kind["schema"] for kind in kinds)


def test_the_document_is_served_to_anybody(whole_api: "Api") -> None:
    """It is the same as the one in the reference."""
    answer = httpx.get(f"{whole_api.url}/v1/openapi.json", timeout=60)
    assert answer.json() == json.loads(DOCUMENT.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "kind",
    ["", "text/plain", "application/json; charset=utf-16", "application/x-www-form-urlencoded"],
)
def test_a_body_that_is_not_called_json_is_not_read(whole_api: "Api", kind: str) -> None:
    """What a browser sends from a foreign page without asking is none of the API's types."""
    bearer = {"authorization": f"Bearer {whole_api.key}"}
    answer = httpx.post(
        f"{whole_api.url}/v1/history",
        content=b'{"person": "p-1"}',
        headers=bearer | ({"content-type": kind} if kind else {}),
    )
    assert answer.status_code == 415
    assert answer.json()["code"] == "http.not_json"
