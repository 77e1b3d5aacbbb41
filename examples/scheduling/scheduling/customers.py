"""Businesses as Amana's customers: each is the controller of its end users, who are of no other."""

from amana.sdk import AmanaRejected
from amana.sdk.django import client


class NotRegistered(Exception):
    """Amana did not take a business; ``code`` is its stable word for why."""

    def __init__(self, code: str) -> None:
        """Keep the code alone: an answer may quote what was asked."""
        super().__init__(code)
        self.code = code


class NoOwner(Exception):
    """The business's owner closed their account: nobody decides for it any more."""


def register(slug: str, name: str, page: str) -> None:
    """Register a business, on whose word we act. Raises ``NotRegistered``."""
    try:
        client().customers.register(
            slug,
            name=name,
            contact=page,
            instruction="احفظوا مواعيد زبائننا وذكّروهم بها، ولا تستعملوها في غير ذلك.",
        )
    except AmanaRejected as fault:
        raise NotRegistered(str(fault.fields["problem"])) from None


def end(slug: str) -> None:
    """End a business that never opened, if it is one."""
    try:
        client().customers.end(slug)
    except AmanaRejected:
        return


def join(slug: str, person: str) -> None:
    """Say whose end user a person is, unless they are another's. Nobody is of two."""
    try:
        client().customers.join(slug, person)
    except AmanaRejected:
        return
