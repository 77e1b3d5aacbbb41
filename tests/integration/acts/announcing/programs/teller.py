"""Tells people of a version and sends what is due, until nothing is; killed from outside.

Reads where from one line of JSON: the server's address, the folder of secrets, the service, the
version and the port of the mail server.
"""

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from amana.acts.announcing.go_on import Announcing
from amana.acts.announcing.wording import Where
from amana.acts.messages.handing import Pace
from amana.acts.messages.sending import send_due
from amana.acts.messages.ways import MailWay, Outlet
from amana.channels.mail import Relay
from amana.domain.vocabulary.messages import Channel
from amana.storage import GivenRootKey, ServerAddress, Storage
from amana.storage.errors import Conflict, TooSlow, Unreachable

_CLAIM = UUID(int=7)
"""Whoever begins anew takes up what the one before left behind."""


def _sent_all(storage: Storage, service: str, outlet: Outlet) -> bool:
    """Send what is due; tell whether nothing is left. What a job tries again is tried again."""
    try:
        send_due(storage, service, outlet, claim=_CLAIM, pace=Pace(claim=50, note=10))
        with storage.reading(service) as view:
            return not view.outbox.standing()
    except (Conflict, TooSlow, Unreachable) as fault:
        sys.stderr.write(f"tried again: {fault.code}\n")
        return False


def main() -> None:
    """Tell, then send until all is sent."""
    given = json.loads(sys.stdin.readline())
    storage = Storage(
        ServerAddress(**given["address"]),
        root_key=GivenRootKey(bytes(range(32))),
        secrets=Path(given["secrets"]),
    )
    relay = Relay(address=f"smtp://127.0.0.1:{given['port']}", sender="privacy@house.example")
    outlet = Outlet(
        ways={Channel.EMAIL: MailWay(relay=relay)},
        public_url="https://privacy.house.example",
        clock=lambda: datetime.now(UTC),
        sender="privacy@house.example",
    )
    service = given["service"]
    telling = Announcing(where=Where(public_url=outlet.public_url), batch=given["batch"])
    telling.tell_all(storage, service, given["version"])
    while not _sent_all(storage, service, outlet):
        time.sleep(0.1)
    storage.close()


if __name__ == "__main__":
    main()
