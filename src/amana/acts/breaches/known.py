"""Whether what a search names is known: a wrong name does not mean that nobody is affected."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from amana.acts.act import Role
from amana.acts.in_force import published
from amana.domain.words import is_one_line
from amana.storage.errors import NotFound
from amana.storage.work import View

_PARTS: Final = frozenset({"operator", *(role.value for role in Role)})
"""What stands for an actor that is no member."""


def check_known(view: View, *, categories: Collection[str], recipients: Collection[str]) -> None:
    """Refuse a category or a recipient that no version of the policy knows.

    A recipient that received something is known all the same. Raises ``NotFound``.
    """
    if not categories and not recipients:
        return
    policies = [published(view, each).policy for each in view.policies.versions()]
    for category in categories:
        if not any(category in each.data for each in policies):
            raise NotFound(what="category")
    for recipient in recipients:
        if any(recipient in each.recipients for each in policies):
            continue
        if not is_one_line(recipient) or not view.breaches.received_by(recipient, None, most=1):
            raise NotFound(what="recipient")


def is_known_reader(view: View, by: str) -> bool:
    """Tell whether this is a member of the service, or a part of the program that reads."""
    try:
        member = UUID(by)
    except ValueError:
        return by in _PARTS
    return view.members.role(member) is not None
