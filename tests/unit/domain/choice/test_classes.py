"""A stop of one class of messages: what stands for it, and which there can be."""

import pytest

from amana.domain.choice.classes import ClassOf, class_of, promised_by, stopped_alone
from amana.domain.policy.parse import parse
from amana.domain.vocabulary.messages import MessageClass

POLICY = """\
amana: 1
service: shop
title: {ar: "سياسة", en: "Policy"}
controller: {name: {ar: "متجر", en: "Shop"}, email: privacy@shop.example}
languages: [ar, en]
laws: [qatar]
data:
  email: {is: "pd:EmailAddress"}
purposes:
  orders: {is: "dpv:ServiceProvision", basis: contract}
  news: {is: "dpv:DirectMarketing", basis: consent, name: {ar: "النشرة", en: "news"}}
  offers: {is: "dpv:Marketing", basis: consent, name: {ar: "العروض", en: "offers"}}
recipients: {}
promises:
  P1: {message: [newsletter], for: [news], to: [email]}
  P2: {message: [promotional, job_alert], for: [offers], to: [email]}
  P3: {message: [transactional], for: [orders], to: [email]}
  P4: {message: [rating_request], for: [orders], to: [email]}
  P5: {use: [email], for: [orders]}
"""
ALERTS = ClassOf(message_class=MessageClass.JOB_ALERT, purpose="offers")


def test_what_stands_for_a_class_is_read_back() -> None:
    """It is neither a purpose nor a channel."""
    assert ALERTS.about == "class:job_alert:offers"
    assert class_of(ALERTS.about) == ALERTS


@pytest.mark.parametrize("about", ["offers", "channel:email", "class:job_alert", "class:no:offers"])
def test_what_stands_for_something_else_is_no_class(about: str) -> None:
    """Whatever somebody sends."""
    assert class_of(about) is None


def test_a_class_stops_alone_where_other_messages_of_its_purpose_go_on() -> None:
    """Where there is no other, the switch of the purpose stops it."""
    policy = parse(POLICY, texts={})
    offers = [MessageClass.JOB_ALERT, MessageClass.PROMOTIONAL]
    rating = ClassOf(message_class=MessageClass.RATING_REQUEST, purpose="orders")
    assert stopped_alone(policy) == (
        rating,
        *(ClassOf(message_class=each, purpose="offers") for each in offers),
    )
    assert promised_by(policy, rating) == ("P4",)
    assert promised_by(policy, ALERTS) == ("P2",)
