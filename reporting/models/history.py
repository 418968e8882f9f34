"""What happened to a report: each submission frozen, each step with who, when and why."""

from datetime import timedelta

from django.conf import settings
from django.db import models

from reporting.choices import ReportState
from reporting.models.reports import Report


class Revision(models.Model):
    """One submission as it was: figures, prose and evidence as data, never changed. Its receipt number is the unit's proof."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="revisions", verbose_name="báo cáo")
    number = models.PositiveSmallIntegerField("lần nộp")
    receipt = models.CharField("số biên nhận", max_length=40, unique=True)
    content = models.JSONField("nội dung đã nộp")
    figure_count = models.PositiveSmallIntegerField("số ô có số liệu")
    submitted_at = models.DateTimeField("nộp lúc")
    # Later than it reached us where the server was busy; empty where it was handled at once.
    handled_at = models.DateTimeField("xử lý lúc", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nộp"
    )

    class Meta:
        verbose_name = "lần nộp"
        verbose_name_plural = "lần nộp"
        ordering = ["report", "number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="revision_number_once")]

    def __str__(self):
        return self.receipt

    @property
    def evidence(self):
        """The files that were part of it, as data; a submission of before files were taken has none."""
        return self.content.get("evidence", [])

    @property
    def waited(self):
        """Whether more than a second lay between its arrival and its handling: then the receipt shows both."""
        return self.handled_at is not None and self.handled_at - self.submitted_at > timedelta(seconds=1)


class ReportEvent(models.Model):
    """One step in a report's life; `mark_count` is how many rows a return marked."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="events", verbose_name="báo cáo")
    move = models.CharField("bước", max_length=20)
    from_state = models.CharField("từ", max_length=10, choices=ReportState)
    to_state = models.CharField("thành", max_length=10, choices=ReportState)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người thực hiện")
    at = models.DateTimeField("lúc")
    reason = models.TextField("lý do", blank=True)
    mark_count = models.PositiveSmallIntegerField("số ô đánh dấu phải sửa", default=0)
    revision = models.ForeignKey(
        Revision, models.PROTECT, null=True, blank=True, related_name="events", verbose_name="lần nộp"
    )

    class Meta:
        verbose_name = "bước xử lý"
        verbose_name_plural = "bước xử lý"
        # By number, not by time: a server clock may be set back.
        ordering = ["report", "pk"]

    def __str__(self):
        return f"{self.move} {self.at}"
