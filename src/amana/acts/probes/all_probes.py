"""All probes that there are, and how to run them."""

from collections.abc import Iterator
from typing import Final

from amana.acts.probes import (
    banner,
    code_limits,
    database_roles,
    erased,
    mailbox,
    outside_links,
    public_pages,
    raw_files,
    records,
    sessions,
    shown_values,
    staff_reads,
    stored_values,
    tamper,
    transport,
)
from amana.acts.probes.errors import NoSuchProbe
from amana.acts.probes.probe import Given, Probe, ProbeRun, run_probe
from amana.domain.evidence.question import ProbeName
from amana.storage.database import Storage

PROBES: Final[dict[ProbeName, Probe]] = {
    each.PROBE.name: each.PROBE
    for each in (
        *(banner, transport, raw_files, public_pages, tamper, database_roles),
        *(records, stored_values, shown_values, staff_reads, code_limits, erased),
        *(outside_links, mailbox, sessions),
    )
}


def named(name: str) -> Probe:
    """Return the probe of this name, or raise ``NoSuchProbe``."""
    found = next((probe for probe in PROBES.values() if probe.name == name), None)
    if found is None:
        raise NoSuchProbe(known=", ".join(PROBES))
    return found


def run_all(
    storage: Storage, given: Given, *, services: tuple[str, ...], probes: tuple[Probe, ...]
) -> Iterator[ProbeRun]:
    """Run the probes for the services at once, one after the other."""
    for service in services:
        for probe in probes:
            yield run_probe(storage, service, probe, given)
