"""The documents that units and the province owe under a plan."""

from django.db import models

from plans.choices import Reporter
from plans.models.plans import Plan, Section


class OwedDocument(models.Model):
    """A document that each unit, or the province itself, has to issue or send under a plan, once or every year.

    For instance the year's detailed plan, or the budget estimate to Sở Tài chính.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="owed_documents", verbose_name="kế hoạch")
    section = models.ForeignKey(
        Section, models.CASCADE, null=True, blank=True, related_name="owed_documents", verbose_name="mục"
    )
    code = models.SlugField("mã", max_length=80)
    order = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("văn bản", max_length=250)
    wording = models.TextField("nguyên văn", blank=True)
    owed_by = models.CharField(
        "ai phải có",
        max_length=10,
        choices=[(Reporter.UNIT.value, Reporter.UNIT.label), (Reporter.PROVINCE.value, Reporter.PROVINCE.label)],
    )
    every_years = models.PositiveSmallIntegerField("mỗi … năm", default=0)
    first_year = models.PositiveSmallIntegerField("từ năm")
    last_year = models.PositiveSmallIntegerField("đến năm")
    due_month = models.PositiveSmallIntegerField("tháng", null=True, blank=True)
    due_day = models.PositiveSmallIntegerField("ngày", null=True, blank=True)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "văn bản phải có"
        verbose_name_plural = "văn bản phải có"
        ordering = ["plan", "order"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="owed_document_code_once"),
            models.CheckConstraint(
                condition=models.Q(first_year__lte=models.F("last_year")), name="owed_document_ends_after_it_begins"
            ),
        ]

    def __str__(self):
        return self.name
