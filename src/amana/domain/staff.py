"""The people of the organisation: the roles that they have at a service, and how they come in."""

from enum import StrEnum


class StaffRole(StrEnum):
    """In which role somebody works on a service. Each has one role at each service."""

    OWNER = "owner"
    """Answers for the service: everything, and who may do what."""
    PRIVACY_OFFICER = "privacy_officer"
    """Answers for its policy and for people's requests."""
    SUPPORT = "support"
    """Meets people and their requests."""
    AUDITOR = "auditor"
    """Sees everything, changes nothing."""
    INTEGRATOR = "integrator"
    """Connects the service's programs: API keys, and no personal data."""


class Way(StrEnum):
    """How somebody signed in."""

    LINK = "link"
    INVITATION = "invitation"
    OPENID = "openid"
