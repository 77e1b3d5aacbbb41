"""Reviews of a product, as everybody may read them this moment: no copy of them is kept."""

from collections.abc import Mapping
from typing import Any, Final

from django import template

from amana.sdk import AmanaRejected, AmanaUnreachable
from store import reviews

register: Final = template.Library()


@register.simple_tag
def reviews_of(product: Any) -> list[Mapping[str, Any]] | None:  # noqa: ANN401 - oscar's product
    """Return what is published of a product; ``None`` where no answer came."""
    try:
        return reviews.reviews_of(product.pk)
    except (AmanaUnreachable, AmanaRejected):
        return None
