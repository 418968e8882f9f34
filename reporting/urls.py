"""The addresses of what was done: Vietnamese for people, with English names for the code."""

from django.urls import path

from reporting.views import allotment, allotment_numbers, dashboards, documents, home, reports, review, rounds, tasks

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
    path("nhiem-vu/", tasks.task_board, name="task-board"),
    path("nhiem-vu/viec/<int:pk>/", tasks.task_page, name="task-page"),
    path("nhiem-vu/viec/<int:pk>/ghi/<int:turn>/<slug:holder>/", tasks.task_state, name="task-state"),
    path("nhiem-vu/tep/<int:statement>/<int:pk>/", tasks.task_file, name="task-file"),
    path("nhiem-vu/<slug:code>/", tasks.task_plan, name="task-plan"),
    path("giao-chi-tieu/<slug:code>/", allotment.allotment_list, name="allotment-list"),
    path("giao-chi-tieu/<slug:code>/moi/", allotment.allotment_new, name="allotment-new"),
    path("giao-chi-tieu/<slug:code>/<int:pk>/", allotment.allotment_page, name="allotment-page"),
    path("giao-chi-tieu/<slug:code>/<int:pk>/ngay/", allotment.allotment_day, name="allotment-day"),
    path("giao-chi-tieu/<slug:code>/<int:pk>/don/", allotment.allotment_tidy, name="allotment-tidy"),
    path("giao-chi-tieu/<slug:code>/<int:pk>/bo/", allotment.allotment_discard, name="allotment-discard"),
    path("giao-chi-tieu/<slug:code>/<int:pk>/giao/", allotment.allotment_publish, name="allotment-publish"),
    path("giao-chi-tieu/<slug:code>/<int:pk>/ghi/", allotment_numbers.allotment_save, name="allotment-save"),
    path("giao-chi-tieu/<slug:code>/<int:pk>/dan/", allotment_numbers.allotment_paste, name="allotment-paste"),
    path("giao-chi-tieu/<slug:code>/<int:pk>/bang.xlsx", allotment_numbers.allotment_xlsx, name="allotment-xlsx"),
    path("giao-chi-tieu/<slug:code>/<int:pk>/nap/", allotment_numbers.allotment_upload, name="allotment-upload"),
    path(
        "giao-chi-tieu/<slug:code>/<int:pk>/chi-tieu/<slug:goal>/",
        allotment_numbers.allotment_goal,
        name="allotment-goal",
    ),
    path(
        "giao-chi-tieu/<slug:code>/<int:pk>/chi-tieu/<slug:goal>/chia/<slug:way>/",
        allotment_numbers.allotment_share,
        name="allotment-share",
    ),
    path("bien-nhan/<slug:receipt>/", reports.receipt, name="receipt"),
]
