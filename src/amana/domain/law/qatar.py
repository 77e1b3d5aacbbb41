"""Qatar: Law 13 of 2016 on the protection of personal data privacy, as far as decisions go."""

from typing import Final

from amana.domain.decision.duty import Certainty
from amana.domain.decision.rule import Doing, Need
from amana.domain.law.pack import Article, Pack
from amana.domain.law.terms import ADVERTISING, PROMOTION
from amana.domain.promises.law import Law
from amana.domain.words import Words

QATAR: Final = Pack(
    law=Law.QATAR,
    countries=frozenset({"QA"}),
    articles=(
        # The regulator's own page of the law says so.
        Article(
            number="22",
            says=Words(
                ar="لا يُرسل تسويق مباشر بوسيلة إلكترونية إلا بموافقة سابقة",
                en="nothing is sent for direct marketing by electronic means without prior consent",
            ),
            certainty=Certainty.CERTAIN,
            doings=frozenset({Doing.MESSAGE}),
            purposes=ADVERTISING,
            messages=PROMOTION,
            needs=frozenset({Need.CONSENT}),
        ),
        # Told by a secondary source only.
        Article(
            number="22",
            says=Words(
                ar="تُذكر في الرسالة هوية مرسلها وعنوان يصل إليه طلب إيقافها",
                en="the message names its sender and an address by which it can be stopped",
            ),
            certainty=Certainty.UNCERTAIN,
            doings=frozenset({Doing.MESSAGE}),
            purposes=ADVERTISING,
            messages=PROMOTION,
            duty="name_sender",
        ),
    ),
)
