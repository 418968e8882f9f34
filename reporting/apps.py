from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = "Báo cáo"
    # Steps that speak of no submission go with a report in which nobody has typed, when it is asked no more.
    append_only = {"AnswerChange": "", "Revision": "", "ReportEvent": "OLD.revision_id IS NOT NULL"}
