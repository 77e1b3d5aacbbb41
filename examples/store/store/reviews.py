"""What customers say of goods: handed in, judged, shown as each chose, taken back."""

from collections.abc import Mapping
from typing import Any

from amana.sdk.django import client


def review(person: str, *, product: int, text: str, name: str, named: bool) -> None:
    """Hand a review in; nobody sees it before somebody judged it (M17)."""
    client().doors.post(
        "/v1/publications",
        {
            "person": person,
            "kind": f"review_{product}",
            "for": "ratings",
            "words": {"content_reviews": text},
            "name": {"name": name},
            "shown_as": "own_name" if named else "anonymous",
        },
    )


def reviews_of(product: int) -> list[Mapping[str, Any]]:
    """Return what everybody may read of a product, as it stands this moment."""
    found: list[Mapping[str, Any]] = client().doors.get(f"/v1/publications?kind=review_{product}")[
        "publications"
    ]
    return found


def own_reviews(person: str) -> list[Mapping[str, Any]]:
    """Return what somebody wrote, and how it stands."""
    found: list[Mapping[str, Any]] = client().doors.post(
        "/v1/publications/owned", {"person": person}
    )["publications"]
    return found


def change_review(person: str, publication: str, *, wish: str) -> None:
    """Show a review under the name, without, or not any more."""
    if wish == "withdraw":
        client().doors.post(f"/v1/publications/{publication}/withdraw", {"person": person})
        return
    client().doors.post(
        f"/v1/publications/{publication}/wish", {"person": person, "shown_as": wish}
    )
