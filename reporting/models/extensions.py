"""More time for one report."""

from django.conf import settings
from django.db import models

from reporting.models.reports import Report


class Extension(models.Model):
    """The province gives one report a later last day (gia hạn), or without a day takes that back. Never changed."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="extensions", verbose_name="báo cáo")
    last_day = models.DateField("gia hạn đến hết ngày", null=True, blank=True)
    reason = models.CharField("lý do", max_length=500)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người gia hạn"
    )
    granted_at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "lần gia hạn"
        verbose_name_plural = "lần gia hạn"
        ordering = ["report", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="extension_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.report}: {self.last_day or 'thôi gia hạn'}"
