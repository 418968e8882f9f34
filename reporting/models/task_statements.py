"""What those on whom a task lies say of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models import Agency, Task, Unit
from portal.models import StoredFile
from reporting.choices import TaskState


class TaskStatement(models.Model):
    """One statement on a task by one holder (an agency, or a unit) for one turn of it: the latest is what holds.

    `turn` is the first year of the turn it speaks of ("02 năm/lần": 2023, 2025…); of a task that is done once, the
    plan's first year. Statements are never changed: a new one is written.
    """

    task = models.ForeignKey(Task, models.PROTECT, related_name="statements", verbose_name="nhiệm vụ")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cơ quan")
    turn = models.PositiveSmallIntegerField("lượt của năm")
    as_of = models.DateField("tình hình đến ngày")
    state = models.CharField("tình trạng", max_length=14, choices=TaskState)
    done_on = models.DateField("xong ngày", null=True, blank=True)
    note = models.TextField("kết quả, ghi chú", blank=True)
    files = models.ManyToManyField(StoredFile, related_name="+", blank=True, verbose_name="tệp kèm theo")
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    stated_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "tình hình nhiệm vụ"
        verbose_name_plural = "tình hình nhiệm vụ"
        ordering = ["task", "turn", "stated_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False, agency__isnull=True) | Q(unit__isnull=True, agency__isnull=False),
                name="task_statement_of_a_unit_or_an_agency",
            ),
            models.CheckConstraint(
                condition=Q(state=TaskState.DONE, done_on__isnull=False)
                | ~Q(state=TaskState.DONE) & Q(done_on__isnull=True),
                name="task_statement_done_on_a_day",
            ),
        ]
        indexes = [models.Index(fields=["task", "turn", "stated_at"], name="task_statement_latest")]

    def __str__(self):
        return f"{self.task}: {self.get_state_display()}"
