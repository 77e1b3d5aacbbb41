"""The addresses. django-appointment's own stay closed: they know no tenants, and ask no age."""

from django.conf import settings
from django.urls import path, re_path
from django.views.static import serve

from scheduling.pages import account, booking, business, desk, entry, front

urlpatterns = [
    path("", front.front, name="front"),
    path("b/<slug:slug>", front.business, name="business"),
    path("sign-up", entry.sign_up, name="sign_up"),
    path("code", entry.code, name="code"),
    path("enter", entry.enter, name="enter"),
    path("leave", entry.leave, name="leave"),
    path("accept", entry.accept, name="accept"),
    path("hours/<int:service>", booking.hours, name="hours"),
    path("book/<int:service>/<str:day>/<str:hour>", booking.book, name="book"),
    path("confirm", booking.confirm, name="confirm"),
    path("bookings", booking.bookings, name="bookings"),
    path("bookings/<int:booking>/move", booking.move, name="move"),
    path("bookings/<int:booking>/cancel", booking.cancel, name="cancel"),
    path("home", business.home, name="home"),
    path("business", business.business_home, name="business_home"),
    path("business/settings", business.settings, name="settings"),
    path("business/members", business.members, name="members"),
    path("business/partner", business.partner, name="partner"),
    path("business/over/<int:booking>", business.over, name="over"),
    path("profile", account.profile, name="profile"),
    path("profile/invitations/<int:invitation>", account.invitation, name="invitation"),
    path("privacy", account.privacy, name="privacy"),
    path("support", account.support, name="support"),
    path("upgrade", account.upgrade, name="upgrade"),
    path("way-out", account.way_out, name="way_out"),
    path("desk", desk.desk, name="desk"),
    path("desk/<slug:name>", desk.rounds, name="rounds"),
    re_path(
        r"^static/(?P<path>miqat/[a-z]+\.(?:css|svg))$",
        serve,
        {"document_root": settings.STATIC_ROOT},
    ),
]
