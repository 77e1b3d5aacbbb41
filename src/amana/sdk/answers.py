"""What Amana answers: frozen values, read strictly from the body of a response."""

from dataclasses import dataclass, field
from datetime import datetime

from amana.domain.words import Words
from amana.sdk.errors import AmanaMisanswered, RefusedByPolicy
from amana.sdk.fields import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One rule that said no: its number in ``spec/decision.md``, its promises, its reason."""

    rule: int
    promises: tuple[str, ...]
    why: Words
    need: str | None = None
    """What was not met, by its id, such as ``accepted``; nothing where it was no need."""

    @classmethod
    def read(cls, fields: Fields) -> "Refusal":
        """Read it from an answer."""
        return cls(
            rule=fields.number("rule"),
            promises=fields.texts("promises"),
            why=fields.words("why"),
            need=fields.optional_text("need"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one question. ``permitted`` alone is the yes; all else explains it."""

    permitted: bool
    promises: tuple[str, ...]
    """The promises that permit it."""
    refused_by: tuple[Refusal, ...]
    gaps: tuple[str, ...]
    """Fields or purposes that no promise names. A gap is never a yes."""
    duties: tuple[str, ...]
    """What is to be done along with it, such as ``mask``."""
    policy_version: int
    entry: str
    """The ledger entry that this question left."""

    @classmethod
    def read(cls, fields: Fields) -> "Answer":
        """Read it; an answer that permits and refuses at once is no answer."""
        answer = cls(
            permitted=fields.boolean("permitted"),
            promises=fields.texts("promises"),
            refused_by=tuple(Refusal.read(one) for one in fields.objects("refused_by")),
            gaps=fields.texts("gaps"),
            duties=fields.texts("duties"),
            policy_version=fields.number("policy_version"),
            entry=fields.text("entry"),
        )
        if answer.permitted and (answer.refused_by or answer.gaps):
            raise AmanaMisanswered(what="permitted")
        return answer

    def require(self) -> "Answer":
        """Return this answer if it permits, else raise :class:`RefusedByPolicy`."""
        if self.permitted:
            return self
        named = tuple(promise for refusal in self.refused_by for promise in refusal.promises)
        raise RefusedByPolicy(
            promises=tuple(dict.fromkeys(named)),
            reasons=tuple(dict.fromkeys(each.why for each in self.refused_by)) or (_NO_REASON,),
            needs=tuple(dict.fromkeys(each.need for each in self.refused_by if each.need)),
        )


_NO_REASON = Words(
    ar="لا يوجد في سياسة الخصوصية وعدٌ يسمح بهذا.",
    en="No promise of the privacy policy permits this.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a person chose, over all of their ids, and holds today."""

    consented: tuple[str, ...]
    """Purposes with a consent in force."""
    objected: tuple[str, ...]
    """Purposes that were objected to or opted out of."""

    @classmethod
    def read(cls, fields: Fields) -> "Choices":
        """Read it from an answer."""
        return cls(consented=fields.texts("consented"), objected=fields.texts("objected"))


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """With what a person's browser is sent on to the privacy centre."""

    path: str
    """Of Amana's address: where the form posts."""
    ticket: str = field(repr=False)
    """The form's one field; a secret."""

    @classmethod
    def read(cls, fields: Fields) -> "HandOver":
        """Read it from an answer."""
        return cls(path=fields.text("path"), ticket=fields.text("ticket"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that was done, or refused, with a person's data."""

    entry: str
    act: str
    outcome: str
    at: datetime
    promises: tuple[str, ...]
    purpose: str | None
    recipient: str | None
    data: tuple[str, ...]
    staff_reason: str | None
    """Why a member of staff looked; nothing where no person did."""
    staff_role: str | None = None
    """In which role they did; they are not named."""

    @classmethod
    def read(cls, fields: Fields) -> "Act":
        """Read it from a history."""
        return cls(
            entry=fields.text("entry"),
            act=fields.text("act"),
            outcome=fields.text("outcome"),
            at=fields.instant("at"),
            promises=fields.texts("promises"),
            purpose=fields.optional_text("purpose"),
            recipient=fields.optional_text("recipient"),
            data=fields.texts("data"),
            staff_reason=fields.optional_text("staff_reason"),
            staff_role=fields.optional_text("staff_role"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What was erased of a person: the certificate, which names nobody."""

    erasure: str
    request: str | None
    """The request by which the sources follow; ``None`` where there are none."""
    begun_at: datetime
    """From here on every read refused."""
    closed_at: datetime
    """From here on nothing was left in the database in use."""
    ids: int
    """How many ids of the person were erased together."""
    bodies: int
    links: int
    acceptances: int
    entry: str
    """The ledger entry that says it is done."""
    checkpoint: str | None
    """The signed checkpoint that covers it; ask again a second later where it is still to come."""

    @classmethod
    def read(cls, fields: Fields) -> "Erasure":
        """Read it from a certificate."""
        erased = fields.object("erased")
        return cls(
            erasure=fields.text("erasure"),
            request=fields.optional_text("request"),
            begun_at=fields.instant("begun_at"),
            closed_at=fields.instant("closed_at"),
            ids=erased.number("ids"),
            bodies=erased.number("bodies"),
            links=erased.number("links"),
            acceptances=erased.number("acceptances"),
            entry=fields.object("entries").object("done").text("id"),
            checkpoint=fields.optional_text("checkpoint"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseInForce:
    """A promise of the version in force, and the state of its proof."""

    id: str
    kind: str
    says: Words
    state: str
    level: str | None
    count: int
    last: datetime | None

    @classmethod
    def read(cls, fields: Fields) -> "PromiseInForce":
        """Read it from a policy."""
        return cls(
            id=fields.text("id"),
            kind=fields.text("kind"),
            says=fields.words("says"),
            state=fields.text("state"),
            level=fields.optional_text("level"),
            count=fields.number("count"),
            last=fields.optional_instant("last"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyInForce:
    """The version of the service's policy that is in force."""

    service: str
    version: int
    effective_at: datetime
    promises: tuple[PromiseInForce, ...]

    @classmethod
    def read(cls, fields: Fields) -> "PolicyInForce":
        """Read it from the answer of ``GET /v1/policy``."""
        return cls(
            service=fields.text("service"),
            version=fields.number("version"),
            effective_at=fields.instant("effective_at"),
            promises=tuple(PromiseInForce.read(one) for one in fields.objects("promises")),
        )
