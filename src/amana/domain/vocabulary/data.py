"""What is held about people. Terms: DPV 2.3, extension Personal Data (PD)."""

from collections.abc import Mapping
from typing import Final

from amana.domain.vocabulary.term import Term, indexed
from amana.domain.words import Words

DATA: Final[Mapping[str, Term]] = indexed(
    (
        Term(
            id="name",
            dpv="pd:Name",
            words=Words(ar="الاسم", en="name"),
            yours=Words(ar="اسمك", en="your name"),
        ),
        Term(
            id="address",
            dpv="pd:PhysicalAddress",
            words=Words(ar="العنوان", en="postal address"),
            yours=Words(ar="عنوانك", en="your postal address"),
        ),
        Term(
            id="phone",
            dpv="pd:TelephoneNumber",
            words=Words(ar="رقم الهاتف", en="phone number"),
            yours=Words(ar="رقم هاتفك", en="your phone number"),
        ),
        Term(
            id="email",
            dpv="pd:EmailAddress",
            words=Words(ar="البريد الإلكتروني", en="e-mail address"),
            yours=Words(ar="بريدك الإلكتروني", en="your e-mail address"),
        ),
        Term(
            id="payment_card",
            dpv="pd:PaymentCard",
            words=Words(ar="بيانات بطاقة الدفع", en="payment card details"),
            yours=Words(ar="بيانات بطاقتك", en="your payment card details"),
        ),
        Term(
            id="bank_account",
            dpv="pd:BankAccount",
            words=Words(ar="الحساب المصرفي", en="bank account"),
            yours=Words(ar="حسابك المصرفي", en="your bank account"),
        ),
        Term(
            id="payment_history",
            dpv="pd:Transactional",
            words=Words(ar="سجل المدفوعات والمشتريات", en="payment and purchase history"),
            yours=Words(ar="سجل مدفوعاتك ومشترياتك", en="your payment and purchase history"),
        ),
        Term(
            id="ip_address",
            dpv="pd:IPAddress",
            words=Words(ar="عنوان الإنترنت (IP)", en="IP address"),
            yours=Words(ar="عنوانك على الإنترنت (IP)", en="your IP address"),
        ),
        Term(
            id="location",
            dpv="pd:Location",
            words=Words(ar="الموقع الجغرافي", en="location"),
            yours=Words(ar="موقعك الجغرافي", en="your location"),
        ),
        Term(
            id="device",
            dpv="pd:DeviceBased",
            words=Words(ar="بيانات الجهاز", en="device details"),
            yours=Words(ar="بيانات جهازك", en="your device details"),
        ),
        Term(
            id="browser_os",
            dpv="pd:DeviceSoftware",
            words=Words(ar="نوع المتصفح ونظام التشغيل", en="browser and operating system"),
            yours=Words(ar="نوع متصفحك ونظام تشغيلك", en="your browser and operating system"),
        ),
        Term(
            id="usage_activity",
            dpv="pd:ServiceConsumptionBehavior",
            words=Words(ar="نشاط استخدام الخدمة", en="activity on the service"),
            yours=Words(ar="نشاطك في الخدمة", en="your activity on the service"),
        ),
        Term(
            id="cookies",
            dpv="pd:Tracking",
            words=Words(ar="بيانات ملفات تعريف الارتباط", en="cookie data"),
            yours=Words(ar="بيانات ملفات تعريف الارتباط في متصفحك", en="your cookie data"),
        ),
        Term(
            id="account_credentials",
            dpv="pd:Authenticating",
            words=Words(ar="بيانات الدخول إلى الحساب", en="sign-in details"),
            yours=Words(ar="بيانات دخولك إلى الحساب", en="your sign-in details"),
        ),
        Term(
            id="profile_photo",
            dpv="pd:Picture",
            words=Words(ar="الصورة الشخصية", en="profile photo"),
            yours=Words(ar="صورتك الشخصية", en="your profile photo"),
        ),
        Term(
            id="demographic",
            dpv="pd:Demographic",
            words=Words(
                ar="البيانات السكانية مثل العمر والجنس",
                en="demographic details such as age and gender",
            ),
            yours=Words(
                ar="بياناتك السكانية مثل العمر والجنس",
                en="your demographic details such as age and gender",
            ),
        ),
        Term(
            id="preferences",
            dpv="pd:Preference",
            words=Words(ar="الاهتمامات والتفضيلات", en="interests and preferences"),
            yours=Words(ar="اهتماماتك وتفضيلاتك", en="your interests and preferences"),
        ),
        Term(
            id="content_reviews",
            dpv="pd:Opinion",
            words=Words(ar="المحتوى والتقييمات والآراء", en="content, ratings and reviews"),
            yours=Words(
                ar="ما تكتبه من محتوى وتقييمات وآراء", en="your content, ratings and reviews"
            ),
        ),
        Term(
            id="communications_calls",
            dpv="pd:Communication",
            words=Words(ar="المراسلات والمكالمات", en="messages and calls"),
            yours=Words(ar="مراسلاتك ومكالماتك", en="your messages and calls"),
        ),
        Term(
            id="order_booking",
            dpv="pd:Purchase",
            words=Words(ar="الطلبات والحجوزات", en="orders and bookings"),
            yours=Words(ar="طلباتك وحجوزاتك", en="your orders and bookings"),
        ),
        Term(
            id="company_info",
            dpv="pd:Professional",
            words=Words(ar="بيانات الشركة والعمل", en="company and work details"),
            yours=Words(ar="بيانات شركتك وعملك", en="your company and work details"),
        ),
        Term(
            id="identity_document",
            dpv="pd:OfficialID",
            words=Words(ar="وثيقة الهوية", en="identity document"),
            yours=Words(ar="وثيقة هويتك", en="your identity document"),
        ),
        Term(
            id="other",
            dpv="dpv:PersonalData",
            words=Words(ar="بيانات شخصية أخرى", en="other personal data"),
            yours=Words(ar="بياناتك الشخصية الأخرى", en="your other personal data"),
        ),
    ),
)
