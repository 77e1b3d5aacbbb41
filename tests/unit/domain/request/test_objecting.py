"""What stops by an objection or a withdrawal: what was named, else what the laws let one stop."""

import pytest

from amana.domain.policy.parse import parse
from amana.domain.promises.law import Law
from amana.domain.request.objecting import uses_stopped
from amana.domain.vocabulary.requests import RequestKind

POLICY = parse(
    """\
amana: 1
service: shop
title: {ar: "سياسة", en: "Policy"}
controller: {name: {ar: "الدار", en: "The House"}, email: info@house.example}
languages: [ar, en]
laws: [gdpr]
data:
  email: {is: "pd:EmailAddress"}
purposes:
  orders: {is: "dpv:ServiceProvision", basis: contract}
  news: {is: "dpv:DirectMarketing", basis: consent, name: {en: news}}
  fraud: {is: "dpv:FraudPreventionAndDetection", basis: legitimate_interest, name: {en: fraud}}
promises:
  P1: {collect: [email], from: person, at: [registration], for: [orders]}
""",
    texts={},
)


@pytest.mark.promise("A22")
@pytest.mark.parametrize(
    ("laws", "kind", "named", "stopped"),
    [
        ((Law.GDPR,), RequestKind.OBJECTION, (), {"news", "fraud"}),
        ((Law.QATAR,), RequestKind.OBJECTION, (), {"news"}),
        ((), RequestKind.OBJECTION, (), {"news"}),
        ((Law.QATAR,), RequestKind.OBJECTION, ("orders",), {"orders"}),
        ((Law.GDPR,), RequestKind.WITHDRAWAL, (), {"news"}),
        ((Law.GDPR,), RequestKind.WITHDRAWAL, ("fraud",), {"fraud"}),
        ((Law.GDPR,), RequestKind.COPY, ("news",), set()),
    ],
)
def test_an_objection_stops_what_the_law_lets_it(
    laws: tuple[Law, ...], kind: RequestKind, named: tuple[str, ...], stopped: set[str]
) -> None:
    """Marketing always; interests of ours where the law says so; a name counts before all."""
    assert uses_stopped(POLICY, laws, kind, named) == stopped
