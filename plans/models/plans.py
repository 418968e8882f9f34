"""The signed document: its frame, its own headings, its phases, and what it carries out."""

from django.db import models
from django.urls import reverse

from plans.choices import PlanKind, RelationKind
from plans.models.agencies import Agency
from plans.models.units import Unit


class PlanQuerySet(models.QuerySet):
    def with_sizes(self):
        """Each plan with its scope, `goal_count` and `task_count`, as a list of plans shows them."""
        return self.select_related("scope").annotate(
            goal_count=models.Count("goals", distinct=True), task_count=models.Count("tasks", distinct=True)
        )


class Plan(models.Model):
    """The signed document (kế hoạch, quyết định, đề án…), as data. Lists of lines are verbatim, in the paper's order."""

    code = models.SlugField("mã", max_length=80, unique=True)
    kind = models.CharField("loại văn bản", max_length=16, choices=PlanKind)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    signed_on = models.DateField("ngày ký")
    place = models.CharField("địa danh", max_length=60, blank=True)
    title = models.TextField("trích yếu")
    short_title = models.CharField("tên gọi ngắn", max_length=200)
    issuers = models.ManyToManyField(
        Agency, through="PlanIssuer", related_name="issued_plans", verbose_name="cơ quan ban hành"
    )
    signing_lines = models.JSONField("thể thức ký", default=list)
    signer_name = models.CharField("người ký", max_length=120, blank=True)
    recipients = models.JSONField("nơi nhận", default=list)
    legal_basis = models.JSONField("căn cứ", default=list)
    opening = models.TextField("lời dẫn", blank=True)
    closing = models.TextField("lời kết", blank=True)
    funding_sources = models.JSONField("nguồn kinh phí", default=list)
    scope = models.ForeignKey(Unit, models.PROTECT, related_name="plans", verbose_name="phạm vi")
    scope_as_of = models.DateField("phạm vi theo địa giới ngày")
    first_year = models.PositiveSmallIntegerField("năm đầu")
    last_year = models.PositiveSmallIntegerField("năm cuối")
    note = models.TextField("ghi chú", blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch"
        verbose_name_plural = "kế hoạch"
        ordering = ["-signed_on", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_year__lte=models.F("last_year")), name="plan_ends_after_it_begins"
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number}".strip()

    def get_absolute_url(self):
        return reverse("plans:plan-page", args=[self.code])

    @property
    def audit_unit_id(self):
        """The unit whose province's administrators read what was done to it; so on the other models."""
        return self.scope_id


class PlanIssuer(models.Model):
    """One of the one or two agencies that sign a plan."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="issuer_rows", verbose_name="kế hoạch")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="issuer_rows", verbose_name="cơ quan")
    order = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "cơ quan ban hành"
        verbose_name_plural = "cơ quan ban hành"
        ordering = ["plan", "order"]
        constraints = [models.UniqueConstraint(fields=["plan", "agency"], name="plan_issuer_once")]

    def __str__(self):
        return str(self.agency)


class PlanRelation(models.Model):
    """How a plan stands to another document, registered here or not."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="relations", verbose_name="kế hoạch")
    kind = models.CharField("quan hệ", max_length=12, choices=RelationKind)
    document = models.TextField("văn bản")
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    dated = models.DateField("ngày", null=True, blank=True)
    other = models.ForeignKey(
        Plan, models.SET_NULL, null=True, blank=True, related_name="related_from", verbose_name="đã có trên cổng"
    )
    order = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "văn bản liên quan"
        verbose_name_plural = "văn bản liên quan"
        ordering = ["plan", "order"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.document}"


class Phase(models.Model):
    """A span of whole years of a plan; a one-year plan has one."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="phases", verbose_name="kế hoạch")
    code = models.SlugField("mã", max_length=40)
    name = models.CharField("tên", max_length=120)
    first_year = models.PositiveSmallIntegerField("năm đầu")
    last_year = models.PositiveSmallIntegerField("năm cuối")
    note = models.TextField("ghi chú", blank=True)
    order = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "giai đoạn"
        verbose_name_plural = "giai đoạn"
        ordering = ["plan", "order"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="phase_code_once"),
            models.CheckConstraint(
                condition=models.Q(first_year__lte=models.F("last_year")), name="phase_ends_after_it_begins"
            ),
        ]

    def __str__(self):
        return self.name


class Section(models.Model):
    """One of the plan's own headings, with its verbatim text; its number may be irregular ("4-") or missing."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sections", verbose_name="kế hoạch")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="subsections", verbose_name="mục trên"
    )
    code = models.SlugField("mã", max_length=40)
    label = models.CharField("đánh số", max_length=20, blank=True)
    heading = models.TextField("tiêu đề", blank=True)
    text = models.TextField("nguyên văn", blank=True)
    note = models.TextField("ghi chú", blank=True)
    order = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "mục"
        verbose_name_plural = "mục"
        ordering = ["plan", "order"]
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="section_code_once")]

    def __str__(self):
        return f"{self.label} {self.heading}".strip() or self.code
