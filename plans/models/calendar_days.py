"""The days on which offices are closed, or open against what the weekday says."""

from django.db import models

from plans.choices import DayKind


class CalendarDay(models.Model):
    """A public holiday, a day off in its stead, or a Saturday that is worked for one (ngày nghỉ lễ, nghỉ bù, làm bù)."""

    day = models.DateField("ngày", unique=True, error_messages={"unique": "Ngày này đã có trong danh sách."})
    kind = models.CharField("là", max_length=10, choices=DayKind, default=DayKind.OFF)
    name = models.CharField("tên ngày", max_length=80, help_text="Ví dụ: nghỉ Tết Nguyên đán, làm bù cho ngày 29/04")
    basis = models.CharField("theo văn bản", max_length=200, blank=True)

    class Meta:
        verbose_name = "ngày nghỉ, ngày làm bù"
        verbose_name_plural = "ngày nghỉ, ngày làm bù"
        ordering = ["day"]

    def __str__(self):
        return f"{self.day:%d/%m/%Y}: {self.name}"
