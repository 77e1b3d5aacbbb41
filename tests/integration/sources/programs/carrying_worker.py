"""A worker that carries requests through sources, until it is killed. A test starts this.

Reads a line of JSON: where everything is. Says ``ready`` and works. It ends with whoever started
it: nothing more comes on its standard input then.
"""

import json
import os
import sys
import threading
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import uuid4

from amana.acts.requests.calling import JOB
from amana.acts.requests.carrying import carry_due, carry_job
from amana.acts.requests.watching import watch_requests
from amana.acts.schedule import Scheduled
from amana.acts.working import Duties, work_until
from amana.domain.source.model import SourceMap
from amana.domain.source.registry import SourceKind
from amana.sources.opening import Limits
from amana.sources.protocol import Source
from amana.sources.sql_source import SqlSource
from amana.storage import GivenRootKey, ServerAddress, Storage

_LIMITS: Final = Limits(connect_seconds=3, lock_seconds=1)
_OFTEN: Final = timedelta(seconds=1)


def open_source(_kind: SourceKind, way: str, mapping: SourceMap) -> Source:
    """Open a source that waits for no lock for long."""
    return SqlSource(way, mapping, _LIMITS)


def end_with_parent() -> None:
    """Wait until nobody has the other end of the standard input, and end at once."""
    sys.stdin.read()
    os._exit(1)


def main() -> None:
    """Work until killed."""
    where = json.loads(sys.stdin.readline())
    address = ServerAddress(**where["address"])
    storage = Storage(
        address, root_key=GivenRootKey(bytes(range(32))), secrets=Path(where["secrets"])
    )
    threading.Thread(target=end_with_parent, daemon=True).start()
    duties = Duties(
        tasks=(
            Scheduled(name="requests.carry", every=_OFTEN, run=carry_due),
            Scheduled(name="requests.watch", every=_OFTEN, run=watch_requests),
        ),
        handlers={JOB: carry_job(open_source)},
    )
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    work_until(threading.Event(), storage, duties, worker=uuid4())


main()
