"""What people write into forms: each field has its form and its bound, or it is not taken."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from services_app.passwords import LONGEST, SHORTEST

_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
_PHONE = re.compile(r"(?:(?:\+|00)974)?([3567]\d{7}|4[014]\d{6})")
_IBAN = re.compile(r"QA\d{2}[A-Z]{4}[A-Z0-9]{21}")
_IBAN_REST = 97
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


class NotTaken(Exception):
    """A field cannot be taken as it is. Holds the field's name and why, never the value."""

    def __init__(self, *, field: str, why: str) -> None:
        """Keep which field, and the key of the sentence that says why."""
        super().__init__(f"{field}: {why}")
        self.field = field
        self.why = why


@dataclass(frozen=True, slots=True)
class Posted:
    """A form as it was posted, already known to come from our own page."""

    values: Mapping[str, str]

    def text(self, name: str, *, shortest: int = 1, longest: int = 200) -> str:
        """Return a text in one Unicode form, without control characters."""
        value = unicodedata.normalize("NFC", self.values.get(name, "")).strip()
        value = " ".join(value.split())
        if not shortest <= len(value) <= longest:
            raise NotTaken(field=name, why="length")
        if any(unicodedata.category(letter) in {"Cc", "Cs", "Co"} for letter in value):
            raise NotTaken(field=name, why="form")
        return value

    def one_of(self, name: str, choices: tuple[str, ...]) -> str:
        """Return one of the choices that the page offered."""
        value = self.values.get(name, "")
        if value not in choices:
            raise NotTaken(field=name, why="choice")
        return value

    def is_ticked(self, name: str) -> bool:
        """Tell whether a box was ticked."""
        return self.values.get(name) == "yes"

    def number(self, name: str) -> int:
        """Return a small whole number; Arabic digits are taken as well."""
        value = self.values.get(name, "").translate(DIGITS)
        if re.fullmatch(r"\d{1,6}", value) is None:
            raise NotTaken(field=name, why="form")
        return int(value)

    def email(self, name: str = "email") -> str:
        """Return an e-mail address in lower case."""
        value = self.text(name, longest=254).lower()
        if _EMAIL.fullmatch(value) is None:
            raise NotTaken(field=name, why="email")
        return value

    def phone(self, name: str = "phone") -> str:
        """Return a phone number of Qatar as E.164; spaces and Arabic digits are taken."""
        value = re.sub(r"[\s\-]", "", self.text(name, longest=40)).translate(DIGITS)
        match = _PHONE.fullmatch(value)
        if match is None:
            raise NotTaken(field=name, why="phone")
        return f"+974{match.group(1)}"

    def password(self, name: str = "password") -> str:
        """Return a new password of at least ten characters."""
        value = self.values.get(name, "")
        if not SHORTEST <= len(value) <= LONGEST:
            raise NotTaken(field=name, why="password")
        return value

    def any_password(self, name: str = "password") -> str:
        """Return a password to be compared, cut to the longest that an account can have."""
        return self.values.get(name, "")[:LONGEST]

    def bank_account(self, name: str = "bank_account") -> str:
        """Return an IBAN of Qatar whose check digits are right (ISO 13616)."""
        value = re.sub(r"\s", "", self.text(name, longest=60)).translate(DIGITS).upper()
        if _IBAN.fullmatch(value) is None:
            raise NotTaken(field=name, why="bank_account")
        turned = "".join(str(int(letter, 36)) for letter in value[4:] + value[:4])
        if int(turned) % _IBAN_REST != 1:
            raise NotTaken(field=name, why="bank_account")
        return value

    def hour(self, name: str) -> str:
        """Return a local date and time, as a browser writes them."""
        value = self.values.get(name, "").translate(DIGITS)
        if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d", value) is None:
            raise NotTaken(field=name, why="hour")
        try:
            datetime.fromisoformat(value)
        except ValueError as fault:
            raise NotTaken(field=name, why="hour") from fault
        return value
