"""What agencies and units have to do."""

from django.db import models

from plans.choices import Involvement, UnitLevel
from plans.models.agencies import Agency
from plans.models.plans import Plan, Section
from plans.models.units import Unit


class Task(models.Model):
    """What agencies, or all or some units, have to do (nhiệm vụ), verbatim, by when or how often.

    It may lie on agencies (`agency_rows`), on every unit of a level (`each_level`), or on some units (`units`).
    `every_years` 0 is once, 1 every year; `frequency` is how the paper says it.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks", verbose_name="kế hoạch")
    section = models.ForeignKey(Section, models.CASCADE, related_name="tasks", verbose_name="mục")
    code = models.SlugField("mã", max_length=80)
    order = models.PositiveSmallIntegerField("thứ tự")
    wording = models.TextField("nguyên văn")
    agencies = models.ManyToManyField(
        Agency, through="TaskAgency", related_name="tasks", verbose_name="cơ quan thực hiện"
    )
    each_level = models.CharField("ở mỗi đơn vị", max_length=10, choices=UnitLevel, blank=True)
    units = models.ManyToManyField(Unit, related_name="tasks", blank=True, verbose_name="ở các đơn vị")
    frequency = models.CharField("định kỳ", max_length=120, blank=True)
    every_years = models.PositiveSmallIntegerField("mỗi … năm", default=0)
    due_on = models.DateField("hạn", null=True, blank=True)
    programmes = models.JSONField("lồng ghép với", default=list)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        ordering = ["plan", "order"]
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="task_code_once")]

    def __str__(self):
        return self.wording

    @property
    def audit_unit_id(self):
        return self.plan.scope_id


class TaskAgency(models.Model):
    """An agency that leads a task (chủ trì) or helps with it (phối hợp)."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="agency_rows", verbose_name="nhiệm vụ")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="task_rows", verbose_name="cơ quan")
    involvement = models.CharField("vai trò", max_length=8, choices=Involvement)
    order = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "cơ quan thực hiện"
        verbose_name_plural = "cơ quan thực hiện"
        ordering = ["task", "involvement", "order"]
        constraints = [models.UniqueConstraint(fields=["task", "agency"], name="task_agency_once")]

    def __str__(self):
        return f"{self.agency} ({self.get_involvement_display()})"
