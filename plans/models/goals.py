"""What a plan commits to, and the values to reach, with their versions."""

from django.db import models

from plans.choices import Comparator, Joining, SpanKind, UnitLevel
from plans.models.agencies import Agency
from plans.models.indicators import BreakdownPart, Indicator
from plans.models.plans import Plan, Section
from plans.models.units import Unit


class Goal(models.Model):
    """A plan's commitment on an indicator (chỉ tiêu), in the document's own words."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="goals", verbose_name="kế hoạch")
    section = models.ForeignKey(Section, models.CASCADE, related_name="goals", verbose_name="mục")
    code = models.SlugField("mã", max_length=80)
    order = models.PositiveSmallIntegerField("thứ tự")
    wording = models.TextField("nguyên văn")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="goals", verbose_name="chỉ số")
    part = models.ForeignKey(
        BreakdownPart, models.PROTECT, null=True, blank=True, related_name="goals", verbose_name="riêng thành phần"
    )
    comparator = models.CharField("so sánh", max_length=10, choices=Comparator)
    per_level = models.CharField("mỗi đơn vị", max_length=10, choices=UnitLevel, blank=True)
    agencies = models.ManyToManyField(Agency, related_name="goals", blank=True, verbose_name="cơ quan cung cấp số liệu")
    baseline = models.DecimalField("số ban đầu", max_digits=20, decimal_places=4, null=True, blank=True)
    baseline_on = models.DateField("số ban đầu đến ngày", null=True, blank=True)
    joined_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="joined", verbose_name="đi cùng chỉ tiêu"
    )
    joined_as = models.CharField("đi cùng như là", max_length=13, choices=Joining, blank=True)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        ordering = ["plan", "order"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="goal_code_once"),
            models.CheckConstraint(
                condition=models.Q(joined_to__isnull=True, joined_as="")
                | models.Q(joined_to__isnull=False, joined_as__in=Joining.values),
                name="goal_says_how_it_is_joined",
            ),
            models.CheckConstraint(condition=~models.Q(joined_to=models.F("pk")), name="goal_is_not_joined_to_itself"),
        ]

    def __str__(self):
        return self.wording


class Target(models.Model):
    """A goal's span of whole years, for the plan as a whole (no unit) or as allotted to one unit; its versions hold the value."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="targets", verbose_name="chỉ tiêu")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="targets", verbose_name="giao cho"
    )
    span_kind = models.CharField("thời gian", max_length=10, choices=SpanKind)
    first_year = models.PositiveSmallIntegerField("từ năm")
    last_year = models.PositiveSmallIntegerField("đến năm")
    every_years = models.PositiveSmallIntegerField("mỗi … năm", default=0)
    order = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "giao chỉ tiêu"
        verbose_name_plural = "giao chỉ tiêu"
        ordering = ["goal", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "unit", "span_kind", "first_year", "last_year"], name="target_once_a_unit_and_span"
            ),
            models.UniqueConstraint(
                fields=["goal", "span_kind", "first_year", "last_year"],
                condition=models.Q(unit__isnull=True),
                name="target_once_a_span",
            ),
            models.CheckConstraint(
                condition=models.Q(first_year__lte=models.F("last_year")), name="target_span_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=models.Q(span_kind=SpanKind.EVERY, every_years__gte=1)
                | (~models.Q(span_kind=SpanKind.EVERY) & models.Q(every_years=0)),
                name="target_every_says_how_often",
            ),
        ]

    def __str__(self):
        return f"{self.goal}: {self.first_year}-{self.last_year}"


class TargetVersion(models.Model):
    """The value of a target from a day on (none = from the beginning), by which decision, and why; none if only followed."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="versions", verbose_name="giao chỉ tiêu")
    value = models.DecimalField("giá trị", max_digits=20, decimal_places=4, null=True, blank=True)
    value_to = models.DecimalField("đến", max_digits=20, decimal_places=4, null=True, blank=True)
    effective_from = models.DateField("áp dụng từ", null=True, blank=True)
    decision = models.CharField("theo văn bản", max_length=200, blank=True)
    reason = models.TextField("lý do", blank=True)

    class Meta:
        verbose_name = "lần giao"
        verbose_name_plural = "lần giao"
        # Databases differ in where they put "from the beginning".
        ordering = ["target", models.F("effective_from").asc(nulls_first=True), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["target", "effective_from"], name="target_version_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(value_to__isnull=True) | models.Q(value__lte=models.F("value_to")),
                name="target_range_is_upright",
            ),
        ]

    def __str__(self):
        return f"{self.target}: {self.value}"
