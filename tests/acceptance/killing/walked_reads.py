"""What the doors offer that changes nothing, and so is not walked."""

from typing import Final

READS: Final = frozenset(
    {
        "AccessDoor.accesses",
        "AccessDoor.choices",
        "ApplicationDoor.caller_of",
        "ApplicationDoor.history",
        "ApplicationDoor.policy",
        "ChoicesDoor.audience",
        "ChoicesDoor.audience_among",
        "ChoicesDoor.choices",
        "StaffDoor.staff",
        "StaffDoor.sign_ins",
        "StaffDoor.team",
        "StaffDoor.api_keys",
        "DeskDoor.services",
        "DeskDoor.readings",
        "DeskDoor.reading",
        "DeskDoor.draft",
        "DeskDoor.check_draft",
        "DeskDoor.plan",
        "DeskDoor.attestations",
        "PersonsDoor.suppressed",
    }
)
"""Methods of the doors that change nothing: the test demands every other one above."""
