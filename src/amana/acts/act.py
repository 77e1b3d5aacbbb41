"""Who acts, for which service, and in which unit of work."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from amana.acts.permissions import Permission, may, may_give
from amana.domain.errors import Refused
from amana.domain.staff import StaffRole
from amana.storage.work import Work


class NotPermitted(Refused):
    """The role of whoever acts does not have the permission that the act needs."""

    code = "staff.not_permitted"


class Role(StrEnum):
    """In which role an actor acts."""

    APPLICATION = "application"
    """The service's own program, by its API key."""
    VISITOR = "visitor"
    """Whoever sits before a page of the service, by their browser's own id."""
    CUSTOMER = "customer"
    """A customer of the service, by its own key: the controller of its end users."""
    OFFICER = "officer"
    """A person signed in at the console."""
    OPERATOR = "operator"
    """Whoever runs the program, at its command line."""
    PERSON = "person"
    """Somebody whom the data is about, signed in at a page of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts. A person's label is their name: it stands nowhere but where a name is promised."""

    role: Role
    label: str
    member: UUID | None = None
    """A person's id, where the actor is one."""
    at: StaffRole | None = None
    """The person's role at the service, as it stands in the act's own transaction."""

    @property
    def identity(self) -> str:
        """What names the actor in a sealed body, never by a person's name.

        A member's id; else the kind of actor, and of what runs on this machine which part of it;
        of a customer which one it is.
        """
        if self.member is not None:
            return str(self.member)
        if self.role is Role.CUSTOMER:
            return f"{self.role.value}:{self.label}"
        return self.label if self.role is Role.OPERATOR else self.role.value

    def may(self, permission: Permission) -> bool:
        """Tell whether the actor has the permission; who runs the program has all."""
        return self.role is Role.OPERATOR or may(self.at, permission)

    def may_give(self, role: StaffRole) -> bool:
        """Tell whether the actor may give or take the role: nobody more than they have."""
        return self.role is Role.OPERATOR or may_give(self.at, role)


OPERATOR: Final = Actor(role=Role.OPERATOR, label="operator")
"""Who runs the machine, at its command line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act under way: its actor, and the transaction in which it happens."""

    actor: Actor
    work: Work

    def require(self, permission: Permission) -> None:
        """Raise ``NotPermitted`` unless the actor has the permission."""
        if not self.actor.may(permission):
            raise NotPermitted
