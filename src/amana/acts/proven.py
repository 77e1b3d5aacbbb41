"""Whether somebody has proven who they are, well and lately enough for what a policy promises.

Nothing about a person leaves to that person before a check of the level needed was passed (W12).
Every decision asks here, and so does the copy that people make themselves. A check that failed
stands on the ledger, and too many of them shut the door for a while.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import timedelta
from typing import Final

from amana.acts.in_force import in_force, published
from amana.domain.person.groups import PersonKey
from amana.domain.person.level import Level
from amana.domain.person.proof import levels_for
from amana.domain.promises.verify import DISCLOSING, Verify
from amana.domain.vocabulary.protecting import IdentityMoment
from amana.storage.work import View

LATELY: Final = timedelta(hours=1)
"""How long a check counts for what a program asks that shows no session of the person."""


def verify_promises(view: View) -> Mapping[str, Verify]:
    """Return what is promised now about proving identity, by the promise's id."""
    if view.policies.in_force() is None:
        return {}
    promises = published(view, in_force(view)).policy.promises
    return {name: each.form for name, each in promises.items() if isinstance(each.form, Verify)}


def level_proven(
    view: View,
    group: Sequence[PersonKey],
    *,
    session: Level | None = None,
    before: AbstractSet[IdentityMoment] = DISCLOSING,
) -> Level | None:
    """Return the level by which data may leave to the person, or ``before`` may come; else none.

    ``session`` is that of the session by which the person asks, as long as it goes on: what they
    showed elsewhere is no proof of who holds this one. Without a session a check counts that was
    passed lately under any of the ids in ``group``.
    """
    levels = levels_for(verify_promises(view).values(), before=before)
    if session is not None:
        return session if session in levels else None
    return view.identity.passed(group, levels=levels, within=LATELY) if levels else None
