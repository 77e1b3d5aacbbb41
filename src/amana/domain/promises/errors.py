"""What can be wrong with a form beyond the types of its items.

Malformed
├── EmptyItem       an item that must name something names nothing
├── ItemsDisagree   two items that cannot both hold
├── UnfitCookieName a name that no cookie can have
└── UnfitSite       what is no domain, where a site is listed
"""

from amana.domain.errors import Malformed


class EmptyItem(Malformed):
    """An item names nothing, and nothing passes by being empty. Field: ``item``."""

    code = "promise.empty_item"


class ItemsDisagree(Malformed):
    """Two items cannot both hold, or one needs the other. Fields: ``item``, ``other``."""

    code = "promise.items_disagree"


class UnfitCookieName(Malformed):
    """An item names a cookie by what no cookie can be called. Field: ``item``."""

    code = "promise.cookie_name"


class UnfitSite(Malformed):
    """An item lists a site by what is no domain. Field: ``item``."""

    code = "promise.site"


def need(**items: object) -> None:
    """Raise ``EmptyItem`` for the first item that names nothing."""
    for name, value in items.items():
        if not value:
            raise EmptyItem(item=name.rstrip("_"))
