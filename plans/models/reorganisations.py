"""A merger or a split as a province enters it."""

from django.conf import settings
from django.db import models

from plans.choices import ReorganisationState
from plans.models.units import Unit


class Reorganisation(models.Model):
    """What one decision does to units from a day on (sắp xếp, sáp nhập): a draft, then carried out, perhaps undone.

    `effects` holds what carrying it out made and ended, by primary keys, so that undoing takes back exactly that.
    """

    province = models.ForeignKey(Unit, models.PROTECT, related_name="reorganisations", verbose_name="tỉnh")
    name = models.CharField("tên gọi", max_length=200)
    decision = models.CharField("theo văn bản", max_length=200)
    effective_on = models.DateField("có hiệu lực từ")
    state = models.CharField("trạng thái", max_length=9, choices=ReorganisationState, default=ReorganisationState.DRAFT)
    effects = models.JSONField("đã làm", default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhập")
    made_at = models.DateTimeField("nhập lúc")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người thực hiện",
    )
    confirmed_at = models.DateTimeField("thực hiện lúc", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người hủy"
    )
    undone_at = models.DateTimeField("hủy lúc", null=True, blank=True)
    undone_because = models.TextField("lý do hủy", blank=True)

    class Meta:
        verbose_name = "sắp xếp đơn vị"
        verbose_name_plural = "sắp xếp đơn vị"
        ordering = ["-effective_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=ReorganisationState.DRAFT)
                | models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="reorganisation_confirmed_by_someone",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ReorganisationState.UNDONE)
                | models.Q(undone_by__isnull=False, undone_at__isnull=False),
                name="reorganisation_undone_by_someone",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def audit_unit_id(self):
        return self.province_id

    @property
    def is_draft(self):
        return self.state == ReorganisationState.DRAFT

    @property
    def is_confirmed(self):
        return self.state == ReorganisationState.CONFIRMED


class ReorganisationLine(models.Model):
    """One unit, whole or in part, becomes part of another: one that exists, or a new one that these lines found.

    Lines with the same `new_code` found one unit. Several lines of one predecessor split it.
    """

    reorganisation = models.ForeignKey(
        Reorganisation, models.CASCADE, related_name="lines", verbose_name="sắp xếp đơn vị"
    )
    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị cũ")
    successor = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="vào đơn vị đang có"
    )
    new_code = models.CharField("mã đơn vị mới", max_length=10, blank=True)
    new_name = models.CharField("tên đơn vị mới", max_length=120, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "dòng sắp xếp"
        verbose_name_plural = "dòng sắp xếp"
        ordering = ["reorganisation", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(successor__isnull=False, new_code="", new_name="")
                | models.Q(successor__isnull=True) & ~models.Q(new_code="") & ~models.Q(new_name=""),
                name="reorganisation_line_into_one_unit",
            )
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor or self.new_name}"
