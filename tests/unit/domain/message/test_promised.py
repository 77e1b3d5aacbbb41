"""Which contact data a message goes to, and texts that say nothing."""

import pytest

from amana.domain.message.content import checked_text
from amana.domain.message.errors import BadContent
from amana.domain.message.promised import Sort, contact_data
from amana.domain.policy.parse import parse
from amana.domain.vocabulary.messages import Channel, MessageClass

POLICY = """\
amana: 1
service: house
title: {en: Notice}
controller: {name: {en: House}, email: privacy@house.example}
languages: [en]
data:
  email: {is: "pd:EmailAddress"}
  phone: {is: "pd:TelephoneNumber"}
purposes:
  talk: {is: "dpv:CustomerCare", basis: contract}
promises:
  W8: {use: [phone], for: [talk], through: [phone]}
"""


@pytest.mark.promise("W8")
@pytest.mark.parametrize(("channel", "data"), [(Channel.PHONE, {"phone"}), (Channel.EMAIL, set())])
def test_a_use_through_a_channel_names_what_it_reaches_people_by(
    channel: Channel, data: set[str]
) -> None:
    """Where no class of messages is promised, the promise to talk through the channel counts."""
    sort = Sort(message_class=MessageClass.TRANSACTIONAL, purpose="talk", channel=channel)
    assert contact_data(parse(POLICY, texts={}), sort) == data


def test_a_text_that_says_nothing_is_no_message() -> None:
    """Blanks and line ends alone."""
    with pytest.raises(BadContent) as refused:
        checked_text(" \r\n\u00a0\n")
    assert refused.value.fields == {"what": "text", "why": "empty"}
