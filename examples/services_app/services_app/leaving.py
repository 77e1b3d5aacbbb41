"""What leaves between the stories of the traffic: by grants, by pulls, and when a business closes.

It asks Amana's API as a partner's own program or the office's would, beside the app's pages.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
from playing.browsing import Visitor

from amana.sdk import AmanaRejected, AmanaUnreachable
from services_app import people, stories
from services_app.accounts import account_by_name, sign_in_name
from services_app.database import opened, secret
from services_app.settings import Settings
from services_app.sharing import Sharing, courier_key, sharing

CLOSING = 404
"""The number of the business that closes its account at once; it takes no work."""
_CLOSED = (httpx.HTTPError, AmanaRejected, AmanaUnreachable)
"""What a closed door raises: the app's own, and Amana's."""
_EVERY = 4
_BUSINESS_CLOSES = 5
_BREACH_IS_REHEARSED = 20
_LATEST = (
    "SELECT person FROM request WHERE state != 'waiting' AND (service = 'documents') = ?"
    " ORDER BY created_at DESC, id LIMIT 1"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """Does what is due after each round of the traffic."""

    app_url: str
    settings: Settings
    seed: int = 1

    def begin(self) -> None:
        """Grant what the app shares: without that, nothing leaves once one grant was made."""
        with suppress(*_CLOSED), self._office() as office:
            office.grant_what_is_shared()

    def after(self, round_: int) -> None:
        """Do what comes after this round; a closed door is no fault of the traffic's."""
        for due, deed in self._deeds(round_):
            if due:
                with suppress(*_CLOSED), self._office() as office:
                    deed(office)

    def _deeds(self, round_: int) -> tuple[tuple[bool, Callable[[Sharing], object]], ...]:
        return (
            (round_ % _EVERY == _EVERY - 1, self._tell_provider),
            (round_ % _EVERY == _EVERY - 1, self._let_courier_pull),
            (round_ == _BUSINESS_CLOSES, self._close_business),
            (round_ == _BREACH_IS_REHEARSED, Sharing.rehearse_breach),
        )

    def _office(self) -> AbstractContextManager[Sharing]:
        return sharing(self.settings.amana_url, self.settings.amana_key)

    def _tell_provider(self, office: Sharing) -> None:
        """Note whom a provider asked about by phone, of the requests at homes."""
        person = _latest(self.settings.data, documents=False)
        if person is not None:
            office.note_by_phone(person)

    def _let_courier_pull(self, _: Sharing) -> None:
        """Let the courier fetch whose document it carries, with its own key."""
        key = courier_key(self.settings.data)
        person = _latest(self.settings.data, documents=True)
        if key is not None and person is not None:
            with sharing(self.settings.amana_url, key) as courier:
                courier.pull(person)

    def _close_business(self, office: Sharing) -> None:
        """Register a business that thinks better of it."""
        firm = people.business(CLOSING, seed=self.seed)
        with Visitor(self.app_url) as visitor:
            stories.sign_up_business(visitor, firm)
        name = sign_in_name(secret(self.settings.data, "names.key", 32), firm.email)
        with opened(self.settings.data) as db:
            account = account_by_name(db, name)
        if account is not None:
            office.close_business(account)


def _latest(data: Path, *, documents: bool) -> str | None:
    """Return whose request was taken last."""
    with opened(data) as db:
        row = db.execute(_LATEST, (documents,)).fetchone()
    return None if row is None else str(row["person"])
