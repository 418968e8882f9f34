"""The addresses of what was done: Vietnamese for people, with English names for the code."""

from django.urls import path

from reporting.views import dashboards, documents, home, reports, review, rounds

app_name = "reporting"
urlpatterns = [
    path("", home.home, name="home"),
    path("ky-bao-cao/", rounds.round_list, name="round-list"),
    path("ky-bao-cao/<int:pk>/", rounds.round_page, name="round-page"),
    path("ky-bao-cao/<int:pk>/ngay/", rounds.round_days, name="round-days"),
    path("ky-bao-cao/mo/<slug:code>/<int:year>/", rounds.round_open, name="round-open"),
    path("duyet/", review.review_queue, name="review-queue"),
    path("bao-cao/<int:pk>/nhan-xem-xet/", review.report_begin_review, name="report-begin-review"),
    path("bao-cao/<int:pk>/tra-lai/", review.report_return, name="report-return"),
    path("bao-cao/<int:pk>/duyet/", review.report_accept, name="report-accept"),
    path("bao-cao/<int:pk>/mo-lai/", review.report_reopen, name="report-reopen"),
    path("bao-cao/<int:pk>/", reports.report_page, name="report-page"),
    path("bao-cao/<int:pk>/nhap/", reports.report_fill, name="report-fill"),
    path("bao-cao/<int:pk>/kiem-tra/", reports.report_check, name="report-check"),
    path("bao-cao/<int:pk>/nop/", reports.report_submit, name="report-submit"),
    path("bao-cao/<int:pk>/lay-lai/", reports.report_take_back, name="report-take-back"),
    path("tien-do/", dashboards.dashboard_list, name="dashboard-list"),
    path("tien-do/<slug:code>/", dashboards.dashboard, name="dashboard"),
    path("tai-lieu/<int:pk>/<slug:code>/bao-cao.pdf", documents.document_pdf, name="document-pdf"),
    path("tai-lieu/<int:pk>/<slug:code>/bao-cao.xlsx", documents.document_xlsx, name="document-xlsx"),
    path("bien-nhan/<slug:receipt>/", reports.receipt, name="receipt"),
]
