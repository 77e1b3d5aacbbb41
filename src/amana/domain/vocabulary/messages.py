"""The closed lists of messages and choices: channels, classes, ways of choosing."""

from collections.abc import Mapping
from typing import Final

from amana.domain.vocabulary.named import Named


class Channel(Named):
    """A way by which words travel between a person and the service; words: a noun."""

    EMAIL = "email", "البريد الإلكتروني", "e-mail"
    PHONE = "phone", "الهاتف", "phone"
    SMS = "sms", "الرسائل النصية", "text message"
    CHAT = "chat", "المحادثة", "chat"
    POST = "post", "البريد العادي", "post"
    IN_SERVICE = "in_service", "الإشعارات داخل الخدمة", "notices in the service"
    FORM = "form", "نموذج في الموقع", "a form on the site"
    SUPPORT = "support", "أداة الدعم داخل الخدمة", "the support tool in the service"


class MessageClass(Named):
    """What a message is, which decides whether it can be switched off; words: a plural noun."""

    SERVICE = "service", "رسائل الخدمة والإشعارات اللازمة", "service messages and required notices"
    TRANSACTIONAL = "transactional", "رسائل معاملاتك", "messages about your transactions"
    PROMOTIONAL = "promotional", "رسائل ترويجية", "promotional messages"
    NEWSLETTER = "newsletter", "النشرة البريدية", "the newsletter"
    JOB_ALERT = "job_alert", "تنبيهات الوظائف", "job alerts"
    RATING_REQUEST = "rating_request", "طلب تقييم", "a request for a rating"

    @property
    def can_be_stopped(self) -> bool:
        """Whether a person can switch the class off."""
        return self not in {MessageClass.SERVICE, MessageClass.TRANSACTIONAL}


class Unsubscribe(Named):
    """How one leaves a class of messages; words: after *you can unsubscribe*."""

    LINK = "link", "برابط في ذيل كل رسالة", "by a link at the foot of each message"
    ONE_CLICK = "one_click", "بضغطة واحدة في برنامج البريد", "by one click in your mail program"
    WRITE_IN = "write_in", "بمراسلتنا", "by writing to us"
    ACCOUNT = "account", "من إعدادات حسابك", "in the settings of your account"


class ChoiceMode(Named):
    """How a person chooses; words: a noun."""

    OPT_IN = "opt_in", "موافقة", "consent"
    DOUBLE_OPT_IN = "double_opt_in", "موافقة مؤكَّدة", "confirmed consent"
    OPT_OUT = "opt_out", "اعتراض", "objection"


CHANNELS: Final[Mapping[str, Channel]] = {each.value: each for each in Channel}
"""Channels by their ids."""
CLASSES: Final[Mapping[str, MessageClass]] = {each.value: each for each in MessageClass}
"""Classes of messages by their ids."""
