"""``python -m scheduling.demonstration``: the app with made-up people, whose traffic goes on.

It prints one line of JSON when the app can be opened, and one more when the traffic is over.
"""

import argparse
import json
import sys
from pathlib import Path
from threading import Event, Thread

from scheduling.serving import OFFICER, served, set_up

_SEED = 31


def main() -> int:
    """Run until interrupted, or until whoever started it is gone; return the exit code."""
    options = _options()
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
        _say(
            {
                "url": url,
                "officer": OFFICER,
                "source": {"name": "miqat", "address_file": str(_address_file())},
            }
        )

        def come_and_go() -> None:
            well = run(
                url,
                officer=(OFFICER, settings.OFFICER_PASSWORD_FILE.read_text(encoding="ascii")),
                code_for=outgoing.code_for,
                stop=stop,
                rate=options.rate,
                rounds=options.rounds,
                seed=_SEED,
            )
            _say({"rounds": options.rounds, "well": well})

        Thread(target=come_and_go, name="traffic", daemon=True).start()
        try:
            if options.with_parent:
                sys.stdin.read()
            else:
                stop.wait()
        except KeyboardInterrupt:
            pass
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


def _say(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _options() -> argparse.Namespace:
    """Read the command line. The key is not on it, for other processes can read that."""
    parser = argparse.ArgumentParser(prog="scheduling.demonstration", description=__doc__)
    parser.add_argument("--amana", required=True, help="address of Amana")
    parser.add_argument("--port", type=int, default=0, help="port; 0 lets the system choose")
    parser.add_argument("--data", type=Path, required=True, help="folder of the app's own files")
    parser.add_argument("--rate", type=float, default=1.0, help="stories a second")
    parser.add_argument("--rounds", type=int, help="stories after which the traffic ends")
    parser.add_argument(
        "--with-parent", action="store_true", help="end when standard input is closed"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
