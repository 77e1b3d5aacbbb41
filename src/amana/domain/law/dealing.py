"""What else a law says of requests: whether a fee may be taken, and to whom one can complain."""

from collections.abc import Collection, Mapping
from typing import Final

from amana.domain.law.asked import FeeRule
from amana.domain.law.book import BOOK
from amana.domain.law.pack import Pack
from amana.domain.promises.law import Law

DEALINGS: Final[Mapping[Law, Pack]] = BOOK
"""Countries, authority, fee: by law."""


def laws_for(jurisdictions: Collection[str], laws: Collection[str]) -> tuple[Law, ...]:
    """Return the laws that a request is answered by: of the person's countries and the service.

    All of them: the strictest counts.
    """
    own = {law for law, each in DEALINGS.items() if set(each.countries) & set(jurisdictions)}
    named = {law for law in DEALINGS if law.value in laws}
    return tuple(sorted(own | named))


def may_charge(laws: Collection[Law], *, excessive: bool) -> bool:
    """Tell whether each of these laws lets a fee be taken; without a law that does none is."""
    allowed = {FeeRule.COST, FeeRule.IF_EXCESSIVE} if excessive else {FeeRule.COST}
    fees = [DEALINGS[law].fee for law in laws]
    return bool(fees) and all(each is not None and each.fee in allowed for each in fees)


def excess_articles(laws: Collection[Law]) -> tuple[str, ...]:
    """Return law and article of each that lets it be refused; none where one of them does not."""
    found = [(law, DEALINGS[law].excess) for law in sorted(laws)]
    articles = [f"{law.value} {clause.article}" for law, clause in found if clause is not None]
    return tuple(articles) if len(articles) == len(found) else ()
