"""What happened to a report while it was being filled in: each change of an answer, and the files that bear it out."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from plans.models import Indicator, Section
from portal.models import StoredFile
from reporting.choices import ChangeSource, FigureKind, Heading
from reporting.models.reports import Report


class AnswerChange(models.Model):
    """One change of one row of the form, or of the prose under one heading: who, when, from what, to what. Never changed.

    `before` and `after` hold the row's cells as merging.cells_of names them, blank ones left out; of prose the cell TEXT.
    `batch` names the sending that brought it, so that one that is sent again is known.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="changes", verbose_name="báo cáo")
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="chỉ số", db_index=False
    )
    kind = models.CharField("là số", max_length=8, choices=FigureKind, blank=True)
    heading = models.CharField("mục", max_length=12, choices=Heading, blank=True)
    before = models.JSONField("trước")
    after = models.JSONField("sau")
    source = models.CharField("bằng cách", max_length=13, choices=ChangeSource, default=ChangeSource.TYPED)
    batch = models.CharField("lần gửi", max_length=60, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi", db_index=False
    )
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "lần ghi số liệu"
        verbose_name_plural = "lần ghi số liệu"
        ordering = ["report", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(indicator__isnull=False, kind__in=FigureKind.values, heading="")
                | Q(indicator__isnull=True, kind="", heading__in=Heading.values),
                name="answer_change_of_a_row_or_a_heading",
            ),
        ]

    def __str__(self):
        return f"{self.indicator or self.get_heading_display()} {self.at}"


class EvidenceQuerySet(models.QuerySet):
    def standing(self):
        """What bears the report out now: not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def with_names(self):
        """With the file, what it bears out, and who brought it and took it away."""
        return self.select_related("file", "indicator", "section", "added_by", "withdrawn_by")


class Evidence(models.Model):
    """A file that bears out one indicator's figures of a report, one section of it, or (neither named) the whole of it.

    One that was part of a submission is only withdrawn, so that what was submitted can always be opened.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="evidence", verbose_name="báo cáo")
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="chỉ số", db_index=False
    )
    section = models.ForeignKey(Section, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="mục")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="tệp")
    note = models.CharField("nội dung", max_length=200, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người gửi", db_index=False
    )
    added_at = models.DateTimeField("gửi lúc")
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người gỡ",
        db_index=False,
    )
    withdrawn_at = models.DateTimeField("gỡ lúc", null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "minh chứng"
        verbose_name_plural = "minh chứng"
        ordering = ["report", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(indicator__isnull=True) | Q(section__isnull=True), name="evidence_of_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="evidence_withdrawn_by_someone",
            ),
        ]

    def __str__(self):
        return self.note or str(self.file)

    def get_absolute_url(self):
        return reverse("reporting:evidence-file", args=[self.report_id, self.pk])
