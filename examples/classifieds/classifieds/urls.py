"""The site's addresses; the package's own come last."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.static import serve

from classifieds.pages import accounts, ads, mine, networks, paying, staff

urlpatterns = [
    path("sign-up/", accounts.sign_up, name="sign-up"),
    path("code/", accounts.code, name="code"),
    path("sign-in/", accounts.sign_in, name="sign-in"),
    path("accept/", accounts.accept, name="accept"),
    path("declined/", accounts.declined, name="declined"),
    path("close/", accounts.close, name="close"),
    path("network/<slug:network>/", networks.leave, name="network"),
    path("network/<slug:network>/back/", networks.back, name="network-back"),
    path("network/<slug:network>/take/", networks.take, name="network-take"),
    path("mine/", mine.mine, name="mine"),
    path("mine/choices/", mine.choices, name="choices"),
    path("mine/notices/", mine.read_notices, name="read-notices"),
    path("mine/call/", mine.call_me, name="call-me"),
    path("user/profile/", mine.profile, name="profile"),
    path("write/", mine.write, name="write"),
    path("new/", ads.Post.as_view(), name="post"),
    path("edit/<int:pk>/", ads.Change.as_view(), name="change"),
    path("renew/<int:pk>/", ads.renew, name="renew"),
    path("stand-out/<int:pk>/", paying.stand_out, name="stand-out"),
    re_path(r"^(?P<pk>\d+)-(?P<slug>[-\w]+)/$", ads.Show.as_view(), name="show"),
    path("desk/", staff.desk, name="desk"),
    path("desk/send/<slug:purpose>/", staff.send, name="send"),
    path("desk/marketer/", staff.hand_to_marketer, name="hand-to-marketer"),
    path("desk/mend/", staff.mend, name="mend"),
    re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}),
    path("", include("django_classified.urls")),
]
