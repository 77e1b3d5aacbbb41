"""Send what is due to a mail server, until nothing is. A test kills it in the middle.

Reads one line of JSON: where the database is, the service, the port, and who sends.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from amana.acts.messages.handing import Pace
from amana.acts.messages.sending import send_due
from amana.acts.messages.ways import MailWay, Outlet
from amana.channels.mail import Relay
from amana.domain.vocabulary.messages import Channel
from amana.storage import GivenRootKey, ServerAddress, Storage


def main() -> None:
    """Send."""
    order = json.loads(sys.stdin.readline())
    storage = Storage(
        ServerAddress(**order["address"]),
        root_key=GivenRootKey(bytes.fromhex(order["root"])),
        secrets=Path(order["secrets"]),
    )
    relay = Relay(address=f"smtp://127.0.0.1:{order['port']}", sender="mail@house.example")
    outlet = Outlet(
        ways={Channel.EMAIL: MailWay(relay=relay)},
        public_url="https://privacy.house.example",
        clock=lambda: datetime.now(UTC),
        sender="mail@house.example",
    )
    claim = UUID(order["claim"])
    send_due(storage, order["service"], outlet, claim=claim, pace=Pace(claim=60, note=15))
    storage.close()


if __name__ == "__main__":
    main()
