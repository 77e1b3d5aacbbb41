"""A dozen rules, said three times: in our rule book, in Cedar and in Casbin; and what is asked.

The three mean the same: the benchmark compares their answers to every question before it times
anything. In the questions for the others, what is not said is an empty text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final

from amana.domain.decision.question import Facts, Question, RuleBook
from amana.domain.decision.rule import Doing, Effect, Need, Rule
from amana.domain.vocabulary.sharing import Nature

DATA: Final = ("name", "email", "phone", "card", "visits")
PURPOSES: Final = {
    "orders": "contract",
    "support": "contract",
    "offers": "legitimate_interest",
    "news": "consent",
    "analysis": "legitimate_interest",
    "compliance": "legal_obligation",
}


def _rule(effect: Effect, doing: Doing, data: str, purposes: str | None, **more: object) -> Rule:
    return Rule(
        effect=effect,
        doings=frozenset({doing}),
        data=frozenset(data.split()),
        purposes=None if purposes is None else frozenset(purposes.split()),
        **{name: frozenset(value) for name, value in more.items()},  # type: ignore[call-overload]  # sets of a rule's own kinds
    )


BOOK: Final = RuleBook(
    data=frozenset(DATA),
    purposes=PURPOSES,
    recipients=frozenset({"courier", "authority"}),
    rules=(
        ("R1", _rule(Effect.PERMIT, Doing.USE, "name email phone", "orders support")),
        ("R2", _rule(Effect.PERMIT, Doing.USE, "email", "news", needs={Need.CONSENT})),
        ("R3", _rule(Effect.PERMIT, Doing.USE, "visits", "analysis", needs={Need.NO_OBJECTION})),
        (
            "R4",
            _rule(
                Effect.PERMIT, Doing.COLLECT, "name email phone card", "orders", occasions={"order"}
            ),
        ),
        (
            "R5",
            _rule(Effect.PERMIT, Doing.MESSAGE, "email phone", "orders", channels={"email", "sms"}),
        ),
        (
            "R6",
            _rule(
                Effect.PERMIT,
                Doing.MESSAGE,
                "email",
                "offers",
                channels={"email"},
                needs={Need.NO_OBJECTION},
            ),
        ),
        (
            "R7",
            _rule(
                Effect.PERMIT,
                Doing.DISCLOSE,
                "name phone",
                "orders",
                recipients={"courier"},
                natures={Nature.SHARE.value},
                needs={Need.GRANT},
            ),
        ),
        (
            "R8",
            _rule(
                Effect.PERMIT,
                Doing.DISCLOSE,
                "name",
                "compliance",
                recipients={"authority"},
                natures={Nature.SHARE.value},
                needs={Need.LEGAL_GROUND, Need.SECOND_PERSON},
            ),
        ),
        ("R9", _rule(Effect.PERMIT, Doing.READ, "name email", "compliance", needs={Need.REASON})),
        (
            "R10",
            _rule(
                Effect.FORBID, Doing.DISCLOSE, "name email phone", None, natures={Nature.SELL.value}
            ),
        ),
        ("R11", _rule(Effect.LIMIT, Doing.USE, "email", "orders support", occasions={"order"})),
        ("R12", _rule(Effect.REQUIRE, Doing.COLLECT, " ".join(DATA), None, needs={Need.ADULT})),
    ),
)

CEDAR: Final = """
permit (principal, action == Action::"use", resource in Group::"contact")
when { ["orders", "support"].contains(context.purpose) };
permit (principal, action == Action::"use", resource == Data::"email")
when { context.purpose == "news" && context.consented };
permit (principal, action == Action::"use", resource == Data::"visits")
when { context.purpose == "analysis" && !context.objected };
permit (principal, action == Action::"collect", resource in Group::"given")
when { context.purpose == "orders" && context.occasion == "order" };
permit (principal, action == Action::"message", resource)
when { [Data::"email", Data::"phone"].contains(resource) && context.purpose == "orders"
       && ["email", "sms"].contains(context.channel) };
permit (principal, action == Action::"message", resource == Data::"email")
when { context.purpose == "offers" && context.channel == "email" && !context.objected };
permit (principal, action == Action::"disclose", resource)
when { [Data::"name", Data::"phone"].contains(resource) && context.purpose == "orders"
       && context.recipient == "courier" && context.nature == "share" && context.granted };
permit (principal, action == Action::"disclose", resource == Data::"name")
when { context.purpose == "compliance" && context.recipient == "authority"
       && context.nature == "share" && context.grounded && context.seconded };
