"""One reporter's answer in one round: its state, its figures and its prose."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from plans.choices import Reporter
from plans.models import Agency, BreakdownPart, Indicator, Unit
from reporting.choices import EDITABLE_STATES, Answer, FigureKind, Heading, ReportState
from reporting.models.rounds import Round


class ReportQuerySet(models.QuerySet):
    def in_round(self, round_):
        return self.filter(round=round_)

    def in_reading_order(self):
        """The newest round first; in it the units in official order, then the province's own report, then agencies."""
        return self.order_by("-round__cut_off", "-round_id", "-reporter", "unit__code", "agency__name", "pk")

    def locked(self):
        """For a change: the rows are held until the transaction ends, with what a change needs to know of them."""
        return self.select_for_update(of=("self",)).select_related(
            "round", "unit", "agency", "submitted_by", "reviewer"
        )

    def locked_to_write(self):
        """The same for who only writes answers: what lies on each saved cell's way is kept short."""
        return self.select_for_update(of=("self",)).select_related("round")

    def untouched(self):
        """Opened, and nobody has saved or attached anything in them."""
        return self.filter(state=ReportState.DRAFT, version=0, evidence__isnull=True)

    def begun(self):
        """Somebody has saved or attached something in them."""
        return self.filter(Q(version__gt=0) | Q(evidence__isnull=False)).distinct()

    def submitted_once(self):
        return self.filter(revisions__isnull=False).distinct()

    def of_units(self):
        """Reports counted in "x/y đơn vị": not the province's own, not an agency's."""
        return self.filter(reporter=Reporter.UNIT)


class Report(models.Model):
    """A unit's, the province's own or an agency's answer in one round. `version` grows with every change of it."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="reports", verbose_name="kỳ báo cáo")
    reporter = models.CharField("loại", max_length=10, choices=Reporter)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports", verbose_name="đơn vị")
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="reports", verbose_name="cơ quan"
    )
    state = models.CharField("trạng thái", max_length=10, choices=ReportState, default=ReportState.DRAFT)
    version = models.PositiveIntegerField("lần ghi", default=0)
    first_submitted_at = models.DateTimeField("nộp lần đầu lúc", null=True, blank=True)
    # Both when the submission reached us; when it was handled stands on its revision.
    submitted_at = models.DateTimeField("nộp lúc", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người nộp"
    )
    review_began_at = models.DateTimeField("nhận xem xét lúc", null=True, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người duyệt"
    )
    accepted_at = models.DateTimeField("duyệt lúc", null=True, blank=True)
    # What the last Extension says, kept here so that every list can tell it; written by reporting.extending alone.
    extended_to = models.DateField("gia hạn đến", null=True, blank=True)
    extension_reason = models.CharField("lý do gia hạn", max_length=500, blank=True)
    # Of a time before the portal: loaded by import_history as already accepted.
    is_imported = models.BooleanField("nhập từ số liệu cũ", default=False)
    contributors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="contributed_reports", blank=True, verbose_name="người nhập"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo"
        verbose_name_plural = "báo cáo"
        ordering = ["round", "reporter", "unit__code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "reporter", "unit"], condition=Q(agency__isnull=True), name="report_once_a_unit"
            ),
            models.UniqueConstraint(
                fields=["round", "agency"], condition=Q(agency__isnull=False), name="report_once_an_agency"
            ),
            models.CheckConstraint(
                condition=Q(reporter=Reporter.AGENCY, agency__isnull=False)
                | (~Q(reporter=Reporter.AGENCY) & Q(agency__isnull=True)),
                name="report_of_an_agency_names_it",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.SUBMITTED) | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="report_submitted_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.ACCEPTED) | Q(accepted_at__isnull=False, reviewer__isnull=False),
                name="report_accepted_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(extended_to__isnull=True, extension_reason="")
                | (Q(extended_to__isnull=False) & ~Q(extension_reason="")),
                name="report_extended_for_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.reporter_name}, {self.round}"

    def get_absolute_url(self):
        return reverse("reporting:report-page", args=[self.pk])

    @property
    def reporter_name(self):
        """Needs unit and agency to be fetched with the report."""
        return str(self.agency or self.unit)

    @property
    def audit_unit_id(self):
        return self.round.province_id

    @property
    def is_editable(self):
        return self.state in EDITABLE_STATES


class Figure(models.Model):
    """What stands in one box of a report's form: an indicator's (or one part's) answer, as now being written."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="figures", verbose_name="báo cáo")
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="figures", verbose_name="chỉ số", db_index=False
    )
    part = models.ForeignKey(
        BreakdownPart,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="figures",
        verbose_name="thành phần",
        db_index=False,
    )
    kind = models.CharField("là số", max_length=8, choices=FigureKind, default=FigureKind.ACTUAL)
    answer = models.CharField("trả lời", max_length=14, choices=Answer)
    value = models.DecimalField("giá trị", max_digits=20, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField("tử số", max_digits=20, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField("mẫu số", max_digits=20, decimal_places=4, null=True, blank=True)
    done_on = models.DateField("hoàn thành ngày", null=True, blank=True)
    reason = models.TextField("lý do không có số", blank=True)
    remark = models.TextField("giải trình", blank=True)

    class Meta:
        verbose_name = "số liệu"
        verbose_name_plural = "số liệu"
        ordering = ["report", "indicator", "part", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "indicator", "part", "kind"],
                condition=Q(part__isnull=False),
                name="figure_once_a_part",
            ),
            models.UniqueConstraint(
                fields=["report", "indicator", "kind"], condition=Q(part__isnull=True), name="figure_once_an_indicator"
            ),
            models.CheckConstraint(
                condition=Q(answer=Answer.VALUE)
                | Q(value__isnull=True, numerator__isnull=True, denominator__isnull=True, done_on__isnull=True),
                name="figure_without_data_has_no_value",
            ),
        ]

    def __str__(self):
        return f"{self.indicator}: {self.value}"


class Narrative(models.Model):
    """A report's prose under one heading (thuyết minh)."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="narratives", verbose_name="báo cáo")
    heading = models.CharField("mục", max_length=12, choices=Heading)
    text = models.TextField("nội dung", blank=True)

    class Meta:
        verbose_name = "thuyết minh"
        verbose_name_plural = "thuyết minh"
        ordering = ["report", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "heading"], name="narrative_once_a_heading")]

    def __str__(self):
        return self.get_heading_display()
