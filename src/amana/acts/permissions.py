"""Who may do what: every route and every act of staff names one permission.

``scope:resource:action``; the scope says who may: anybody, a service's program, staff, a person
about themself, or who runs the machine. What staff may is said here once, by role; what a program
may, in ``key_permissions``. The gate of a route looks here, and so does the act itself, in its own
transaction: a role that changed a moment ago counts.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from amana.domain.staff import StaffRole


class Permission(StrEnum):
    """What a route or an act lets a caller do."""

    PUBLIC_FRONT_READ = "public:front:read"
    PUBLIC_STATIC_READ = "public:static:read"
    PUBLIC_POLICY_READ = "public:policy:read"
    PUBLIC_PUBLICATION_READ = "public:publication:read"
    PUBLIC_LEDGER_READ = "public:ledger:read"
    PUBLIC_DOCUMENT_READ = "public:document:read"
    PUBLIC_WELL_KNOWN_READ = "public:well_known:read"
    PUBLIC_BANNER_READ = "public:banner:read"
    PUBLIC_BANNER_ANSWER = "public:banner:answer"
    PUBLIC_SESSION_CREATE = "public:session:create"
    PUBLIC_LEAVING_READ = "public:leaving:read"
    PUBLIC_CONFIRMATION_READ = "public:confirmation:read"
    PUBLIC_CONFIRMATION_CREATE = "public:confirmation:create"
    PUBLIC_REQUEST_READ = "public:request:read"
    PUBLIC_REQUEST_CREATE = "public:request:create"
    PUBLIC_SHARING_READ = "public:sharing:read"
    PUBLIC_SHARING_CREATE = "public:sharing:create"
    PUBLIC_LEAVING_CREATE = "public:leaving:create"
    PUBLIC_LETTER_CREATE = "public:letter:create"
    PUBLIC_CERTIFICATE_READ = "public:certificate:read"
    PUBLIC_HEALTH_READ = "public:health:read"
    SERVICE_ACT_CREATE = "service:act:create"
    SERVICE_ACCEPTANCE_CREATE = "service:acceptance:create"
    SERVICE_CHOICE_CREATE = "service:choice:create"
    SERVICE_CHOICE_CONFIRM = "service:choice:confirm"
    SERVICE_SIGNAL_CREATE = "service:signal:create"
    SERVICE_CHOICE_READ = "service:choice:read"
    SERVICE_AUDIENCE_READ = "service:audience:read"
    SERVICE_AUDIENCE_LIST = "service:audience:list"
    SERVICE_RECORD_CREATE = "service:record:create"
    SERVICE_RECORD_USE = "service:record:use"
    SERVICE_RECORD_READ = "service:record:read"
    SERVICE_RECORD_COPY = "service:record:copy"
    SERVICE_RECORD_WRITE = "service:record:write"
    SERVICE_RECORD_IMPORT = "service:record:import"
    SERVICE_SET_USE = "service:set:use"
    SERVICE_SET_READ = "service:set:read"
    SERVICE_SET_WRITE = "service:set:write"
    SERVICE_SET_DELETE = "service:set:delete"
    SERVICE_EVENT_CREATE = "service:event:create"
    SERVICE_HISTORY_READ = "service:history:read"
    SERVICE_PERSON_ERASE = "service:person:erase"
    SERVICE_PERSON_IDENTIFY = "service:person:identify"
    SERVICE_PERSON_WRITE = "service:person:write"
    SERVICE_PERSON_USE = "service:person:use"
    SERVICE_PERSON_READ = "service:person:read"
    SERVICE_PERSON_JOIN = "service:person:join"
    SERVICE_SUPPRESSION_WRITE = "service:suppression:write"
    SERVICE_HAND_OVER_CREATE = "service:hand_over:create"
    SERVICE_PASSWORD_WRITE = "service:password:write"  # noqa: S105 - a name, no password
    SERVICE_OUTGOING_READ = "service:outgoing:read"
    SERVICE_MESSAGE_CREATE = "service:message:create"
    SERVICE_MESSAGE_READ = "service:message:read"
    SERVICE_NOTICE_READ = "service:notice:read"
    SERVICE_NOTICE_WRITE = "service:notice:write"
    SERVICE_REQUEST_CREATE = "service:request:create"
    SERVICE_REQUEST_READ = "service:request:read"
    SERVICE_REQUEST_WRITE = "service:request:write"
    SERVICE_REQUEST_APPROVE = "service:request:approve"
    SERVICE_SOURCE_READ = "service:source:read"
    SERVICE_SOURCE_WRITE = "service:source:write"
    SERVICE_SOURCE_APPROVE = "service:source:approve"
    SERVICE_BREACH_READ = "service:breach:read"
    SERVICE_BREACH_WRITE = "service:breach:write"
    SERVICE_RECIPIENT_READ = "service:recipient:read"
    SERVICE_RECIPIENT_WRITE = "service:recipient:write"
    SERVICE_DISCLOSURE_READ = "service:disclosure:read"
    SERVICE_DISCLOSURE_CREATE = "service:disclosure:create"
    SERVICE_DISCLOSURE_PULL = "service:disclosure:pull"
    SERVICE_AGGREGATE_READ = "service:aggregate:read"
    SERVICE_AGGREGATE_CREATE = "service:aggregate:create"
    SERVICE_LINK_WRITE = "service:link:write"
    SERVICE_ANNOUNCEMENT_READ = "service:announcement:read"
    SERVICE_ANNOUNCEMENT_WRITE = "service:announcement:write"
    SERVICE_DOCUMENT_READ = "service:document:read"
    SERVICE_RELEASE_READ = "service:release:read"
    SERVICE_RELEASE_WRITE = "service:release:write"
    SERVICE_PUBLICATION_CREATE = "service:publication:create"
    SERVICE_PUBLICATION_READ = "service:publication:read"
    SERVICE_PUBLICATION_WRITE = "service:publication:write"
    SERVICE_COPY_READ = "service:copy:read"
    SERVICE_CUSTOMER_READ = "service:customer:read"
    SERVICE_CUSTOMER_WRITE = "service:customer:write"
    SERVICE_END_USER_READ = "service:end_user:read"
    SERVICE_END_USER_COPY = "service:end_user:copy"
    SERVICE_END_USER_WRITE = "service:end_user:write"
    SERVICE_END_USER_RESTRICT = "service:end_user:restrict"
    SERVICE_END_USER_ERASE = "service:end_user:erase"
    SERVICE_HOLD_READ = "service:hold:read"
    SERVICE_HOLD_WRITE = "service:hold:write"
    SERVICE_RETENTION_READ = "service:retention:read"
    SERVICE_RETENTION_WRITE = "service:retention:write"
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
    STAFF_DOCUMENT_READ = "staff:document:read"
    STAFF_ACCESS_READ = "staff:access:read"
    STAFF_ACCESS_ASK = "staff:access:ask"
    STAFF_ACCESS_APPROVE = "staff:access:approve"
    STAFF_ACCESS_USE = "staff:access:use"
    STAFF_SHARING_READ = "staff:sharing:read"
    STAFF_SHARING_WRITE = "staff:sharing:write"
    STAFF_RELEASE_READ = "staff:release:read"
    STAFF_RELEASE_WRITE = "staff:release:write"
    STAFF_RELEASE_APPROVE = "staff:release:approve"
    STAFF_LETTER_READ = "staff:letter:read"
    STAFF_LETTER_WRITE = "staff:letter:write"
    STAFF_FIGURES_READ = "staff:figures:read"
    STAFF_OPERATIONS_READ = "staff:operations:read"
    STAFF_OUTBOX_READ = "staff:outbox:read"
    STAFF_OUTBOX_WRITE = "staff:outbox:write"
    STAFF_REQUEST_READ = "staff:request:read"
    STAFF_REQUEST_WRITE = "staff:request:write"
    STAFF_REQUEST_APPROVE = "staff:request:approve"
    STAFF_SOURCE_READ = "staff:source:read"
    STAFF_SOURCE_WRITE = "staff:source:write"
    STAFF_HOLD_READ = "staff:hold:read"
    STAFF_HOLD_WRITE = "staff:hold:write"
    STAFF_RETENTION_READ = "staff:retention:read"
    STAFF_RETENTION_WRITE = "staff:retention:write"
    STAFF_BREACH_READ = "staff:breach:read"
    STAFF_BREACH_WRITE = "staff:breach:write"
    STAFF_PUBLICATION_READ = "staff:publication:read"
    STAFF_PUBLICATION_JUDGE = "staff:publication:judge"
    STAFF_TEAM_READ = "staff:team:read"
    STAFF_TEAM_WRITE = "staff:team:write"
    STAFF_KEY_READ = "staff:key:read"
    STAFF_KEY_WRITE = "staff:key:write"
    PERSON_CENTRE_READ = "person:centre:read"
    PERSON_CHOICE_WRITE = "person:choice:write"
    PERSON_ACCEPTANCE_WRITE = "person:acceptance:write"
    PERSON_REQUEST_READ = "person:request:read"
    PERSON_REQUEST_WRITE = "person:request:write"
    PERSON_COPY_READ = "person:copy:read"
    PERSON_ACCOUNT_CLOSE = "person:account:close"
    PERSON_SESSION_READ = "person:session:read"
    PERSON_SESSION_DELETE = "person:session:delete"
    PERSON_ADDRESS_WRITE = "person:address:write"
    PERSON_PASSWORD_WRITE = "person:password:write"  # noqa: S105 - a name, no password
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
        Permission.STAFF_SHARING_READ,
        Permission.STAFF_SHARING_WRITE,
        Permission.STAFF_RELEASE_READ,
        Permission.STAFF_RELEASE_WRITE,
        Permission.STAFF_RELEASE_APPROVE,
        Permission.STAFF_LETTER_READ,
        Permission.STAFF_LETTER_WRITE,
        Permission.STAFF_ATTESTATION_READ,
        Permission.STAFF_ATTESTATION_WRITE,
        Permission.STAFF_DOCUMENT_READ,
        Permission.STAFF_ACCESS_READ,
        Permission.STAFF_ACCESS_ASK,
        Permission.STAFF_ACCESS_APPROVE,
        Permission.STAFF_ACCESS_USE,
        Permission.STAFF_OUTBOX_READ,
        Permission.STAFF_OUTBOX_WRITE,
        Permission.STAFF_REQUEST_READ,
        Permission.STAFF_REQUEST_WRITE,
        Permission.STAFF_REQUEST_APPROVE,
        Permission.STAFF_SOURCE_READ,
        Permission.STAFF_SOURCE_WRITE,
        Permission.STAFF_HOLD_READ,
        Permission.STAFF_HOLD_WRITE,
        Permission.STAFF_RETENTION_READ,
        Permission.STAFF_RETENTION_WRITE,
        Permission.STAFF_FIGURES_READ,
        Permission.STAFF_BREACH_READ,
        Permission.STAFF_BREACH_WRITE,
        Permission.STAFF_PUBLICATION_READ,
        Permission.STAFF_PUBLICATION_JUDGE,
        Permission.STAFF_TEAM_READ,
    },
    StaffRole.SUPPORT: OWN
    | {
        Permission.STAFF_REQUEST_READ,
        Permission.STAFF_REQUEST_WRITE,
        Permission.STAFF_LETTER_READ,
        Permission.STAFF_LETTER_WRITE,
        Permission.STAFF_PUBLICATION_READ,
        Permission.STAFF_PUBLICATION_JUDGE,
        Permission.STAFF_ATTESTATION_READ,
        Permission.STAFF_ACCESS_READ,
        Permission.STAFF_ACCESS_ASK,
        Permission.STAFF_ACCESS_USE,
    },
    StaffRole.AUDITOR: OWN | {each for each in _STAFF if each.endswith(":read")},
    StaffRole.INTEGRATOR: OWN | {Permission.STAFF_KEY_READ, Permission.STAFF_KEY_WRITE},
}
"""What each role may at its service. An owner may all; an auditor may read all."""


def may(role: StaffRole | None, permission: Permission) -> bool:
    """Tell whether the role has the permission; without a role nobody has any."""
    return role is not None and permission in OF_ROLE[role]


def may_give(own: StaffRole | None, given: StaffRole) -> bool:
    """Tell whether somebody of a role may give, or take, another: never more than they have."""
    return own is not None and OF_ROLE[given] <= OF_ROLE[own]
