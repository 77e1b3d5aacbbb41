"""How each promise stood at the end of a story, for the count in ``examples/README.md``.

It goes into pytest's own result file, from which ``tools/examples_report.py`` counts.
"""

import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

import pytest

from amana.sdk import PromiseInForce

REASONS: Final[Mapping[str, Mapping[str, str]]] = {
    "services_app": {
        "W18": "nothing was shared yet that had to be announced a week before",
    },
    "ordering": {},
    "store": {
        "M13": "without a browser nobody answers the banner",
    },
    "classifieds": {
        "changes": "letters of the change are still on their way",
        "cookies-kept": "the site keeps nothing of what tags of others gather",
    },
    "scheduling": {
        "A17": "that shared content stays without its person shows in no act",
    },
}
"""Why a promise may be unproven at the end of its story; what stands here may be proven, too."""


def note_states(
    test: pytest.Item,
    example: str,
    promises: Iterable[PromiseInForce],
    *,
    besides: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Note how each promise stands. None may be broken, and none unproven without a reason.

    ``besides`` are the reasons that hold only where this run took place.
    """
    reasons, stand = {**REASONS[example], **besides}, tuple(promises)
    assert not [each.id for each in stand if each.state == "broken"]
    unsaid = [each.id for each in stand if each.state == "unproven" and each.id not in reasons]
    assert not unsaid, f"unproven, and nobody says why: {unsaid}"
    for each in stand:
        why = reasons[each.id] if each.state == "unproven" else ""
        said = {
            "example": example,
            "promise": each.id,
            "state": each.state,
            "level": each.level,
            "why": why,
        }
        test.user_properties.append(("stands", json.dumps(said)))
