"""Passwords, so that a service needs none of its own. They stand in bodies alone."""

from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, Response
from fastapi.responses import JSONResponse
from pydantic import ConfigDict, Field, SecretStr
from pydantic.config import JsonDict

from amana.acts.caller import Caller
from amana.acts.permissions import Permission
from amana.http.api.answer_shapes import Shown
from amana.http.api.shapes import Body, Person
from amana.http.api.strict import StrictRoute
from amana.http.gate import ServiceKey
from amana.http.platform import PasswordActs, ServiceActs

_Password: TypeAlias = Annotated[SecretStr, Field(min_length=1, max_length=400)]
_LAYLA: JsonDict = {"person": "customer-1042", "password": "seven green lamps by the sea"}


class SetPassword(Body):
    """Whose password, and which."""

    model_config = ConfigDict(json_schema_extra={"examples": [_LAYLA]})

    person: Person
    password: _Password


class CheckPassword(SetPassword):
    """What somebody typed who says that they are the person."""


class ChangePassword(Body):
    """The old one and another."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person": "customer-1042",
                    "old": "seven green lamps by the sea",
                    "new": "nine old doors in the wall",
                }
            ]
        }
    )

    person: Person
    old: _Password
    new: _Password


class RemovePassword(Body):
    """Whose."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"person": "customer-1042"}]})

    person: Person


class PasswordOut(Shown):
    """Whether it was right, or was there."""

    right: bool


def routes(acts: PasswordActs, programs: ServiceActs) -> APIRouter:
    """Return the routes of passwords.

    None takes an ``Idempotency-Key``: a digest of the body would be kept, and passwords are
    guessed from digests. Set or removed twice is once; changed twice, the old one is not right.
    """
    router = APIRouter(prefix="/v1/passwords", route_class=StrictRoute)
    by_key = Depends(ServiceKey(Permission.SERVICE_PASSWORD_WRITE, programs))

    @router.post("/set", response_model=PasswordOut)
    def set_password(caller: Annotated[Caller, by_key], body: SetPassword) -> Response:
        """Set a person's password; one that others would try first is refused."""
        acts.set(caller.service, person=body.person, password=body.password.get_secret_value())
        return JSONResponse({"right": True})

    @router.post("/check", response_model=PasswordOut)
    def check_password(caller: Annotated[Caller, by_key], body: CheckPassword) -> Response:
        """Tell whether it is the person's; too many wrong ones within an hour, and none is."""
        right = acts.check(
            caller.service, person=body.person, password=body.password.get_secret_value()
        )
        return JSONResponse({"right": right})

    @router.post("/change", response_model=PasswordOut)
    def change_password(caller: Annotated[Caller, by_key], body: ChangePassword) -> Response:
        """Set another for who shows the old one."""
        right = acts.change(
            caller.service,
            person=body.person,
            old=body.old.get_secret_value(),
            new=body.new.get_secret_value(),
        )
        return JSONResponse({"right": right})

    @router.post("/remove", response_model=PasswordOut)
    def remove_password(caller: Annotated[Caller, by_key], body: RemovePassword) -> Response:
        """Remove a person's password; they come in by other ways."""
        return JSONResponse({"right": acts.remove(caller.service, person=body.person)})

    return router
