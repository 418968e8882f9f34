"""What agencies and units have to do."""

from django.db import models

from plans.choices import Involvement
from plans.models.agencies import Agency
from plans.models.plans import Plan, Section


class Task(models.Model):
    """What agencies, or all or some units, have to do (nhiệm vụ), verbatim, by when or how often."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks", verbose_name="kế hoạch")
    section = models.ForeignKey(Section, models.CASCADE, related_name="tasks", verbose_name="mục")
    code = models.SlugField("mã", max_length=80)
    order = models.PositiveSmallIntegerField("thứ tự")
    wording = models.TextField("nguyên văn")
    agencies = models.ManyToManyField(
        Agency, through="TaskAgency", related_name="tasks", verbose_name="cơ quan thực hiện"
    )
    frequency = models.CharField("định kỳ", max_length=120, blank=True)
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
