"""Stored records: each came in under a promise, and serves purposes that promises name."""

from typing import Final

from amana.acts.probes.errors import CannotLook, Unseen
from amana.acts.probes.probe import NIGHTLY, Fault, Ground, Looked, Probe
from amana.domain.decision.rule import Effect
from amana.domain.evidence.question import ProbeName
from amana.domain.policy.rule_book import rule_book
from amana.domain.promises.collect import Collect
from amana.storage.probing import purposes_held, records_held, records_outside


def look(ground: Ground) -> Looked:
    """Hold the stored records against the ledger and the policy in force.

    A record outside any promise breaks those that say what is collected; one that is held for a
    purpose that no promise permits, those that say what data is used for.
    """
    with ground.storage.reading(ground.service) as view:
        held = records_held(view)
        outside, entries = records_outside(view)
        purposes = purposes_held(view)
    if not held:
        raise CannotLook(Unseen.NO_RECORDS)
    named = {
        purpose
        for _, rule in rule_book(ground.policy).rules
        if rule.effect is Effect.PERMIT
        for purpose in (ground.policy.purposes if rule.purposes is None else rule.purposes)
    }
    foreign = sorted(purposes.keys() - named)
    collecting = {key for key, each in ground.promises.items() if isinstance(each.form, Collect)}
    broken = (collecting if outside else set()) | (
        ground.promises.keys() - collecting if foreign else set()
    )
    return Looked(
        kept=frozenset(ground.promises.keys() - broken),
        broken=frozenset(broken),
        faults=(
            *(Fault(code="outside", place=str(entry)) for entry in entries),
            *(Fault(code="purpose", place=purpose) for purpose in foreign),
        ),
        seen={"records": held, "outside": outside},
    )


PROBE: Final = Probe(name=ProbeName.RECORDS, every=NIGHTLY, look=look)
