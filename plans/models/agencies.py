"""Who takes part in a plan beside the units, who sits where, and how an issuer's papers look."""

from django.conf import settings
from django.db import models

from plans.choices import AgencyKind, Role, UnitLevel
from plans.models.units import Unit


class AgencyQuerySet(models.QuerySet):
    def alive_on(self, day):
        return self.filter(
            models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=day),
            models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=day),
        )


class Agency(models.Model):
    """A Union level or body, a department, the Cooperative Alliance, a bank…; or such an agency in each unit of a level."""

    code = models.SlugField("mã", max_length=80, unique=True)
    name = models.CharField("tên", max_length=200)
    kind = models.CharField("loại", max_length=24, choices=AgencyKind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="agencies", verbose_name="của đơn vị")
    each_level = models.CharField("ở mỗi đơn vị", max_length=10, choices=UnitLevel, blank=True)
    body_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="bodies", verbose_name="thuộc"
    )
    valid_from = models.DateField("hoạt động từ", null=True, blank=True)
    valid_to = models.DateField("đến hết", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="cơ quan kế tục"
    )

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = "cơ quan"
        verbose_name_plural = "cơ quan"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_to__isnull=True)
                | models.Q(valid_from__lte=models.F("valid_to")),
                name="agency_ends_after_it_begins",
                violation_error_message="Ngày cuối phải từ ngày đầu trở đi.",
            )
        ]

    def __str__(self):
        return self.name


class Letterhead(models.Model):
    """How the papers of an issuing agency look during a time: its heading, number, place, signature and Nơi nhận."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="letterheads", verbose_name="cơ quan ban hành")
    valid_from = models.DateField("áp dụng từ", null=True, blank=True)
    superior = models.CharField("cơ quan chủ quản", max_length=200, blank=True)
    body = models.CharField("cơ quan ban hành (dòng in đậm)", max_length=200)
    number_pattern = models.CharField("số, ký hiệu", max_length=60, help_text="ví dụ: …/BC-BTV")
    place = models.CharField("địa danh", max_length=60)
    signing_lines = models.JSONField("thể thức ký", default=list)
    signer_name = models.CharField("người ký", max_length=120, blank=True)
    recipients = models.JSONField("nơi nhận", default=list)

    class Meta:
        verbose_name = "mẫu văn bản"
        verbose_name_plural = "mẫu văn bản"
        ordering = ["agency", models.F("valid_from").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "valid_from"],
                name="letterhead_once_a_day",
                violation_error_message="Cơ quan này đã có mẫu văn bản áp dụng từ ngày đó.",
            )
        ]

    def __str__(self):
        return self.body


class SeatQuerySet(models.QuerySet):
    def held_on(self, day):
        return self.filter(
            models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=day),
            models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=day),
        )


class Seat(models.Model):
    """What a person may do, where, and between which days (both inclusive): a role at a unit or at an agency.

    `acting_for` is the seat of whom this person stands in for (ký thay): it gives the same, between two days, beside it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="seats", verbose_name="tài khoản")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name="đơn vị")
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name="cơ quan"
    )
    role = models.CharField("vai trò", max_length=14, choices=Role)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    acting_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="stand_ins", verbose_name="thay cho"
    )
    # Why it began, and why it ended: a decision's number, "nghỉ thai sản".
    reason = models.CharField("lý do, căn cứ", max_length=300, blank=True)
    ended_because = models.CharField("lý do thôi", max_length=300, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = "vị trí"
        verbose_name_plural = "vị trí"
        ordering = ["user", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(unit__isnull=False, agency__isnull=True)
                | models.Q(unit__isnull=True, agency__isnull=False),
                name="seat_at_a_unit_or_an_agency",
                violation_error_message="Chọn đơn vị hoặc cơ quan, chỉ một trong hai.",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_to__isnull=True)
                | models.Q(valid_from__lte=models.F("valid_to")),
                name="seat_ends_after_it_begins",
                violation_error_message="Ngày cuối phải từ ngày đầu trở đi.",
            ),
            models.CheckConstraint(
                condition=models.Q(acting_for__isnull=True)
                | models.Q(valid_from__isnull=False, valid_to__isnull=False),
                name="seat_acting_between_two_days",
                violation_error_message="Người thay phải có ngày đầu và ngày cuối.",
            ),
            models.CheckConstraint(
                condition=models.Q(acting_for__isnull=True) | ~models.Q(acting_for=models.F("pk")),
                name="seat_acting_for_another",
                violation_error_message="Vị trí không thay cho chính nó.",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()}, {self.unit or self.agency}"

    @property
    def audit_unit_id(self):
        return self.unit_id or self.agency.unit_id
