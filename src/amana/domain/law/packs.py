"""Which packs are in force for a person: by their jurisdictions, else by the service's laws."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from amana.domain.decision.duty import LawDuty
from amana.domain.decision.question import Question
from amana.domain.decision.standing import spoken_of
from amana.domain.law.book import BOOK
from amana.domain.law.dealing import laws_for
from amana.domain.law.pack import Pack, duties
from amana.domain.policy.model import Policy
from amana.domain.promises.law import Law

PACKS: Final[Mapping[str, Pack]] = {pack.law.value: pack for pack in BOOK.values() if pack.in_force}
"""The packs in force, by the names of their laws. A draft is none of them."""


def packs_for(jurisdictions: Iterable[str], laws: Iterable[str]) -> tuple[Pack, ...]:
    """Return the packs of the person's countries; where there is none, those of the service.

    ``jurisdictions`` are ISO 3166-1 codes. A country without a pack leaves nobody without a law.
    """
    wanted = frozenset(jurisdictions)
    own = tuple(pack for pack in PACKS.values() if wanted.intersection(pack.countries))
    return own or tuple(PACKS[law] for law in laws if law in PACKS)


def laws_told_of(jurisdictions: Iterable[str], laws: Collection[str]) -> tuple[Law, ...]:
    """Return the laws in force for a person, and the drafts that may concern them besides.

    A draft takes the place of no law in force.
    """
    countries = tuple(jurisdictions)
    sure = {pack.law for pack in packs_for(countries, laws)}
    named = laws_for(countries, ()) or laws_for((), laws)
    return tuple(sorted(sure | {law for law in named if not BOOK[law].in_force}))


class DutyBook:
    """The duties of all packs in the words of one policy, worked out once a set of countries.

    The same countries give the same tuple: compiled decisions know it again.
    """

    __slots__ = ("_known", "_of_pack", "_policy")

    def __init__(self, policy: Policy) -> None:
        """Begin with none worked out."""
        self._policy = policy
        self._of_pack: dict[str, tuple[LawDuty, ...]] = {}
        self._known: dict[frozenset[str], tuple[LawDuty, ...]] = {}

    def of(self, jurisdictions: frozenset[str] = frozenset()) -> tuple[LawDuty, ...]:
        """Return the duties that are in force for a person of these countries."""
        known = self._known.get(jurisdictions)
        if known is None:
            packs = packs_for(jurisdictions, self._policy.laws)
            known = tuple(duty for pack in packs for duty in self._duties(pack))
            self._known[jurisdictions] = known
        return known

    def speak_of(self, question: Question) -> bool:
        """Tell whether any pack says anything to the question, whichever country it is of."""
        return any(
            spoken_of(duty, question) for pack in PACKS.values() for duty in self._duties(pack)
        )

    def _duties(self, pack: Pack) -> tuple[LawDuty, ...]:
        known = self._of_pack.get(pack.law.value)
        if known is None:
            known = self._of_pack[pack.law.value] = duties(pack, self._policy)
        return known
