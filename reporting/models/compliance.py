"""What units and the province have on paper under a plan, and where it is tried out first."""

from django.conf import settings
from django.db import models

from plans.models import Agency, OwedDocument, Plan, Unit
from portal.models import StoredFile
from reporting.choices import PilotKind, RecordKind


class FiledDocument(models.Model):
    """A document that somebody owed and now has: its number, its date, its file."""

    owed = models.ForeignKey(OwedDocument, models.PROTECT, related_name="filed", verbose_name="văn bản phải có")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("của năm")
    number = models.CharField("số, ký hiệu", max_length=60)
    dated = models.DateField("ngày")
    title = models.CharField("trích yếu", max_length=250, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tệp")
    note = models.TextField("ghi chú", blank=True)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    filed_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "văn bản đã có"
        verbose_name_plural = "văn bản đã có"
        ordering = ["owed", "year", "unit__code"]
        constraints = [models.UniqueConstraint(fields=["owed", "unit", "year"], name="filed_document_once")]

    def __str__(self):
        return self.number


class UnitRecord(models.Model):
    """A proposal for funds, an inspection or a commendation of a unit under a plan."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="unit_records", verbose_name="kế hoạch")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    kind = models.CharField("loại", max_length=12, choices=RecordKind)
    dated = models.DateField("ngày")
    subject = models.CharField("nội dung", max_length=250)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    amount = models.DecimalField("số tiền (triệu đồng)", max_digits=20, decimal_places=4, null=True, blank=True)
    result = models.TextField("kết quả, kết luận", blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tệp")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )
    recorded_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "việc theo dõi của đơn vị"
        verbose_name_plural = "việc theo dõi của đơn vị"
        ordering = ["-dated", "-pk"]

    def __str__(self):
        return self.subject


class Pilot(models.Model):
    """A locality or a cooperative chosen as "điểm" under a plan: since when, and who registered it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="pilots", verbose_name="kế hoạch")
    kind = models.CharField("loại điểm", max_length=11, choices=PilotKind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="địa bàn")
    name = models.CharField("tên HTX, mô hình", max_length=200, blank=True)
    since = models.DateField("làm điểm từ")
    until = models.DateField("đến hết", null=True, blank=True)
    registered_by = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cơ quan đăng ký"
    )
    registered_by_text = models.CharField("ai đăng ký", max_length=200, blank=True)
    note = models.TextField("nội dung làm điểm", blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="văn bản đăng ký"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )
    recorded_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "điểm chỉ đạo"
        verbose_name_plural = "điểm chỉ đạo"
        ordering = ["plan", "kind", "since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="pilot_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=PilotKind.LOCALITY) | ~models.Q(name=""), name="pilot_cooperative_has_a_name"
            ),
        ]

    def __str__(self):
        return self.name or str(self.unit)
