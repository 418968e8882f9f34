"""One occasion on which everybody reports."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from plans.choices import Period
from plans.models import DutyOccasion, Goal, Plan, Unit


class Round(models.Model):
    """One occasion of reporting (kỳ báo cáo) of a steering province, for one or several plans, with its four days."""

    province = models.ForeignKey(Unit, models.PROTECT, related_name="rounds", verbose_name="tỉnh chủ trì")
    plans = models.ManyToManyField(Plan, related_name="rounds", verbose_name="kế hoạch")
    occasions = models.ManyToManyField(
        DutyOccasion, related_name="rounds", blank=True, verbose_name="theo chế độ báo cáo"
    )
    code = models.SlugField("mã", max_length=60)
    name = models.CharField("tên", max_length=120)
    period = models.CharField("kỳ", max_length=10, choices=Period)
    year = models.PositiveSmallIntegerField("năm báo cáo")
    cut_off = models.DateField("chốt số liệu đến ngày")
    units_last_day = models.DateField("ngày cuối của đơn vị")
    units_due_wording = models.CharField("nguyên văn hạn của đơn vị", max_length=120, blank=True)
    set_by_province = models.BooleanField("ngày do tỉnh đặt", default=False)
    # Opened by itself where the paper names no day: the province has not yet looked at the day that stands here.
    days_by_default = models.BooleanField("ngày mặc định, tỉnh chưa xem", default=False)
    province_last_day = models.DateField("ngày cuối của tỉnh", null=True, blank=True)
    closes_on = models.DateField("khóa nhận báo cáo", null=True, blank=True)
    asks_estimate = models.BooleanField("hỏi ước thực hiện cả năm", default=False)
    asks_final = models.BooleanField("hỏi chính thức năm trước", default=False)
    basis = models.TextField("văn bản yêu cầu, lý do", blank=True)
    # A flag of its own: a list that runs empty when a plan is amended must not turn into "all".
    all_goals = models.BooleanField("hỏi mọi chỉ tiêu", default=True)
    goals = models.ManyToManyField(Goal, related_name="rounds", blank=True, verbose_name="chỉ hỏi các chỉ tiêu")
    all_units = models.BooleanField("hỏi mọi đơn vị", default=True)
    units = models.ManyToManyField(Unit, related_name="rounds_asking", blank=True, verbose_name="chỉ hỏi các đơn vị")
    only_units = models.BooleanField("không hỏi phần của tỉnh và cơ quan", default=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người mở"
    )
    opened_at = models.DateTimeField("mở lúc")

    class Meta:
        verbose_name = "kỳ báo cáo"
        verbose_name_plural = "kỳ báo cáo"
        ordering = ["-cut_off", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["province", "code"], name="round_code_once_a_province"),
            # Two ad hoc rounds may ask on one day, each about something else (reporting.ad_hoc sees to that).
            models.UniqueConstraint(
                fields=["province", "period", "cut_off"],
                condition=~models.Q(period=Period.AD_HOC),
                name="round_once_a_period_and_cut_off",
            ),
            models.CheckConstraint(
                condition=models.Q(all_goals=True, all_units=True, only_units=False)
                | ~models.Q(period__in=[Period.HALF_YEAR, Period.YEAR, Period.CLOSING]),
                name="round_of_the_year_asks_everybody_everything",
            ),
            models.CheckConstraint(
                condition=models.Q(cut_off__lte=models.F("units_last_day")), name="round_cut_off_not_after_last_day"
            ),
            models.CheckConstraint(
                condition=models.Q(province_last_day__isnull=True)
                | models.Q(province_last_day__gte=models.F("units_last_day")),
                name="round_province_reports_after_units",
            ),
            models.CheckConstraint(
                condition=models.Q(closes_on__isnull=True) | models.Q(closes_on__gte=models.F("units_last_day")),
                name="round_closes_after_last_day",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("reporting:round-page", args=[self.pk])

    @property
    def is_of_no_duty(self):
        """Đột xuất, sơ kết, tổng kết: opened by the province, and may be taken back while nobody has typed."""
        return self.period in {Period.AD_HOC, Period.MIDTERM, Period.FINAL}

    @property
    def audit_unit_id(self):
        return self.province_id
