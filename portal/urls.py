"""Every address of the portal. The only place that names all three apps."""

from django.contrib import admin
from django.urls import include, path

from portal.views import account, health, notices, passwords

portal_urls = (
    [
        path("dang-nhap/", account.sign_in, name="sign-in"),
        path("dang-xuat/", account.sign_out, name="sign-out"),
        path("doi-mat-khau/", account.change_password, name="password-change"),
        path("thong-bao/", notices.notice_list, name="notice-list"),
        path("thong-bao/da-doc/", notices.notice_read_all, name="notice-read-all"),
        path("thong-bao/<int:pk>/da-doc/", notices.notice_read, name="notice-read"),
        path("thong-bao/<int:pk>/mo/", notices.notice_open, name="notice-open"),
        path("quen-mat-khau/", passwords.password_forgotten, name="password-forgotten"),
        path("quen-mat-khau/da-gui/", passwords.password_forgotten_sent, name="password-forgotten-sent"),
        path("dat-lai-mat-khau/<uidb64>/<token>/", passwords.password_reset, name="password-reset"),
        path("loi-moi/", passwords.invitation_code, name="invitation-code"),
        path("loi-moi/<slug:code>/", passwords.invitation, name="invitation"),
        path("tai-khoan/", account.account, name="account"),
        path("tai-khoan/thu-dien-tu/", account.account_email, name="account-email"),
        path("tai-khoan/cac-may-khac/dang-xuat/", account.account_sessions_end, name="account-sessions-end"),
        path("healthz", health.health, name="health"),
    ],
    "portal",
)

urlpatterns = [
    path("", include(portal_urls)),
    path("quan-tri-he-thong/", admin.site.urls),
    path("ke-hoach/", include("plans.urls")),
    path("", include("reporting.urls")),
]

handler400 = "portal.views.errors.bad_request"
handler500 = "portal.views.errors.server_error"
