"""One finding about a policy by one article of one law."""

from dataclasses import dataclass

from amana.domain.decision.duty import Certainty
from amana.domain.law.clause import Clause
from amana.domain.law.pack import Pack
from amana.domain.promises.law import Law
from amana.domain.vocabulary.named import Named
from amana.domain.words import Words


class Sort(Named):
    """What is found; words: a label."""

    CONTRADICTS = "contradicts", "يخالف", "Contradicts"
    LACKS = "lacks", "ناقص", "Lacks"
    SILENT = "silent", "لا وعد به", "Not promised"
    """The law holds all the same; no promise says that it is kept to."""
    UNSEEN = "unseen", "لا يُرى هنا", "Cannot be seen here"
    """A policy file has no place that would show it: a person has to look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LawFinding:
    """What an article asks for, what the policy says, and what to do."""

    law: Law
    in_force: bool
    """``False`` of a draft: it warns only."""
    article: str
    certainty: Certainty
    source: str | None
    sort: Sort
    code: str
    """What it is about, alike in every law: ``notice.recipients``."""
    promises: tuple[str, ...]
    about: tuple[str, ...]
    """Declarations concerned, by id."""
    says: Words
    """The article, in our own words."""
    found: Words
    """What the policy says, or that it says nothing."""
    todo: Words

    @property
    def certain(self) -> bool:
        """Whether the article is in force and certain to say so."""
        return self.in_force and self.certainty is Certainty.CERTAIN

    @property
    def fails(self) -> bool:
        """Whether the policy does not keep to the law, for all that is known."""
        return self.certain and self.sort in {Sort.CONTRADICTS, Sort.LACKS}


def finding(  # noqa: PLR0913 - each is a field of the finding
    pack: Pack,
    clause: Clause,
    sort: Sort,
    code: str,
    *,
    found: Words,
    todo: Words,
    promises: tuple[str, ...] = (),
    about: tuple[str, ...] = (),
    sure: bool = True,
) -> LawFinding:
    """Return a finding by this clause; ``sure`` tells whether what was found is beyond doubt."""
    return LawFinding(
        law=pack.law,
        in_force=pack.in_force,
        article=clause.article,
        certainty=clause.certainty if sure else Certainty.UNCERTAIN,
        source=clause.source,
        sort=sort,
        code=code,
        promises=promises,
        about=about,
        says=clause.says,
        found=found,
        todo=todo,
    )
