"""Amana's own processes with one more beside them, which puts jobs into the queue all the time.

Run as ``python busy.py FOLDER SERVICE POLICY``; it prints what ``amana serve --format json`` does.
"""

import gc
import json
import os
import sys
import time
from dataclasses import replace
from itertools import count
from pathlib import Path

from amana.acts.found_service import found_service
from amana.acts.working import Duties
from amana.assembly import Running, prepared
from amana.cli.policy_file import open_policy
from amana.cli.printing import print_text
from amana.cli.supervising.child import Part, Turn
from amana.cli.supervising.parts import sequencer, web, workers
from amana.cli.supervising.stop import Stop
from amana.cli.supervising.supervisor import Supervisor
from amana.domain.errors import AmanaError
from amana.domain.ledger.entry import Entry
from amana.http.serving import app_of, listen, url_of
from amana.settings import load
from amana.storage import Storage
from amana.storage.jobs import Job
from amana.storage.secret_files import write_secret

PAUSE_S = 0.02


def do(storage: Storage, job: Job) -> None:
    """Do a job: its entry names it, and it goes in the same transaction."""
    with storage.work(job.service) as work:
        work.jobs.end(job)
        time.sleep(PAUSE_S)
        work.commit(Entry(act="done", promises=(f"J{job.arguments['number']}",), body={}))


def put(storage: Storage, service: str, number: int) -> None:
    """Put a job in the queue, with an entry that names it too."""
    with storage.work(service) as work:
        work.jobs.defer("busy", number=number)
        work.commit(Entry(act="put", promises=(f"J{number}",), body={}))


def busy(amana: Running, service: str) -> Part:
    """Return the part that puts jobs; one whose commit was not answered is not put again."""

    def run(turn: Turn) -> None:
        over = Stop()
        turn.ready()
        for number in count(int(time.monotonic() * 100) % 1_000_000_000):
            if over.wait(PAUSE_S):
                return
            if (amana.settings.data.parent / "enough").exists():
                continue
            try:
                put(amana.storage, service, number)
            except AmanaError:
                over.wait(10 * PAUSE_S)

    return Part(name="busy", run=run, stops_within_s=5)


def main(folder: Path, service: str, policy: Path) -> None:
    """Serve until stopped."""
    settings = load({}, folder=folder, data=folder / "data", port=0)
    listening = listen(settings.host, settings.port)
    given = open_policy(policy)
    with prepared(settings) as plain:
        amana = replace(plain, duties=Duties(tasks=(), handlers={"busy": do}))
        founded = found_service(amana.storage, given.policy, source=given.source, texts=given.texts)
        if founded.key is not None:
            write_secret(settings.data / "secrets" / f"{service}.key", founded.key)
        app = app_of(amana)
        amana.storage.close()
        gc.freeze()
        said = json.dumps({"url": url_of(listening), "pid": os.getpid()})
        Supervisor(
            [
                [busy(amana, service), web(amana, app, listening, number=1)],
                workers(amana, 2),
                [sequencer(amana)],
            ],
            database=amana.database,
            on_ready=lambda: print_text(said),
        ).run()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
