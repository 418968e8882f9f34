"""Who was reminded of which report, and when."""

from django.conf import settings
from django.db import models

from reporting.models.reports import Report


class Reminder(models.Model):
    """One person was reminded of one report on a day: never twice on the same one."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="reminders", verbose_name="báo cáo")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders", verbose_name="người được nhắc"
    )
    on = models.DateField("ngày nhắc")
    # Days from the last day to the step that was due; none where somebody reminded long before.
    step = models.SmallIntegerField("mốc nhắc", null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người nhắc"
    )

    class Meta:
        verbose_name = "lần nhắc"
        verbose_name_plural = "lần nhắc"
        ordering = ["report", "on", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "user", "on"], name="reminder_once_a_person_and_day")]

    def __str__(self):
        return f"{self.user}, {self.on:%d/%m/%Y}"


class DailyRun(models.Model):
    """When the daily run was last made: one row, so that whoever keeps the system sees that it has stopped."""

    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "việc hằng ngày"
        verbose_name_plural = "việc hằng ngày"

    def __str__(self):
        return f"{self.at:%d/%m/%Y %H:%M}"