permit (principal, action == Action::"read", resource)
when { [Data::"name", Data::"email"].contains(resource) && context.purpose == "compliance"
       && context.reasoned };
forbid (principal, action == Action::"disclose", resource in Group::"contact")
when { context.nature == "sell" };
forbid (principal, action == Action::"use", resource == Data::"email")
when { ["order", ""].contains(context.occasion)
       && !["orders", "support"].contains(context.purpose) };
forbid (principal, action == Action::"collect", resource) unless { context.adult };
forbid (principal, action, resource) when { context.objected };
forbid (principal, action, resource) when { context.purpose == "news" && !context.consented };
"""
"""The twelve, and what our evaluation asks of every question: rules 4, 5 and 10."""

CASBIN_MODEL: Final = """
[request_definition]
r = doing, data, purpose, asked
[policy_definition]
p = doing, data, purposes, more, eft
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = p.doing == r.doing && named(p.data, r.data) && named(p.purposes, r.purpose) && \
agrees(p.more, r.asked)
"""
CASBIN: Final = (
    ("use", "name email phone", "orders support", "", "allow"),
    ("use", "email", "news", "consented", "allow"),
    ("use", "visits", "analysis", "!objected", "allow"),
    ("collect", "name email phone card", "orders", "occasion=order", "allow"),
    ("message", "email phone", "orders", "channel=email|sms", "allow"),
    ("message", "email", "offers", "channel=email !objected", "allow"),
    ("disclose", "name phone", "orders", "recipient=courier nature=share granted", "allow"),
    (
        "disclose",
        "name",
        "compliance",
        "recipient=authority nature=share grounded seconded",
        "allow",
    ),
    ("read", "name email", "compliance", "reasoned", "allow"),
    ("disclose", "name email phone", "*", "nature=sell", "deny"),
    ("use", "email", "offers news analysis compliance", "occasion=order|", "deny"),
    ("collect", "*", "*", "!adult", "deny"),
    *((doing.value, "*", "*", "objected", "deny") for doing in Doing),
    *((doing.value, "*", "news", "!consented", "deny") for doing in Doing),
)
"""As in Cedar: what must hold of the rest of a question stands in the fourth column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question with its facts, as each of the three takes it."""

    question: Question
    facts: Facts
    context: Mapping[str, str | bool]
    """For the others: all but doing, data and whoever asks."""

    @property
    def data(self) -> str:
        """The one category that it is about."""
        (only,) = self.question.data
        return only


def questions() -> Iterator[Asked]:
    """Yield every question that the rules tell apart, with facts for and against it."""
    circumstances = {
        Doing.USE: [{"occasion": "order"}, {"occasion": "visit"}, {}],
        Doing.COLLECT: [{"occasion": "order"}, {"occasion": "visit"}],
        Doing.MESSAGE: [{"channel": "email"}, {"channel": "sms"}, {"channel": "post"}],
        Doing.DISCLOSE: [
            {"recipient": recipient, "nature": nature}
            for recipient in ("courier", "authority")
            for nature in ("share", "sell")
        ],
        Doing.READ: [{"staff": "m-1", "reason": "complaint"}, {}],
    }
    known: tuple[tuple[frozenset[Need], frozenset[str], frozenset[str]], ...] = (
        (frozenset(Need), frozenset(), frozenset()),
        (frozenset(), frozenset(PURPOSES), frozenset()),
        (frozenset(), frozenset(), frozenset(PURPOSES)),
        (frozenset(), frozenset(), frozenset()),
    )
    for doing, listed in circumstances.items():
        for said, data, purpose, facts in product(listed, DATA, PURPOSES, known):
            yield _asked(doing, said, data, purpose, facts)


def _asked(
    doing: Doing,
    said: Mapping[str, str],
    data: str,
    purpose: str,
    facts: tuple[frozenset[Need], frozenset[str], frozenset[str]],
) -> Asked:
    met, consented, objected = facts
    met = met - {Need.CONSENT, Need.NO_OBJECTION, Need.REASON}
    names = ("occasion", "channel", "recipient", "nature")
    return Asked(
        question=Question(
            doing=doing, data=frozenset({data}), purposes=frozenset({purpose}), **said
        ),
        facts=Facts(met=met, consented=consented, objected=objected),
        context={name: said.get(name, "") for name in names}
        | {
            "purpose": purpose,
            "consented": purpose in consented,
            "objected": purpose in objected,
            "granted": Need.GRANT in met,
            "grounded": Need.LEGAL_GROUND in met,
            "seconded": Need.SECOND_PERSON in met,
            "reasoned": "reason" in said,
            "adult": Need.ADULT in met,
        },
    )
