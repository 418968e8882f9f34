"""What counts: the figures of accepted reports, ready to be added by the database."""

from django.db import models
from django.db.models import Q

from plans.choices import Reporter
from plans.models import Agency, BreakdownPart, Indicator, Unit
from reporting.choices import Answer, FigureKind
from reporting.models.reports import Report


class AcceptedFigureQuerySet(models.QuerySet):
    def counting_on(self, day):
        """The values that stand in sums on a day: already reported, and not yet replaced by a later one."""
        return self.filter(Q(counts_until__isnull=True) | Q(counts_until__gt=day), counts_from__lte=day, counts=True)


class AcceptedFigure(models.Model):
    """One answer of an accepted report. It counts from its report's cut-off until the cut-off that replaces it.

    A row without a part is the indicator's total. The parts of a broken-down indicator stand beside it in rows of their
    own, an unanswered one with a null value; it and the total that lacks it are `incomplete`. `year` is the reporting year
    the value belongs to, `as_of` the day it speaks of. Written only by aggregation.enter and settle, while accepting.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="accepted_figures", verbose_name="báo cáo")
    reporter = models.CharField("loại", max_length=10, choices=Reporter)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị", db_index=False)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cơ quan", db_index=False
    )
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name="chỉ số", db_index=False)
    part = models.ForeignKey(
        BreakdownPart,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="thành phần",
        db_index=False,
    )
    kind = models.CharField("là số", max_length=8, choices=FigureKind)
    answer = models.CharField("trả lời", max_length=14, choices=Answer, blank=True)
    value = models.DecimalField("giá trị", max_digits=20, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField("tử số", max_digits=20, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField("mẫu số", max_digits=20, decimal_places=4, null=True, blank=True)
    done_on = models.DateField("hoàn thành ngày", null=True, blank=True)
    incomplete = models.BooleanField("thiếu thành phần", default=False)
    year = models.PositiveSmallIntegerField("năm báo cáo")
    as_of = models.DateField("số liệu đến ngày")
    counts = models.BooleanField("vào tổng", default=False)
    counts_from = models.DateField("tính từ")
    counts_until = models.DateField("thay thế từ", null=True, blank=True)

    objects = AcceptedFigureQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu đã duyệt"
        verbose_name_plural = "số liệu đã duyệt"
        ordering = ["report", "indicator", "part", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "indicator", "kind"],
                condition=Q(part__isnull=True),
                name="accepted_figure_once_an_indicator",
            ),
            models.UniqueConstraint(
                fields=["report", "indicator", "part", "kind"],
                condition=Q(part__isnull=False),
                name="accepted_figure_once_a_part",
            ),
            models.CheckConstraint(
                condition=Q(counts=False) | Q(answer=Answer.VALUE) & ~Q(kind=FigureKind.ESTIMATE),
                name="accepted_figure_only_actual_values_count",
            ),
        ]
        # One for each way of reading sums (aggregation.slices), so that replaced values and parts cost nothing there.
        indexes = [
            models.Index(fields=["unit", "indicator"], name="accepted_unit_indicator"),
            models.Index(
                fields=["unit", "indicator"],
                condition=Q(part__isnull=True, counts=True, counts_until__isnull=True),
                name="accepted_total_standing",
            ),
            models.Index(
                fields=["unit", "indicator", "counts_until"],
                condition=Q(part__isnull=True, counts=True, counts_until__isnull=False),
                name="accepted_total_replaced",
            ),
            models.Index(fields=["unit", "part"], condition=Q(part__isnull=False), name="accepted_part"),
            models.Index(fields=["unit", "indicator"], condition=Q(incomplete=True), name="accepted_incomplete"),
        ]

    def __str__(self):
        return f"{self.indicator}: {self.value}"
