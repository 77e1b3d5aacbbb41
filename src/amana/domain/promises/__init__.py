"""What can be promised: one file a kind."""

from collections.abc import Mapping
from typing import Any, Final

from amana.domain.promises.accept import ACCEPT
from amana.domain.promises.breach import BREACH
from amana.domain.promises.change import CHANGE
from amana.domain.promises.children import CHILDREN
from amana.domain.promises.choice import CHOICE
from amana.domain.promises.collect import COLLECT
from amana.domain.promises.contact import CONTACT
from amana.domain.promises.cookie import COOKIE
from amana.domain.promises.kind import Kind
from amana.domain.promises.law import LAW
from amana.domain.promises.locate import LOCATE
from amana.domain.promises.message import MESSAGE
from amana.domain.promises.monitor import MONITOR
from amana.domain.promises.never import NEVER
from amana.domain.promises.only import ONLY
from amana.domain.promises.protect import PROTECT
from amana.domain.promises.publish import PUBLISH
from amana.domain.promises.retain import RETAIN
from amana.domain.promises.right import RIGHT
from amana.domain.promises.scope import SCOPE
from amana.domain.promises.share import SHARE
from amana.domain.promises.use import USE
from amana.domain.promises.verify import VERIFY

KINDS: Final[Mapping[str, Kind[Any]]] = {
    kind.name: kind
    for kind in (
        COLLECT,
        USE,
        ONLY,
        NEVER,
        SHARE,
        CHOICE,
        MESSAGE,
        COOKIE,
        PROTECT,
        VERIFY,
        RETAIN,
        RIGHT,
        BREACH,
        CHILDREN,
        CHANGE,
        LOCATE,
        SCOPE,
        PUBLISH,
        MONITOR,
        LAW,
        CONTACT,
        ACCEPT,
    )
}
"""Every kind by its name, in the order in which a notice presents them."""

__all__ = ["KINDS"]
