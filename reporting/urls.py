from django.urls import path

from reporting.views import reports

app_name = "reporting"
urlpatterns = [
    path("bao-cao/<int:pk>/", reports.report_page, name="report-page"),
    path("bao-cao/<int:pk>/nhap/", reports.report_fill, name="report-fill"),
    path("bao-cao/<int:pk>/kiem-tra/", reports.report_check, name="report-check"),
    path("bao-cao/<int:pk>/nop/", reports.report_submit, name="report-submit"),
    path("bao-cao/<int:pk>/lay-lai/", reports.report_take_back, name="report-take-back"),
    path("bien-nhan/<str:receipt>/", reports.receipt, name="receipt"),
]
