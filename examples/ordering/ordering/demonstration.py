"""``python -m ordering.demonstration``: the app with made-up people, whose traffic goes on.

It prints one line of JSON when the app can be opened, and one more when the traffic is over.
"""

import sys
from threading import Event

from playing.rounds import Pace
from services_app.settings import read

from amana.sdk import Amana
from ordering.application import SERVICE, build, officer
from ordering.sharing import grant_what_is_shared
from ordering.traffic import Letterbox, run
from playing import program
from services_app import serving

_SEED = 9


def main() -> int:
    """Run until interrupted, or until the rounds asked for are over; return the exit code."""
    options = program.options("ordering.demonstration", __doc__)
    settings = read(
        amana_url=options.amana,
        data=options.data,
        public_url=None,
        environment=None,
        service=SERVICE,
    )
    stop, heard = Event(), Letterbox()
    with (
        Amana(settings.amana_url, settings.amana_key) as amana,
        serving.listen(options.port) as listening,
    ):
        url = serving.url_of(listening)
        grant_what_is_shared(amana)

        def come_and_go() -> None:
            program.say({"url": url, "officer": officer(settings.data).email})
            pace = Pace(stop=stop, rate=options.rate, rounds=options.rounds)
            well = run(url, staff=officer(settings.data), heard=heard, pace=pace, seed=_SEED)
            program.say({"rounds": options.rounds, "well": well})

        app = build(settings, amana, overhear=heard.put)
        serving.serve(app, listening, come_and_go, with_parent=options.with_parent)
        stop.set()
    return 0


if __name__ == "__main__":
    sys.exit(main())
