"""Who may do what: every route and every act of staff names one permission.

``scope:resource:action``; the scope says who may: anybody, a service's program, staff, or who
runs the machine. What
staff may is said here once, by role. The gate of a route looks here, and so does the act itself,
in its own transaction: a role that changed a moment ago counts.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from amana.domain.key_scope import Ability, KeyScope
from amana.domain.staff import StaffRole


class Permission(StrEnum):
    """What a route or an act lets a caller do."""

    PUBLIC_FRONT_READ = "public:front:read"
    PUBLIC_STATIC_READ = "public:static:read"
    PUBLIC_POLICY_READ = "public:policy:read"
    PUBLIC_LEDGER_READ = "public:ledger:read"
    PUBLIC_DOCUMENT_READ = "public:document:read"
    PUBLIC_WELL_KNOWN_READ = "public:well_known:read"
    PUBLIC_SESSION_CREATE = "public:session:create"
    PUBLIC_HEALTH_READ = "public:health:read"
    SERVICE_ACT_CREATE = "service:act:create"
    SERVICE_ACCEPTANCE_CREATE = "service:acceptance:create"
    SERVICE_CHOICE_CREATE = "service:choice:create"
    SERVICE_CHOICE_READ = "service:choice:read"
    SERVICE_AUDIENCE_READ = "service:audience:read"
    SERVICE_RECORD_CREATE = "service:record:create"
    SERVICE_RECORD_USE = "service:record:use"
    SERVICE_RECORD_READ = "service:record:read"
    SERVICE_RECORD_COPY = "service:record:copy"
    SERVICE_RECORD_WRITE = "service:record:write"
    SERVICE_RECORD_IMPORT = "service:record:import"
    SERVICE_EVENT_CREATE = "service:event:create"
    SERVICE_HISTORY_READ = "service:history:read"
    SERVICE_PERSON_ERASE = "service:person:erase"
    SERVICE_PERSON_IDENTIFY = "service:person:identify"
    SERVICE_PERSON_WRITE = "service:person:write"
    SERVICE_PERSON_USE = "service:person:use"
    SERVICE_PERSON_READ = "service:person:read"
    SERVICE_PERSON_JOIN = "service:person:join"
    SERVICE_SUPPRESSION_WRITE = "service:suppression:write"
    SERVICE_POLICY_READ = "service:policy:read"
    STAFF_SESSION_READ = "staff:session:read"
    STAFF_SESSION_DELETE = "staff:session:delete"
    STAFF_SERVICE_READ = "staff:service:read"
    STAFF_READING_READ = "staff:reading:read"
    STAFF_READING_WRITE = "staff:reading:write"
    STAFF_DRAFT_READ = "staff:draft:read"
    STAFF_DRAFT_WRITE = "staff:draft:write"
    STAFF_POLICY_PUBLISH = "staff:policy:publish"
    STAFF_ATTESTATION_READ = "staff:attestation:read"
    STAFF_ATTESTATION_WRITE = "staff:attestation:write"
    STAFF_ACCESS_READ = "staff:access:read"
    STAFF_ACCESS_ASK = "staff:access:ask"
    STAFF_ACCESS_APPROVE = "staff:access:approve"
    STAFF_ACCESS_USE = "staff:access:use"
    STAFF_OPERATIONS_READ = "staff:operations:read"
    STAFF_TEAM_READ = "staff:team:read"
    STAFF_TEAM_WRITE = "staff:team:write"
    STAFF_KEY_READ = "staff:key:read"
    STAFF_KEY_WRITE = "staff:key:write"
    OPERATOR_METRICS_READ = "operator:metrics:read"


OWN: Final = frozenset(
    {
        Permission.STAFF_SESSION_READ,
        Permission.STAFF_SESSION_DELETE,
        Permission.STAFF_SERVICE_READ,
    }
)
"""What everybody who is signed in may: their own sessions, and the list of their services."""

_STAFF: Final = frozenset(each for each in Permission if each.startswith("staff:"))

OF_ROLE: Final[Mapping[StaffRole, frozenset[Permission]]] = {
    StaffRole.OWNER: _STAFF,
    StaffRole.PRIVACY_OFFICER: OWN
    | {
        Permission.STAFF_READING_READ,
        Permission.STAFF_READING_WRITE,
        Permission.STAFF_DRAFT_READ,
        Permission.STAFF_DRAFT_WRITE,
        Permission.STAFF_POLICY_PUBLISH,
        Permission.STAFF_ATTESTATION_READ,
        Permission.STAFF_ATTESTATION_WRITE,
        Permission.STAFF_ACCESS_READ,
        Permission.STAFF_ACCESS_ASK,
        Permission.STAFF_ACCESS_APPROVE,
        Permission.STAFF_ACCESS_USE,
        Permission.STAFF_TEAM_READ,
    },
    StaffRole.SUPPORT: OWN
    | {
        Permission.STAFF_ATTESTATION_READ,
        Permission.STAFF_ACCESS_READ,
        Permission.STAFF_ACCESS_ASK,
        Permission.STAFF_ACCESS_USE,
    },
    StaffRole.AUDITOR: OWN | {each for each in _STAFF if each.endswith(":read")},
    StaffRole.INTEGRATOR: OWN | {Permission.STAFF_KEY_READ, Permission.STAFF_KEY_WRITE},
}
"""What each role may at its service. An owner may all; an auditor may read all."""

OF_ABILITY: Final[Mapping[Ability, frozenset[Permission]]] = {
    Ability.ASK: frozenset({Permission.SERVICE_ACT_CREATE}),
    Ability.COLLECT: frozenset({Permission.SERVICE_RECORD_CREATE, Permission.SERVICE_EVENT_CREATE}),
    Ability.USE: frozenset({Permission.SERVICE_RECORD_USE, Permission.SERVICE_PERSON_USE}),
    Ability.READ: frozenset({Permission.SERVICE_RECORD_READ}),
    Ability.COPY: frozenset({Permission.SERVICE_RECORD_COPY, Permission.SERVICE_HISTORY_READ}),
    Ability.CORRECT: frozenset({Permission.SERVICE_RECORD_WRITE}),
    Ability.IMPORT: frozenset({Permission.SERVICE_RECORD_IMPORT}),
    Ability.PERSONS: frozenset(
        {
            Permission.SERVICE_PERSON_IDENTIFY,
            Permission.SERVICE_PERSON_WRITE,
            Permission.SERVICE_PERSON_READ,
            Permission.SERVICE_PERSON_JOIN,
            Permission.SERVICE_SUPPRESSION_WRITE,
        }
    ),
    Ability.CHOICES: frozenset(
        {
            Permission.SERVICE_ACCEPTANCE_CREATE,
            Permission.SERVICE_CHOICE_CREATE,
            Permission.SERVICE_CHOICE_READ,
            Permission.SERVICE_AUDIENCE_READ,
        }
    ),
    Ability.ERASE: frozenset({Permission.SERVICE_PERSON_ERASE}),
}
"""What each ability of an API key lets a program do."""
OF_EVERY_KEY: Final = frozenset({Permission.SERVICE_POLICY_READ})
"""What is public anyway."""
NAMES_PURPOSES: Final = frozenset(
    {
        Permission.SERVICE_ACT_CREATE,
        Permission.SERVICE_CHOICE_CREATE,
        Permission.SERVICE_AUDIENCE_READ,
        Permission.SERVICE_RECORD_CREATE,
        Permission.SERVICE_RECORD_USE,
        Permission.SERVICE_RECORD_READ,
        Permission.SERVICE_RECORD_WRITE,
        Permission.SERVICE_RECORD_IMPORT,
        Permission.SERVICE_PERSON_IDENTIFY,
        Permission.SERVICE_PERSON_USE,
    }
)
"""What is done for purposes, which the route or the act holds against those of the key."""


def key_may(scope: KeyScope, permission: Permission) -> bool:
    """Tell whether a key reaches so far; what no ability names is beyond every limited key.

    A key for some purposes, of which no ability is named, does what is done for a purpose: all
    else, such as a person's whole copy or their erasure, has to be named.
    """
    if permission in OF_EVERY_KEY:
        return True
    if scope.abilities is None:
        return scope.purposes is None or permission in NAMES_PURPOSES
    return any(permission in OF_ABILITY[each] for each in scope.abilities)


def may(role: StaffRole | None, permission: Permission) -> bool:
    """Tell whether the role has the permission; without a role nobody has any."""
    return role is not None and permission in OF_ROLE[role]


def may_give(own: StaffRole | None, given: StaffRole) -> bool:
    """Tell whether somebody of a role may give, or take, another: never more than they have."""
    return own is not None and OF_ROLE[given] <= OF_ROLE[own]
