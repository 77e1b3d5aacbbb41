"""Who forgot a password comes in by a code and sets another, without the old one."""

from typing import TYPE_CHECKING

import pytest

from amana.acts.doors.passwords import PasswordsDoor

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.http.me.conftest import House

    from amana.acts.identity.codes import CodeLetter

GOOD, OTHER = "seven green lamps by the sea", "nine old doors in the wall"


@pytest.mark.promise("C8", "K12")
def test_a_forgotten_password_is_set_anew_after_a_code(
    house: "House", post: "Callable[[], list[CodeLetter]]"
) -> None:
    """The page does not ask for the old one then, and the new one holds."""
    door = PasswordsDoor(house.storage)
    door.set(house.service, person=house.person, password=GOOD)
    browser = house.browse()
    browser.post(f"/{house.service}/me/sign-in", data={"address": house.email})
    (letter,) = post()
    code = next(word for word in letter.text.split() if word.isdigit())
    browser.post(f"/{house.service}/me/sign-in/code", data={"code": code})
    page = browser.get(f"/{house.service}/me/password").text
    assert "current-password" not in page
    token = page.partition('name="form_token" value="')[2].partition('"')[0]
    done = browser.post(f"/{house.service}/me/password", data={"form_token": token, "new": OTHER})
    assert done.status_code == 303
    assert door.check(house.service, person=house.person, password=OTHER)
