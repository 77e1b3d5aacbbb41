"""What names of columns say."""

import pytest

from amana.domain.proposal.names import said_by
from amana.domain.proposal.segments import segments

TOLD = [
    *[("email", "email"), ("CustomerEMail", "email"), ("user_email_address", "email")],
    *[("emailaddress", "email"), ("بريد_العميل", "email"), ("البريد_الإلكتروني", "email")],
    *[("phone_number", "phone"), ("mobileNo", "phone"), ("رقم_الجوال", "phone")],
    *[("billing_phone", "phone"), ("msisdn", "phone"), ("tel2", "phone")],
    *[("qid", "identity_document"), ("passport_no", "identity_document")],
    *[("رقم_الهوية", "identity_document"), ("nationalId", "identity_document")],
    *[("iban", "bank_account"), ("رقم_الحساب", "bank_account")],
    *[("cardholder_name", "name"), ("card_number", "payment_card")],
    *[("dob", "birth_date"), ("date_of_birth", "birth_date"), ("تاريخ_الميلاد", "birth_date")],
    *[("firstname", "name"), ("lname", "name"), ("patient_name", "name"), ("اسم_العميل", "name")],
    *[("الاسم_الكامل", "name"), ("full_name_ar", "name")],
    *[("password", "account_credentials"), ("encrypted_password", "account_credentials")],
    *[("username", "account_credentials"), ("remote_addr", "ip_address")],
    *[("last_login_ip", "ip_address"), ("user_agent", "browser_os"), ("gender", "gender")],
    *[("postcode", "address"), ("عنوان_السكن", "address"), ("latitude", "location")],
    *[("last_login", "usage_activity"), ("avatar_url", "profile_photo")],
]
NOT_TOLD = [
    *["id", "created_at", "price", "email_template", "email_count", "phone_verified", "is_active"],
    *["address_type", "slug", "quantity", "has_password", "num_emails", "status", "sku", "الكمية"],
]


@pytest.mark.parametrize(("name", "kind"), TOLD)
def test_a_name_says_what_its_column_holds(name: str, kind: str) -> None:
    """In English and Arabic, abbreviated, written as one, and with a role beside it."""
    said = said_by(name)
    assert said is not None
    assert said.kind == kind


@pytest.mark.parametrize("name", NOT_TOLD)
def test_a_name_of_a_thing_or_a_flag_says_nothing(name: str) -> None:
    """What is only about an address is not one."""
    assert said_by(name) is None


@pytest.mark.parametrize("name", ["name", "state", "الاسم", "الدولة"])
def test_words_that_mean_many_things_ask_for_more(name: str) -> None:
    """A name may be a product's, and a state an order's."""
    said = said_by(name)
    assert said is not None
    assert said.loose


def test_words_written_as_one_are_taken_apart() -> None:
    """As frameworks write the names of classes; what is not known in full stays whole."""
    assert segments("useraddress") == ("user", "address")
    assert segments("communicationzz") == ("communicationzz",)
