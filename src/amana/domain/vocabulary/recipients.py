"""Who gets data: the entities of DPV 2.3, the nearest broader where none is equal."""

from collections.abc import Mapping
from typing import Final

from amana.domain.vocabulary.term import Term, indexed
from amana.domain.words import Words

RECIPIENTS: Final[Mapping[str, Term]] = indexed(
    (
        Term(
            id="service_providers",
            dpv="dpv:DataProcessor",
            words=Words(ar="الجهات التي تقدم لنا الخدمات", en="our service providers"),
        ),
        Term(
            id="partners_affiliates",
            dpv="dpv:ThirdParty",
            words=Words(ar="الشركات الشريكة والشركات التابعة", en="our partners and affiliates"),
        ),
        Term(
            id="advertisers_marketers",
            dpv="dpv:ThirdParty",
            words=Words(ar="شركات الإعلان والتسويق", en="advertisers and marketers"),
        ),
        Term(
            id="payment_processors",
            dpv="dpv:DataProcessor",
            words=Words(ar="شركات معالجة المدفوعات", en="payment processors"),
        ),
        Term(
            id="financial_institutions",
            dpv="dpv:ThirdParty",
            words=Words(ar="المؤسسات المالية", en="financial institutions"),
        ),
        Term(
            id="authorities",
            dpv="dpv:Authority",
            words=Words(ar="السلطات والجهات الرسمية", en="authorities"),
        ),
        Term(
            id="other_users",
            dpv="dpv:User",
            words=Words(ar="سائر مستخدمي الخدمة", en="other users of the service"),
        ),
        Term(
            id="public",
            dpv="dpv:Recipient",
            words=Words(ar="عامة الناس", en="the public"),
        ),
        Term(
            id="acquirer",
            dpv="dpv:ThirdParty",
            words=Words(
                ar="الجهة التي تستحوذ على الخدمة أو تندمج معها",
                en="whoever acquires the service or merges with it",
            ),
        ),
        Term(
            id="integration_partners",
            dpv="dpv:ThirdParty",
            words=Words(
                ar="الخدمات التي تختار الربط معها", en="the services that you choose to connect"
            ),
        ),
        Term(
            id="analytics_providers",
            dpv="dpv:DataProcessor",
            words=Words(ar="شركات التحليلات", en="analytics providers"),
        ),
        Term(
            id="staff",
            dpv="dpv:Employee",
            words=Words(ar="فريق العمل لدينا", en="our staff"),
        ),
        Term(
            id="other",
            dpv="dpv:Recipient",
            words=Words(ar="جهات أخرى", en="other recipients"),
        ),
    ),
)
