"""The shop's addresses: oscar's own for the goods and the basket, ours where people are."""

from typing import Any

from django.apps import apps
from django.urls import include, path

from amana.sdk.django.telling import told
from store.views import account, buying, entry, staff, writing


def _oscars(app: str) -> Any:  # noqa: ANN401 - what Django takes for addresses
    """Return the addresses of one of oscar's apps."""
    config: Any = apps.get_app_config(app)
    return config.urls


_ACCOUNTS = [
    path("register/", entry.register, name="register"),
    path("code/", entry.code, name="code"),
    path("sign-in/", entry.sign_in, name="sign-in"),
    path("sign-out/", entry.sign_out, name="sign-out"),
    path("", account.show, name="account"),
    path("contact/", account.contact, name="contact"),
    path("choices/", account.choices, name="choices"),
    path("newsletter/<str:token>/", account.confirm, name="confirm"),
    path("draw/", account.draw, name="draw"),
    path("copy/", account.copy, name="copy"),
    path("close/", account.close, name="close"),
    path("review/<uuid:publication>/", writing.change, name="review-change"),
]
_STAFF = [
    path("", staff.desk, name="staff"),
    path("look/", staff.look, name="staff-look"),
    path("deliver/", staff.deliver, name="staff-deliver"),
    path("call/", staff.call, name="staff-call"),
    path("draw/", staff.draw, name="staff-draw"),
    path("fraud/", staff.fraud, name="staff-fraud"),
    path("verify/", staff.verify, name="staff-verify"),
    path("release/", staff.release, name="staff-release"),
    path("release/give/", staff.give, name="staff-give"),
    path("offers/", staff.offers, name="staff-offers"),
]
urlpatterns = [
    path("", buying.home, name="home"),
    path("basket/", _oscars("basket")),
    path("catalogue/", _oscars("catalogue")),
    path("checkout/", include(([path("", buying.checkout, name="index")], "checkout"))),
    path("orders/<str:number>/", buying.order, name="order"),
    path("review/<int:product>/", writing.review, name="review"),
    path("contact-us/", writing.letter, name="letter"),
    path("accounts/", include(_ACCOUNTS)),
    path("staff/", include(_STAFF)),
    path("amana/told", told),
]
