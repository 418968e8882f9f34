"""What the province tells all reporters of a round, and which of them have read it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from portal.models import StoredFile
from reporting.models.reports import Report
from reporting.models.rounds import Round


class NoteQuerySet(models.QuerySet):
    def standing(self):
        """What is still to be heeded: not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class RoundNote(models.Model):
    """What to watch for in a round (lưu ý), for everybody who reports in it. Its words never change; it can be withdrawn."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="notes", verbose_name="kỳ báo cáo")
    title = models.CharField("tiêu đề", max_length=150)
    text = models.TextField("nội dung")
    files = models.ManyToManyField(StoredFile, related_name="+", blank=True, verbose_name="tệp")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người gửi")
    written_at = models.DateTimeField("gửi lúc")
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người gỡ"
    )
    withdrawn_at = models.DateTimeField("gỡ lúc", null=True, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = "lưu ý của kỳ báo cáo"
        verbose_name_plural = "lưu ý của kỳ báo cáo"
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="round_note_withdrawn_by_someone",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("reporting:note-page", args=[self.pk])


class NoteReading(models.Model):
    """Somebody who answers for a report says that the note was read. Once for a person, a report and a note."""

    note = models.ForeignKey(RoundNote, models.CASCADE, related_name="readings", verbose_name="lưu ý")
    report = models.ForeignKey(Report, models.CASCADE, related_name="note_readings", verbose_name="báo cáo")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người đọc")
    at = models.DateTimeField("đọc lúc")

    class Meta:
        verbose_name = "lượt đọc lưu ý"
        verbose_name_plural = "lượt đọc lưu ý"
        ordering = ["note", "at", "pk"]
        constraints = [models.UniqueConstraint(fields=["note", "report", "by"], name="note_read_once_by_a_person")]

    def __str__(self):
        return f"{self.note}, {self.by}"
