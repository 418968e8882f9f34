"""Administrative units, and how they become parts of each other."""

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from plans.choices import UnitLevel


class UnitQuerySet(models.QuerySet):
    def alive_on(self, day):
        """Units that exist on a day; both ends of their life are inclusive, either may be open."""
        return self.filter(
            models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=day),
            models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=day),
        )

    def in_official_order(self):
        return self.order_by("code", "pk")


class Unit(models.Model):
    """A province, district or commune, and the days between which it exists. Its code may be given to another later."""

    code = models.CharField("mã", max_length=10)
    name = models.CharField("tên", max_length=120)
    folded_name = models.CharField(max_length=120, editable=False, db_index=True)
    level = models.CharField("cấp", max_length=10, choices=UnitLevel)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="trực thuộc"
    )
    valid_from = models.DateField("tồn tại từ", null=True, blank=True)
    valid_to = models.DateField("đến hết", null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False, db_index=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ["code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["level", "code", "valid_from"], name="unit_code_once_at_a_time"),
            models.UniqueConstraint(
                fields=["level", "code"],
                condition=models.Q(valid_from__isnull=True),
                name="unit_code_once_from_the_beginning",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_to__isnull=True)
                | models.Q(valid_from__lte=models.F("valid_to")),
                name="unit_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=False) | models.Q(level=UnitLevel.COUNTRY),
                name="unit_has_a_parent_below_the_root",
            ),
        ]

    def __str__(self):
        return self.name


class UnitChange(models.Model):
    """A unit becomes part of another on a day (sắp xếp, sáp nhập): one row for each successor."""

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="changes_out", verbose_name="đơn vị cũ")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="changes_in", verbose_name="đơn vị mới")
    effective_on = models.DateField("có hiệu lực từ")
    decision = models.CharField("theo văn bản", max_length=200, blank=True)
    communes_shared = models.PositiveSmallIntegerField("số xã cũ chuyển sang", null=True, blank=True)
    reorganisation = models.ForeignKey(
        "plans.Reorganisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="changes",
        verbose_name="nhập trên cổng ở",
    )
    changed_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False, db_index=True)

    class Meta:
        verbose_name = "thay đổi đơn vị"
        verbose_name_plural = "thay đổi đơn vị"
        ordering = ["effective_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="unit_change_once"),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")), name="unit_change_into_another"
            ),
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor}"


class ReportingLevel(models.Model):
    """The level whose units report, in a part of the country, from a day on."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reporting_levels", verbose_name="trong phạm vi")
    level = models.CharField("cấp báo cáo", max_length=10, choices=UnitLevel)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True, db_default=Now(), db_index=True)

    class Meta:
        verbose_name = "cấp báo cáo"
        verbose_name_plural = "cấp báo cáo"
        ordering = ["unit", models.F("valid_from").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "valid_from"],
                name="reporting_level_once_a_day",
                violation_error_message="Đơn vị này đã đặt cấp báo cáo từ ngày đó.",
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=models.Q(valid_from__isnull=True),
                name="reporting_level_one_beginning",
                violation_error_message="Đơn vị này đã đặt cấp báo cáo từ đầu; hãy ghi ngày bắt đầu áp dụng.",
            ),
        ]

    def __str__(self):
        return f"{self.unit}: {self.get_level_display()}"


class ReportingCalendar(models.Model):
    """From which reporting year on a province counts its years from which day (default 15/12 of the year before)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reporting_calendars", verbose_name="tỉnh")
    first_year = models.PositiveSmallIntegerField("từ năm báo cáo")
    starts_on_month = models.PositiveSmallIntegerField("tháng bắt đầu")
    starts_on_day = models.PositiveSmallIntegerField("ngày bắt đầu")
    starts_the_year_before = models.BooleanField("bắt đầu từ năm trước", default=True)
    changed_at = models.DateTimeField(auto_now=True, db_default=Now(), db_index=True)

    class Meta:
        verbose_name = "năm báo cáo"
        verbose_name_plural = "năm báo cáo"
        ordering = ["unit", "first_year"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "first_year"], name="reporting_calendar_once"),
            models.CheckConstraint(
                condition=models.Q(starts_on_month__range=(1, 12), starts_on_day__range=(1, 31)),
                name="reporting_calendar_starts_on_a_day",
                violation_error_message="Tháng phải từ 1 đến 12, ngày từ 1 đến 31.",
            ),
        ]

    def __str__(self):
        return f"{self.unit}: {self.starts_on_day}/{self.starts_on_month}"
