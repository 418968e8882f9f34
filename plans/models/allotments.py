"""How a province shares a plan's targets out among its units."""

from django.conf import settings
from django.db import models

from plans.choices import SheetState, SpanKind
from plans.models.plans import Plan


class AllotmentSheet(models.Model):
    """A grid of goals x units for one span (bảng giao chỉ tiêu): a draft until it is published, then never changed.

    `cells`: {goal code: {unit pk: number as text}}. `own`: {goal code: number}, the province's own target of the span
    where the plan names none. `acknowledged`: {goal code: reason}, why a sum may differ from the province's target.
    Publishing makes targets of units, with this sheet's decision, day and reason. `version` grows with every saving.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="allotment_sheets", verbose_name="kế hoạch")
    span_kind = models.CharField("thời gian", max_length=10, choices=SpanKind, default=SpanKind.YEAR)
    first_year = models.PositiveSmallIntegerField("từ năm")
    last_year = models.PositiveSmallIntegerField("đến năm")
    state = models.CharField("trạng thái", max_length=9, choices=SheetState, default=SheetState.DRAFT)
    cells = models.JSONField("số giao", default=dict)
    own = models.JSONField("chỉ tiêu của tỉnh", default=dict)
    acknowledged = models.JSONField("chấp nhận chênh lệch", default=dict)
    effective_from = models.DateField("áp dụng từ", null=True, blank=True)
    decision = models.CharField("theo văn bản", max_length=200, blank=True)
    reason = models.TextField("lý do", blank=True)
    version = models.PositiveIntegerField("lần ghi", default=0)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    saved_at = models.DateTimeField("ghi lúc")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người giao"
    )
    published_at = models.DateTimeField("giao lúc", null=True, blank=True)

    class Meta:
        verbose_name = "bảng giao chỉ tiêu"
        verbose_name_plural = "bảng giao chỉ tiêu"
        ordering = ["plan", "-first_year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "span_kind", "first_year", "last_year"],
                condition=models.Q(state=SheetState.DRAFT),
                name="allotment_one_draft_a_span",
            ),
            models.CheckConstraint(
                condition=models.Q(first_year__lte=models.F("last_year")), name="allotment_span_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=models.Q(state=SheetState.DRAFT)
                | models.Q(published_by__isnull=False, published_at__isnull=False),
                name="allotment_published_by_someone",
            ),
        ]

    def __str__(self):
        return f"{self.plan}: {self.first_year}-{self.last_year}"

    @property
    def audit_unit_id(self):
        return self.plan.scope_id
