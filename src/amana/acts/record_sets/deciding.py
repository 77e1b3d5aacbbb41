"""Deciding about many records at once: each kind once, and once more for each sort of person.

What single persons meet (an acceptance, a consent, an event) counts for nobody here: what needs it
is refused, and asked for alone. Who objected is not among the records at all. How old persons are
and where, is looked up of all of them together, where a promise or a law asks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from amana.acts.deciding.facts import OfPerson, asks_who, of_person
from amana.acts.deciding.history import steps_since
from amana.acts.deciding.together import together
from amana.acts.in_force import Parsed
from amana.acts.person_facts import facts_of_groups
from amana.domain.decision.question import Answer, Facts, Question
from amana.domain.decision.rule import Doing
from amana.domain.policy.earlier import Chosen, promised_since
from amana.domain.record_map.model import RecordMap
from amana.storage.policies import VersionRow
from amana.storage.records.sets import Came, Kind, UsableRecord
from amana.storage.work import View

_KINDS_MOST: Final = 10_000
_NO: Final = Answer(permitted=False)
Sort: TypeAlias = tuple[Kind, OfPerson | None]
"""A kind of records, of persons about whom the same is known; ``None`` where it does not matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRules:
    """By what the records of a set are decided for a purpose."""

    policy: Parsed
    version: VersionRow
    declared: RecordMap
    purpose: str
    held: dict[Sort, Answer] = field(default_factory=dict)
    """What was answered: it depends on nothing else."""
    asking: dict[Kind, bool] = field(default_factory=dict)
    """Of which kinds it matters who the person is."""
    by_circumstance: bool = field(init=False)
    """Whether a rule of use looks at how a value came in."""

    def __post_init__(self) -> None:
        """Look through the rules once."""
        limits = any(
            (rule.occasions, rule.origins, rule.sources) != (None, None, None)
            for _, rule in self.policy.book.rules
            if Doing.USE in rule.doings
        )
        object.__setattr__(self, "by_circumstance", limits)

    def answers(self, view: View, records: Sequence[UsableRecord]) -> list[Answer]:
        """Return the answer about each record, in their order."""
        kinds = self._kinds(records)
        asking = {kind for kind in set(kinds) if self._asks_who(kind)}
        if not asking:
            of_kind = {kind: self._kept(view, (kind, None)) for kind in set(kinds)}
            return [of_kind[kind] for kind in kinds]
        persons = self._persons(
            view,
            {
                record.person_key
                for record, kind in zip(records, kinds, strict=True)
                if kind in asking
            },
        )
        return [
            self._about(view, record, kind, persons, asks=kind in asking)
            for record, kind in zip(records, kinds, strict=True)
        ]

    def _kinds(self, records: Sequence[UsableRecord]) -> list[Kind]:
        """Return what each record is decided by: one object for all that are alike."""
        found: dict[object, Kind] = {}
        kinds: list[Kind] = []
        for record in records:
            alike = self._told_apart_by(record)
            kind = found.get(alike)
            if kind is None:
                kind = found[alike] = self._alike(record.kind)
            kinds.append(kind)
        return kinds

    def _told_apart_by(self, record: UsableRecord) -> object:
        """Return what is cheap to compare, and the same for records of one kind alone."""
        if self.by_circumstance or record.corrected is not None:
            return record.kind
        version, _, _, source = record.came
        known = source in self.policy.policy.recipients
        return record.type, version, None if known else source, tuple(record.values)

    def _about(
        self,
        view: View,
        record: UsableRecord,
        kind: Kind,
        persons: Mapping[bytes, OfPerson],
        *,
        asks: bool,
    ) -> Answer:
        if not asks:
            return self._kept(view, (kind, None))
        person = persons.get(record.person_key)
        # Erased since the records were read.
        if person is None:
            return _NO
        return self._kept(view, (kind, person))

    def _persons(self, view: View, person_keys: set[bytes]) -> Mapping[bytes, OfPerson]:
        groups = view.persons.groups_of(person_keys)
        found = facts_of_groups(view, set(groups.values()), self.policy.policy)
        return {key: of_person(found[group], self.policy) for key, group in groups.items()}

    def _kept(self, view: View, sort: Sort) -> Answer:
        answer = self.held.get(sort)
        if answer is None:
            if len(self.held) >= _KINDS_MOST:
                self.held.clear()
            answer = self.held[sort] = self._answer(view, *sort)
        return answer

    def _alike(self, kind: Kind) -> Kind:
        """Return a kind that gets the same answer: the same for all where no rule tells them apart.

        A source that is no recipient of the policy stays: it is a gap.
        """
        if self.by_circumstance:
            return kind
        known = self.policy.policy.recipients
        return kind._replace(
            parts=tuple(
                part._replace(
                    occasion=None,
                    origin="",
                    source=None if part.source in known else part.source,
                )
                for part in kind.parts
            )
        )

    def _answer(self, view: View, kind: Kind, person: OfPerson | None) -> Answer:
        if not self._is_declared(kind):
            return _NO
        return together([self._of_part(view, kind, part, person) for part in kind.parts])

    def _of_part(self, view: View, kind: Kind, part: Came, person: OfPerson | None) -> Answer:
        """Return the answer about values that came in alike (rules 3 and 14)."""
        question = self._question(kind, part)
        promised = None
        if part.policy_version != self.version.number:
            steps = steps_since(view, self.version, first=part.policy_version)
            promised = promised_since(steps, data=question.data, chosen=Chosen())
        known = OfPerson(law=self.policy.laws.of()) if person is None else person
        facts = Facts(law=known.law, too_young=known.too_young, met=known.met, promised=promised)
        return self.policy.compiled.answer(question, facts)

    def _asks_who(self, kind: Kind) -> bool:
        asks = self.asking.get(kind)
        if asks is None:
            if len(self.asking) >= _KINDS_MOST:
                self.asking.clear()
            asks = self.asking[kind] = self._is_declared(kind) and any(
                asks_who(self._question(kind, part), self.policy) for part in kind.parts
            )
        return asks

    def _is_declared(self, kind: Kind) -> bool:
        known = self.declared.records.get(kind.type)
        return known is not None and all(
            known.fields.keys() >= set(part.fields) for part in kind.parts
        )

    def _question(self, kind: Kind, part: Came) -> Question:
        return Question(
            doing=Doing.USE,
            data=self.declared.records[kind.type].categories(part.fields),
            purposes=frozenset({self.purpose}),
            occasion=part.occasion,
            origin=part.origin or None,
            source=part.source,
        )
