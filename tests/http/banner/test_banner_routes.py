"""What anybody may send to the banner's addresses, and what is refused there."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

import httpx
import pytest

if TYPE_CHECKING:
    from tests.http.banner.conftest import House

VISITOR = "v" * 22


def choice(house: "House", **other: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    """Return a body that is fit."""
    del house
    given = {"agreed": {}, "refused": ["ads"], "means": "chosen", "language": "ar"}
    return {"visitor": VISITOR, **given, **other}


def post(
    house: "House", body: object, *, origin: str | None = None, what: str = "choice", **more: str
) -> httpx.Response:
    """Send it as a page of the service does."""
    headers = {"origin": house.site.url if origin is None else origin, **more}
    return httpx.post(
        f"{house.amana}/{house.service}/banner/{what}", json=body, headers=headers, timeout=20
    )


@pytest.mark.parametrize("what", ["choice", "receipt", "signal"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", "http://localhost"])
def test_a_page_of_another_origin_is_refused(house: "House", what: str, origin: str) -> None:
    """Nothing is recorded, and the page may not read the answer."""
    body = choice(house) if what == "choice" else {"visitor": VISITOR, "entry": str(UUID(int=1))}
    answer = post(house, body, origin=origin, what=what)
    assert answer.status_code == 403
    assert answer.json()["code"] == "banner.foreign_site"
    assert "access-control-allow-origin" not in answer.headers
    assert house.said(VISITOR) == []
    asked = httpx.options(
        f"{house.amana}/{house.service}/banner/{what}", headers={"origin": origin}
    )
    assert asked.status_code == 403


def test_what_no_page_sent_is_refused(house: "House") -> None:
    """A program names no origin, and of two it is not known which."""
    url = f"{house.amana}/{house.service}/banner/choice"
    assert httpx.post(url, json=choice(house)).status_code == 403
    twice = [("origin", house.site.url), ("origin", house.site.url)]
    assert httpx.post(url, json=choice(house), headers=twice).status_code == 403


def test_a_page_of_the_service_is_told_that_it_may_post(house: "House") -> None:
    """To its own origin alone, with JSON alone."""
    url = f"{house.amana}/{house.service}/banner/choice"
    answer = httpx.options(url, headers={"origin": house.site.url})
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == house.site.url
    assert answer.headers["access-control-allow-methods"] == "POST"
    assert "origin" in answer.headers["vary"].lower()
    form = httpx.post(
        url, content=b"{}", headers={"origin": house.site.url, "content-type": "text/plain"}
    )
    assert form.status_code == 415


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"agreed": {"ads": "0" * 32}}, "banner.both_answers"),
        ({"refused": ["orders"]}, "banner.not_offered"),
        ({"agreed": {"analytics": "0" * 32}, "refused": []}, "banner.words_changed"),
        ({"visitor": "short"}, "http.bad_request"),
        ({"more": 1}, "http.bad_request"),
        ({"agreed": {"analytics": "words"}}, "http.bad_request"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_recorded(
    house: "House", other: dict[str, Any], code: str
) -> None:
    """A consent counts for the very words that were shown."""
    answer = post(house, choice(house, **other))
    assert answer.json()["code"] == code
    assert house.said(VISITOR) == []


@pytest.mark.promise("M13")
def test_the_header_is_a_signal_only_where_it_says_one(house: "House") -> None:
    """Anything but exactly 1 says nothing (W3C Global Privacy Control, section 3.1)."""
    for value, times in (("true", 0), ("0", 0), ("1", 1), ("1", 1)):
        assert post(house, choice(house), **{"sec-gpc": value}).status_code == 200
        assert house.acts("M13").count("signal") == times


def test_the_script_is_small_kept_and_asked_for_anew(house: "House") -> None:
    """Packed it is below ten kilobytes; by its tag it is not sent twice."""
    url = f"{house.amana}/{house.service}/banner.js"
    with httpx.stream("GET", url, headers={"accept-encoding": "gzip"}) as answer:
        packed = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert len(packed) <= 10_000
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    plain = httpx.get(url, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    again = httpx.get(url, headers={"if-none-match": plain.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert httpx.get(f"{house.amana}/nobody/banner.js").status_code == 404


def test_the_platform_says_that_it_honours_the_signal(house: "House") -> None:
    """At the address that the standard names (section 4)."""
    answer = httpx.get(f"{house.amana}/.well-known/gpc.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["gpc"] is True
