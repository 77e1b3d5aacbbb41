"""What data is used for: the purposes of DPV 2.3, the nearest broader where none is equal."""

from collections.abc import Mapping
from typing import Final

from amana.domain.vocabulary.term import Term, indexed
from amana.domain.words import Words

PURPOSES: Final[Mapping[str, Term]] = indexed(
    (
        Term(
            id="provide_service",
            dpv="dpv:ServiceProvision",
            words=Words(ar="تقديم الخدمة", en="providing the service"),
        ),
        Term(
            id="account",
            dpv="dpv:AccountManagement",
            words=Words(ar="إدارة الحساب", en="running the account"),
        ),
        Term(
            id="payment",
            dpv="dpv:PaymentManagement",
            words=Words(ar="معالجة المدفوعات", en="processing payments"),
        ),
        Term(
            id="delivery",
            dpv="dpv:DeliveryOfGoods",
            words=Words(ar="توصيل الطلبات", en="delivering orders"),
        ),
        Term(
            id="communicate",
            dpv="dpv:CommunicationManagement",
            words=Words(ar="التواصل معك", en="communicating with you"),
        ),
        Term(
            id="support",
            dpv="dpv:CustomerCare",
            words=Words(ar="خدمة العملاء والدعم", en="customer service and support"),
        ),
        Term(
            id="marketing",
            dpv="dpv:Marketing",
            words=Words(ar="التسويق والعروض الترويجية", en="marketing and promotional offers"),
        ),
        Term(
            id="personalise",
            dpv="dpv:Personalisation",
            words=Words(
                ar="تخصيص الخدمة والمحتوى لك", en="tailoring the service and its content to you"
            ),
        ),
        Term(
            id="analytics",
            dpv="dpv:ServiceUsageAnalytics",
            words=Words(ar="تحليل الاستخدام والأداء", en="analysing use and performance"),
        ),
        Term(
            id="improve_research",
            dpv="dpv:ServiceOptimisation",
            words=Words(
                ar="تحسين الخدمة والبحث والتطوير",
                en="improving the service, research and development",
            ),
        ),
        Term(
            id="security_fraud",
            dpv="dpv:MisusePreventionAndDetection",
            words=Words(ar="حفظ الأمن ومنع الاحتيال", en="security and the prevention of fraud"),
        ),
        Term(
            id="identity_verification",
            dpv="dpv:IdentityVerification",
            words=Words(ar="التحقق من الهوية", en="verifying identity"),
        ),
        Term(
            id="legal_compliance",
            dpv="dpv:LegalCompliance",
            words=Words(ar="الوفاء بالالتزامات القانونية", en="meeting legal duties"),
        ),
        Term(
            id="enforce_terms",
            dpv="dpv:DisputeManagement",
            words=Words(
                ar="تطبيق الشروط وحماية الحقوق", en="enforcing the terms and protecting rights"
            ),
        ),
        Term(
            id="contests",
            dpv="dpv:CommercialPurpose",
            words=Words(ar="المسابقات والسحوبات", en="competitions and prize draws"),
        ),
        Term(
            id="employment",
            dpv="dpv:HumanResourceManagement",
            words=Words(ar="التوظيف", en="employment"),
        ),
        Term(
            id="other",
            dpv="dpv:Purpose",
            words=Words(ar="أغراض أخرى", en="other purposes"),
        ),
    ),
)
