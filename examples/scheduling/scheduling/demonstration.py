"""``python -m scheduling.demonstration``: the app with made-up people, whose traffic goes on.

It prints one line of JSON when the app can be opened, and one more when the traffic is over.
"""

import sys
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

from playing.rounds import Pace

from playing import program
from scheduling.serving import OFFICER, served, set_up

_SEED = 31


def main() -> int:
    """Run until interrupted, or until whoever started it is gone; return the exit code."""
    options = program.options("scheduling.demonstration", __doc__)
    set_up(amana=options.amana, data=options.data)
    from django.conf import settings  # noqa: PLC0415 - after the settings

    from amana.sdk.django.configured import configured  # noqa: PLC0415 - the same
    from scheduling import outgoing  # noqa: PLC0415 - the same
    from scheduling.traffic import run  # noqa: PLC0415 - the same

    outgoing.BELOW["backend"] = settings.AMANA["MAIL_BACKEND"]
    settings.AMANA["MAIL_BACKEND"] = "scheduling.outgoing.ReadByPeople"
    configured.cache_clear()
    stop = Event()
    with served(options.port) as url:
        program.say(
            {
                "url": url,
                "officer": OFFICER,
                "source": {"name": "miqat", "address_file": str(_address_file())},
            }
        )

        def come_and_go() -> None:
            password = settings.OFFICER_PASSWORD_FILE.read_text(encoding="ascii")
            well = run(
                url,
                officer=(OFFICER, password),
                code_for=outgoing.code_for,
                pace=Pace(stop=stop, rate=options.rate, rounds=options.rounds),
                seed=_SEED,
            )
            program.say({"rounds": options.rounds, "well": well})

        Thread(target=come_and_go, name="traffic", daemon=True).start()
        if options.with_parent:
            program.end_with_parent(stop.set)
        with suppress(KeyboardInterrupt):
            stop.wait()
        stop.set()
    return 0


def _address_file() -> Path:
    """Write where the database is, with its key, beside the key and never beside the database."""
    from django.conf import settings as known  # noqa: PLC0415 - after the settings

    from scheduling.cipher.base import key_in  # noqa: PLC0415 - the same

    path: Path = known.DATABASE_KEY_FILE.with_name("source.url")
    name = known.DATABASES["default"]["NAME"]
    path.touch(mode=0o600)
    path.write_text(
        f"sqlcipher://:x%27{key_in(known.DATABASE_KEY_FILE)}%27@/{name}\n", encoding="ascii"
    )
    return path


if __name__ == "__main__":
    sys.exit(main())
