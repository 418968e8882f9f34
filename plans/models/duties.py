"""Who reports to whom, how often, and by when."""

from django.db import models

from plans.choices import DueWording, Period, Reporter
from plans.models.agencies import Agency
from plans.models.plans import Plan, Section


class ReportingDuty(models.Model):
    """Who reports to whom, through whom, on what basis (chế độ báo cáo), in the plan's own words."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="duties", verbose_name="kế hoạch")
    section = models.ForeignKey(
        Section, models.CASCADE, null=True, blank=True, related_name="duties", verbose_name="mục"
    )
    code = models.SlugField("mã", max_length=80)
    order = models.PositiveSmallIntegerField("thứ tự")
    wording = models.TextField("nguyên văn")
    reporter = models.CharField("ai báo cáo", max_length=10, choices=Reporter)
    recipients = models.ManyToManyField(
        Agency, through="DutyRecipient", related_name="duties_received", verbose_name="kính gửi"
    )
    via = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="duties_passed_on", verbose_name="qua"
    )
    legal_basis = models.TextField("căn cứ", blank=True)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "chế độ báo cáo"
        verbose_name_plural = "chế độ báo cáo"
        ordering = ["plan", "order"]
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="duty_code_once")]

    def __str__(self):
        return self.wording


class DutyRecipient(models.Model):
    """An agency that a duty's reports are addressed to (Kính gửi)."""

    duty = models.ForeignKey(ReportingDuty, models.CASCADE, related_name="recipient_rows", verbose_name="chế độ")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="recipient_rows", verbose_name="cơ quan")
    order = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "nơi nhận báo cáo"
        verbose_name_plural = "nơi nhận báo cáo"
        ordering = ["duty", "order"]
        constraints = [models.UniqueConstraint(fields=["duty", "agency"], name="duty_recipient_once")]

    def __str__(self):
        return str(self.agency)


class DutyOccasion(models.Model):
    """One period of a duty (6 tháng, năm, đột xuất…) and its day: from the paper, or "do tỉnh đặt"."""

    duty = models.ForeignKey(ReportingDuty, models.CASCADE, related_name="occasions", verbose_name="chế độ")
    period = models.CharField("kỳ", max_length=10, choices=Period)
    wording = models.CharField("nguyên văn hạn", max_length=120, blank=True)
    due_month = models.PositiveSmallIntegerField("tháng", null=True, blank=True)
    due_day = models.PositiveSmallIntegerField("ngày", null=True, blank=True)
    due_wording = models.CharField("cách nói hạn", max_length=6, choices=DueWording, blank=True)
    set_by_province = models.BooleanField("do tỉnh đặt", default=False)
    cut_off_month = models.PositiveSmallIntegerField("tháng chốt số liệu", null=True, blank=True)
    cut_off_day = models.PositiveSmallIntegerField("ngày chốt số liệu", null=True, blank=True)
    first_year = models.PositiveSmallIntegerField("từ năm")
    last_year = models.PositiveSmallIntegerField("đến năm")
    order = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "kỳ của chế độ báo cáo"
        verbose_name_plural = "kỳ của chế độ báo cáo"
        ordering = ["duty", "order"]
        constraints = [
            models.UniqueConstraint(fields=["duty", "period"], name="occasion_period_once"),
            models.CheckConstraint(
                condition=models.Q(due_day__isnull=False, due_month__isnull=False, set_by_province=False)
                & ~models.Q(due_wording="")
                | models.Q(due_day__isnull=True, due_month__isnull=True, set_by_province=True),
                name="occasion_has_a_day_or_leaves_it_to_the_province",
            ),
            models.CheckConstraint(
                condition=models.Q(first_year__lte=models.F("last_year")), name="occasion_ends_after_it_begins"
            ),
        ]

    def __str__(self):
        return f"{self.duty}: {self.get_period_display()}"
