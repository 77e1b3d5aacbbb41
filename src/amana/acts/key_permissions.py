"""What a program may do with its key: what each ability lets it do, and how far a key reaches."""

from collections.abc import Mapping
from typing import Final

from amana.acts.permissions import Permission
from amana.domain.key_scope import Ability, KeyScope

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
            Permission.SERVICE_CHOICE_CONFIRM,
            Permission.SERVICE_SIGNAL_CREATE,
            Permission.SERVICE_CHOICE_READ,
            Permission.SERVICE_AUDIENCE_READ,
            Permission.SERVICE_OUTGOING_READ,
        }
    ),
    Ability.IDENTITY: frozenset(
        {Permission.SERVICE_HAND_OVER_CREATE, Permission.SERVICE_PASSWORD_WRITE}
    ),
    Ability.MESSAGES: frozenset(
        {
            Permission.SERVICE_MESSAGE_CREATE,
            Permission.SERVICE_MESSAGE_READ,
            Permission.SERVICE_NOTICE_READ,
            Permission.SERVICE_NOTICE_WRITE,
        }
    ),
    Ability.BREACHES: frozenset({Permission.SERVICE_BREACH_READ, Permission.SERVICE_BREACH_WRITE}),
    Ability.ERASE: frozenset({Permission.SERVICE_PERSON_ERASE, Permission.SERVICE_REQUEST_APPROVE}),
    Ability.REQUESTS: frozenset(
        {
            Permission.SERVICE_REQUEST_CREATE,
            Permission.SERVICE_REQUEST_READ,
            Permission.SERVICE_REQUEST_WRITE,
            Permission.SERVICE_COPY_READ,
        }
    ),
    Ability.PUBLISH: frozenset(
        {
            Permission.SERVICE_PUBLICATION_CREATE,
            Permission.SERVICE_PUBLICATION_READ,
            Permission.SERVICE_PUBLICATION_WRITE,
        }
    ),
    Ability.SETS: frozenset(
        {
            Permission.SERVICE_SET_USE,
            Permission.SERVICE_SET_READ,
            Permission.SERVICE_AUDIENCE_LIST,
        }
    ),
    Ability.CHANGE_SETS: frozenset({Permission.SERVICE_SET_WRITE, Permission.SERVICE_SET_DELETE}),
    Ability.SOURCES: frozenset({Permission.SERVICE_SOURCE_READ, Permission.SERVICE_SOURCE_WRITE}),
    Ability.CUSTOMERS: frozenset(
        {Permission.SERVICE_CUSTOMER_READ, Permission.SERVICE_CUSTOMER_WRITE}
    ),
    Ability.HOLDS: frozenset({Permission.SERVICE_HOLD_READ, Permission.SERVICE_HOLD_WRITE}),
    Ability.KEEP: frozenset(
        {Permission.SERVICE_RETENTION_READ, Permission.SERVICE_RETENTION_WRITE}
    ),
    Ability.SHARE: frozenset(
        {
            Permission.SERVICE_RECIPIENT_READ,
            Permission.SERVICE_RECIPIENT_WRITE,
            Permission.SERVICE_DISCLOSURE_READ,
            Permission.SERVICE_DISCLOSURE_CREATE,
            Permission.SERVICE_LINK_WRITE,
            Permission.SERVICE_ANNOUNCEMENT_READ,
            Permission.SERVICE_ANNOUNCEMENT_WRITE,
            Permission.SERVICE_DOCUMENT_READ,
        }
    ),
    Ability.RELEASE: frozenset({Permission.SERVICE_RELEASE_READ, Permission.SERVICE_RELEASE_WRITE}),
    Ability.AGGREGATES: frozenset(
        {Permission.SERVICE_AGGREGATE_READ, Permission.SERVICE_AGGREGATE_CREATE}
    ),
    Ability.PULL: frozenset({Permission.SERVICE_DISCLOSURE_PULL}),
    Ability.APPROVE_SOURCES: frozenset(
        {Permission.SERVICE_SOURCE_READ, Permission.SERVICE_SOURCE_APPROVE}
    ),
}
"""What each ability of an API key lets a program do."""
OF_EVERY_KEY: Final = frozenset({Permission.SERVICE_POLICY_READ})
"""What is public anyway."""
OF_CUSTOMER: Final[Mapping[Permission, Ability | None]] = {
    Permission.SERVICE_END_USER_READ: None,
    Permission.SERVICE_END_USER_COPY: Ability.COPY,
    Permission.SERVICE_END_USER_WRITE: Ability.CORRECT,
    Permission.SERVICE_END_USER_RESTRICT: Ability.REQUESTS,
    Permission.SERVICE_END_USER_ERASE: Ability.ERASE,
}
"""What a customer's own key may do to its end users, and the ability that lets a limited one."""
NAMES_PURPOSES: Final = frozenset(
    {
        Permission.SERVICE_ACT_CREATE,
        Permission.SERVICE_CHOICE_CREATE,
        Permission.SERVICE_AUDIENCE_READ,
        Permission.SERVICE_MESSAGE_CREATE,
        Permission.SERVICE_RECORD_CREATE,
        Permission.SERVICE_RECORD_USE,
        Permission.SERVICE_RECORD_READ,
        Permission.SERVICE_RECORD_WRITE,
        Permission.SERVICE_RECORD_IMPORT,
        Permission.SERVICE_SET_USE,
        Permission.SERVICE_DISCLOSURE_CREATE,
        Permission.SERVICE_DISCLOSURE_PULL,
        Permission.SERVICE_AUDIENCE_LIST,
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
    if scope.recipient is not None:
        # Its own program takes what the recipient is granted, and does nothing else.
        return permission is Permission.SERVICE_DISCLOSURE_PULL
    if scope.customer is not None or permission in OF_CUSTOMER:
        return _customer_may(scope, permission)
    if scope.abilities is None:
        return scope.purposes is None or permission in NAMES_PURPOSES
    return any(permission in OF_ABILITY[each] for each in scope.abilities)


def _customer_may(scope: KeyScope, permission: Permission) -> bool:
    """Tell whether a customer's own key reaches so far: end users are for no other key.

    Purposes are the service's own: a key that is limited to some instructs nothing.
    """
    if scope.customer is None or scope.purposes is not None or permission not in OF_CUSTOMER:
        return False
    needed = OF_CUSTOMER[permission]
    return needed is None or scope.has(needed)
