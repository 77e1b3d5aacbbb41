"""From a record as it came in to one whose values are declared, in one form, and cut."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from amana.acts.in_force import Parsed, in_force, published
from amana.acts.person_id import check_met
from amana.acts.records.errors import NoValues, RecordExists, UndeclaredRecipient, shown_name
from amana.acts.records.incoming import Incoming, Ready, Terms
from amana.acts.records.keeping import country_of, kept_parts
from amana.acts.records.map_in_force import check_fields, map_in_force, type_of
from amana.acts.records.taking_in import check_how, check_key, check_names, taken_in
from amana.acts.staying_out import addresses_among
from amana.domain.errors import AmanaError
from amana.domain.record_map.model import RecordMap, RecordType
from amana.domain.vocabulary.collecting import Part
from amana.storage.policies import VersionRow
from amana.storage.records.row import Provenance
from amana.storage.work import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the map and the policy in force say to all records of a chunk, looked up once."""

    terms: Terms
    known: RecordMap
    type: RecordType
    version: VersionRow
    policy: Parsed
    parts: Mapping[str, Part]
    country: str | None
    seen: set[str] = field(default_factory=set, repr=False)
    """Keys of records of this chunk."""
    fitting: set[frozenset[str]] = field(default_factory=set)
    """Sets of fields that a record of the type may have, as far as they were met."""

    def provenance(self) -> Provenance:
        """Return how the values of all records come in."""
        how = self.terms.how
        return Provenance(
            policy_version=self.version.number,
            origin=how.origin.value,
            occasion=how.occasion,
            source=how.source,
            imported=how.imported,
        )


def rules_of(view: View, terms: Terms) -> Rules:
    """Look up what holds for all records; raises what no record could come in with."""
    known = map_in_force(view)
    type_ = type_of(known, terms.type)
    check_how(terms.how)
    check_names(terms.purposes | terms.recipients)
    version = in_force(view)
    policy = published(view, version)
    for recipient in sorted(terms.recipients - policy.policy.recipients.keys()):
        raise UndeclaredRecipient(recipient=shown_name(recipient))
    return Rules(
        terms=terms,
        known=known,
        type=type_,
        version=version,
        policy=policy,
        parts=kept_parts(policy.policy),
        country=country_of(policy.policy),
    )


def made_ready(
    view: View, rules: Rules, chunk: Iterable[Incoming]
) -> tuple[list[Ready], dict[int, AmanaError]]:
    """Return the records that can be taken in, and why the others cannot, by their numbers."""
    ready: list[Ready] = []
    errors: dict[int, AmanaError] = {}
    for given in chunk:
        try:
            ready.append(_ready(view, rules, given))
        except AmanaError as error:
            errors[given.number] = error
    return ready, errors


def _ready(view: View, rules: Rules, given: Incoming) -> Ready:
    """Make one record ready, or raise why it is none."""
    check_met(view, given.person)
    fields = frozenset(given.values)
    if fields not in rules.fitting:
        check_fields(rules.type, fields)
        if not fields:
            raise NoValues
        rules.fitting.add(fields)
    check_key(rules.type, given.key)
    if given.key is not None and given.key in rules.seen:
        raise RecordExists(type=rules.type.id)
    taken = taken_in(rules.type, given.values, parts=rules.parts, country=rules.country)
    if given.key is not None:
        rules.seen.add(given.key)
    return Ready(
        number=given.number,
        person=given.person,
        person_key=view.sealer.person_key(given.person),
        key=given.key,
        values=taken.values,
        fields=fields,
        addresses=tuple(
            addresses_among(
                rules.type, given.values, taken.values, parts=rules.parts, country=rules.country
            )
        ),
    )
