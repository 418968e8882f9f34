"""A seat's days in a calendar of one's own."""

from django.db import models

from plans.models import Seat


class CalendarFeed(models.Model):
    """The private address under which a calendar program reads a seat's last days. Only the address's digest is kept."""

    seat = models.OneToOneField(Seat, models.CASCADE, related_name="calendar_feed", verbose_name="vị trí")
    digest = models.CharField("SHA-256 của mã bí mật", max_length=64, unique=True)
    made_at = models.DateTimeField("tạo lúc")

    class Meta:
        verbose_name = "lịch riêng"
        verbose_name_plural = "lịch riêng"
        ordering = ["pk"]

    def __str__(self):
        return f"Lịch: {self.seat}"
