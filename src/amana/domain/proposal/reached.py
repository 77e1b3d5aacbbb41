"""A link by which rows are reached, as it is proposed, with the reasons for it."""

from dataclasses import dataclass

from amana.domain.proposal.clues import Reason, Why
from amana.domain.source.model import Link
from amana.domain.source.structure import ForeignKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A link with the reasons for it."""

    link: Link
    confidence: float
    reasons: tuple[Reason, ...]


def reached(key: ForeignKey, *, declared: bool, owns: bool) -> Reached:
    """Return the link that a key is."""
    why = Why.FOREIGN_KEY if declared else Why.NAMED_ALIKE
    named = Reason(why=why, fields={"columns": ", ".join(key.columns), "table": key.table})
    reasons = (named,) if owns else (named, Reason(why=Why.ACTOR))
    link = Link(
        id="_".join(key.columns), table=key.table, columns=key.columns, to=key.to, owns=owns
    )
    return Reached(link=link, confidence=0.9 if declared else 0.6, reasons=reasons)


def reached_back(table: str, key: ForeignKey) -> Reached:
    """Return the link of a row that another refers to."""
    link = Link(id=f"{table}_{'_'.join(key.columns)}", table=table, columns=key.to, to=key.columns)
    reason = Reason(why=Why.DETAIL, fields={"columns": ", ".join(key.columns), "table": table})
    return Reached(link=link, confidence=0.8, reasons=(reason,))
