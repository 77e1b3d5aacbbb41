"""Which proofs of who somebody is are good enough for what a policy promises."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from amana.domain.person.level import Level
from amana.domain.promises.verify import DISCLOSING, Verify
from amana.domain.vocabulary.protecting import IdentityMeans, IdentityMoment

SHOWN_BY: Final[Mapping[IdentityMeans, frozenset[Level]]] = {
    IdentityMeans.ONE_TIME_CODE: frozenset({Level.EMAIL, Level.PHONE}),
    IdentityMeans.SIGNED_IN: frozenset({Level.PROVIDER, Level.HANDED_OVER, Level.PASSWORD}),
    # By these somebody of the staff finds out, outside of this program.
    IdentityMeans.ACCOUNT_EMAIL: frozenset(),
    IdentityMeans.DOCUMENT: frozenset(),
}


def levels_for(forms: Iterable[Verify], *, before: AbstractSet[IdentityMoment]) -> frozenset[Level]:
    """Return the levels of which one is needed before any of these moments.

    All are good where no promise speaks of them, or one names no means: some proof is needed
    always. Of several promises each has to be met; no level is enough where they name means that
    only staff can check, or means that no level has together.
    """
    wanted = frozenset(Level)
    for form in forms:
        if not before.isdisjoint(form.before) and form.by:
            wanted &= frozenset(level for means in form.by for level in SHOWN_BY[means])
    return wanted


def levels_to_disclose(forms: Iterable[Verify]) -> frozenset[Level]:
    """Return the levels of which one is needed before data leaves to whose it is (rule 15)."""
    return levels_for(forms, before=DISCLOSING)
