"""Who is told of what a request did: who is promised the data, and is somebody."""

import pytest

from amana.domain.policy.parse import parse
from amana.domain.request.telling import recipients_concerned

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
  phone: {is: "pd:TelephoneNumber"}
purposes:
  orders: {is: "dpv:ServiceProvision", basis: contract}
recipients:
  courier: {kind: service_providers, name: {ar: "الساعي", en: Courier}}
  bank: {kind: financial_institutions, name: {ar: "البنك", en: Bank}}
  team: {kind: staff, name: {ar: "الفريق", en: Team}}
  figures: {kind: analytics_providers, name: {ar: "الإحصاء", en: Statistics}}
  unused: {kind: other, name: {ar: "غيرهم", en: Others}}
promises:
  P1: {collect: [email, phone], from: person, at: [registration], for: [orders]}
  S1: {share: [email], to: [courier, team], for: [orders]}
  S2: {share: [phone], to: [bank], for: [orders]}
  S3: {share: [phone], to: [figures], for: [orders], at_least: 100}
""",
    texts={},
)


@pytest.mark.promise("A25")
@pytest.mark.parametrize(
    ("categories", "told"),
    [
        ((), ["bank", "courier"]),
        (("email",), ["courier"]),
        (("phone",), ["bank"]),
        (("other",), []),
    ],
)
def test_who_is_promised_data_of_a_category_is_told(
    categories: tuple[str, ...], told: list[str]
) -> None:
    """Neither staff nor who gets figures alone; of no category, whoever gets any."""
    assert [each.id for each in recipients_concerned(POLICY, categories)] == told
