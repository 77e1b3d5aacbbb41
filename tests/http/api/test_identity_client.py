"""The client's words about who somebody is, against the server itself."""

from typing import TYPE_CHECKING

import httpx
import pytest

from amana.sdk import Amana, AmanaRejected

if TYPE_CHECKING:
    from tests.http.api.conftest import Api


@pytest.mark.promise("W12", "C8")
def test_a_program_hands_people_over_and_keeps_their_passwords_here(whole_api: "Api") -> None:
    """The form's path names nobody; its one field lets the browser in, once."""
    with Amana(whole_api.url, whole_api.key) as amana:
        sent = amana.hand_over("customer-1042")
        assert sent.ticket not in repr(sent)
        where, field = f"{whole_api.url}{sent.path}", {"ticket": sent.ticket}
        assert [httpx.post(where, data=field).status_code for _ in range(2)] == [303, 403]
        amana.identity.set_password("customer-1042", "seven green lamps by the sea")
        with pytest.raises(AmanaRejected):
            amana.identity.set_password("customer-1042", "Password123!")
        assert amana.identity.check_password("customer-1042", "seven green lamps by the sea")
        assert not amana.identity.change_password("customer-1042", old="no", new="nine old doors")
        assert amana.identity.remove_password("customer-1042")
        assert not amana.identity.remove_password("customer-1042")
