"""``python -m store.demonstration``: the shop with made-up people, whose traffic goes on.

It prints one line of JSON when the shop can be opened, and one more when the traffic is over.
"""

import argparse
import os
import sys
from pathlib import Path
from threading import Event, Thread
from typing import Final

import django
from django.core.management import call_command
from playing.rounds import Pace

from playing import program
from store.elsewhere import elsewhere
from store.kept import kept_secret

_LISTEN: Final = "127.0.0.1"
_STAFF: Final = "team@minwal.example"
_SEED: Final = 390
_SOURCE: Final = "minwal"


def main() -> int:
    """Run until interrupted, or until whoever started it is gone; return the exit code."""
    options = program.options("store.demonstration", __doc__)
    with elsewhere() as tags:
        _set_up(options, tags)
        from store.serving import served  # noqa: PLC0415 - Django is set up only now

        password = kept_secret(options.data, "officer.password")
        _prepare(options.data, password)
        stop = Event()
        with served(_LISTEN, options.port) as url:
            address = options.data / "source.address"
            program.say(
                {
                    "url": url,
                    "officer": _STAFF,
                    "tags": tags,
                    "source": {"name": _SOURCE, "address_file": str(address)},
                }
            )
            traffic = Thread(target=_come_and_go, args=(url, options, password, stop), daemon=True)
            traffic.start()
            if options.with_parent:
                program.end_with_parent(stop.set)
            stop.wait()
    return 0


def _set_up(options: argparse.Namespace, tags: str) -> None:
    """Tell Django's settings where things lie, and start it."""
    options.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ["MINWAL_DATA"] = str(options.data)
    os.environ["AMANA_URL"] = options.amana
    os.environ["MINWAL_TAGS"] = tags
    os.environ["DJANGO_SETTINGS_MODULE"] = "store.settings"
    django.setup()


def _prepare(data: Path, password: str) -> None:
    """Make the database, the goods, the team's account, and the grants of who works for us."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - Django is set up only now
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415 - the same

    from store.goods import stock  # noqa: PLC0415 - the same
    from store.sharing import grant_what_is_shared  # noqa: PLC0415 - the same

    database = data / "minwal.db"
    if not database.exists():
        call_command("migrate", run_syncdb=True, verbosity=0)
        database.chmod(0o600)
    stock()
    accounts = get_user_model()
    if not accounts.objects.filter(email=_STAFF).exists():
        # The team's own account is no customer's: it holds a mailbox of the shop, and no name.
        accounts.objects.bulk_create(
            [accounts(id="team", email=_STAFF, is_staff=True, password=make_password(password))]
        )
    address = data / "source.address"
    address.touch(mode=0o600)
    address.write_text(f"sqlite:///{database.resolve()}", encoding="utf-8")
    grant_what_is_shared()


def _come_and_go(url: str, options: argparse.Namespace, password: str, stop: Event) -> None:
    """Let people come, and say when their rounds are over."""
    from store.letters import code_of  # noqa: PLC0415 - Django is set up only now
    from store.traffic import run  # noqa: PLC0415 - the same

    pace = Pace(stop=stop, rate=options.rate, rounds=options.rounds)
    well = run(url, staff=(_STAFF, password), code_of=code_of, pace=pace, seed=_SEED)
    program.say({"rounds": options.rounds, "well": well})


if __name__ == "__main__":
    sys.exit(main())
