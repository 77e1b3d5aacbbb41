"""The types that a value of a record may have."""

from enum import StrEnum


class ValueType(StrEnum):
    """What a field's values are."""

    TEXT = "text"
    EMAIL = "email"
    PHONE = "phone"
    CARD = "card"
    IBAN = "iban"
    NATIONAL_ID = "national_id"
    IP = "ip"
    DATE = "date"
    YEAR = "year"
    NUMBER = "number"
    YES_NO = "yes_no"
    PLACE = "place"
    URL = "url"
