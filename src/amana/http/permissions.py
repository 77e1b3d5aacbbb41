"""Who may call which route. Every route names one permission: ``scope:resource:action``."""

from enum import StrEnum


class Permission(StrEnum):
    """What a route lets a caller do. The scope says who may: anybody, a service, or staff."""

    PUBLIC_FRONT_READ = "public:front:read"
    PUBLIC_STATIC_READ = "public:static:read"
    PUBLIC_POLICY_READ = "public:policy:read"
    PUBLIC_LEDGER_READ = "public:ledger:read"
    PUBLIC_SESSION_CREATE = "public:session:create"
    SERVICE_ACT_CREATE = "service:act:create"
    SERVICE_ACCEPTANCE_CREATE = "service:acceptance:create"
    SERVICE_HISTORY_READ = "service:history:read"
    SERVICE_PERSON_ERASE = "service:person:erase"
    SERVICE_POLICY_READ = "service:policy:read"
    STAFF_SESSION_DELETE = "staff:session:delete"
    STAFF_SERVICE_READ = "staff:service:read"
    STAFF_READING_READ = "staff:reading:read"
    STAFF_READING_WRITE = "staff:reading:write"
    STAFF_DRAFT_READ = "staff:draft:read"
    STAFF_DRAFT_WRITE = "staff:draft:write"
    STAFF_POLICY_PUBLISH = "staff:policy:publish"
    STAFF_ATTESTATION_READ = "staff:attestation:read"
    STAFF_ATTESTATION_WRITE = "staff:attestation:write"
