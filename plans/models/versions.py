"""A plan being written, and a plan as it was published each time."""

from django.conf import settings
from django.db import models

from plans.choices import VersionKind
from plans.models.plans import Plan
from plans.models.units import Unit
from portal.models import StoredFile


class PlanDraft(models.Model):
    """A plan being written in the browser: a new one, or the amendment of a published one (`plan`).

    `content` is the plan file as a tree of texts under the form's own keys (docs/plan-form.md); it may be unfinished or
    wrong. Nothing of it counts before it is published. `version` grows with every saving.
    """

    province = models.ForeignKey(Unit, models.PROTECT, related_name="plan_drafts", verbose_name="tỉnh soạn")
    plan = models.OneToOneField(
        Plan, models.CASCADE, null=True, blank=True, related_name="draft", verbose_name="sửa kế hoạch"
    )
    title = models.CharField("tên gọi", max_length=200)
    content = models.JSONField("nội dung", default=dict)
    version = models.PositiveIntegerField("lần ghi", default=0)
    kind = models.CharField("là", max_length=10, choices=VersionKind, default=VersionKind.FIRST)
    decision = models.CharField("theo văn bản", max_length=200, blank=True)
    decided_on = models.DateField("văn bản ngày", null=True, blank=True)
    effective_from = models.DateField("áp dụng từ", null=True, blank=True)
    reason = models.TextField("lý do", blank=True)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bản ký")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập")
    begun_at = models.DateTimeField("lập lúc")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    saved_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "bản soạn kế hoạch"
        verbose_name_plural = "bản soạn kế hoạch"
        ordering = ["-saved_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(plan__isnull=True, kind=VersionKind.FIRST)
                | models.Q(plan__isnull=False, kind__in=[VersionKind.ADJUSTMENT, VersionKind.CORRECTION]),
                name="plan_draft_amends_what_is_published",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def audit_unit_id(self):
        return self.province_id


class PlanVersion(models.Model):
    """A plan as it was published: its whole content, never changed; who did it when, by which decision, and why.

    `content` has the shape of a draft's. `changes` are the lines that say what publishing did. Without `made_by` an
    operator loaded it from a file.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="versions", verbose_name="kế hoạch")
    number = models.PositiveSmallIntegerField("lần")
    kind = models.CharField("là", max_length=10, choices=VersionKind)
    content = models.JSONField("nội dung")
    changes = models.JSONField("thay đổi", default=list)
    decision = models.CharField("theo văn bản", max_length=200, blank=True)
    decided_on = models.DateField("văn bản ngày", null=True, blank=True)
    effective_from = models.DateField("áp dụng từ", null=True, blank=True)
    reason = models.TextField("lý do", blank=True)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bản ký")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người công bố"
    )
    made_at = models.DateTimeField("công bố lúc")

    class Meta:
        verbose_name = "bản công bố"
        verbose_name_plural = "bản công bố"
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_number_once"),
            models.CheckConstraint(
                condition=~models.Q(kind=VersionKind.ADJUSTMENT) | ~models.Q(decision=""),
                name="plan_adjustment_names_its_decision",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=VersionKind.FIRST) | ~models.Q(reason=""),
                name="plan_amendment_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.plan}, bản {self.number}"
