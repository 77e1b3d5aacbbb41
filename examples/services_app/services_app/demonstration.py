"""``python -m services_app.demonstration``: the app with made-up people, whose traffic goes on.

It prints one line of JSON when the app can be opened, and one more when the traffic is over.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from playing.rounds import Pace

from amana.sdk import Amana
from playing import program
from services_app import serving
from services_app.application import build, officer
from services_app.elsewhere import elsewhere
from services_app.leaving import Leaving
from services_app.settings import Settings, read
from services_app.traffic import run

_SEED = 28
"""Its first people ask for each kind of service, a document for the courier among them."""


def main() -> int:
    """Run until interrupted, or until the rounds asked for are over; return the exit code."""
    options = program.options("services_app.demonstration", __doc__)
    stop = Event()
    with (
        elsewhere() as tags,
        _asked(options.amana, options.data, tags) as (settings, amana),
        serving.listen(options.port) as listening,
    ):
        url = serving.url_of(listening)

        def come_and_go() -> None:
            program.say({"url": url, "officer": officer(settings.data).email, "tags": tags})
            leaving = Leaving(app_url=url, settings=settings, seed=_SEED)
            leaving.begin()
            pace = Pace(stop=stop, rate=options.rate, rounds=options.rounds, after=leaving.after)
            well = run(url, staff=officer(settings.data), pace=pace, seed=_SEED)
            program.say({"rounds": options.rounds, "well": well})

        serving.serve(
            build(settings, amana), listening, come_and_go, with_parent=options.with_parent
        )
        stop.set()
    return 0


@contextmanager
def _asked(amana_url: str, data: Path, tags: str) -> Iterator[tuple[Settings, Amana]]:
    """Read the settings and connect to Amana."""
    settings = read(amana_url=amana_url, data=data, public_url=None, environment=None, tags=tags)
    with Amana(settings.amana_url, settings.amana_key) as amana:
        yield settings, amana


if __name__ == "__main__":
    sys.exit(main())
