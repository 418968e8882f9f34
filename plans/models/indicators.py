"""What is measured: a catalogue shared by all plans."""

from django.db import models

from plans.choices import Accumulation, ComponentPart, Composition, Measure


class Breakdown(models.Model):
    """How a count is divided into parts that exclude each other (HTX/THT, lĩnh vực, nguồn vốn)."""

    code = models.SlugField("mã", max_length=60, unique=True)
    name = models.CharField("tên", max_length=120)

    class Meta:
        verbose_name = "phân tổ"
        verbose_name_plural = "phân tổ"
        ordering = ["code"]

    def __str__(self):
        return self.name


class BreakdownPart(models.Model):
    """One part of a breakdown, and when it was in use. "Chưa phân loại" is a part of every breakdown."""

    UNCLASSIFIED = "chua-phan-loai"

    breakdown = models.ForeignKey(Breakdown, models.CASCADE, related_name="parts", verbose_name="phân tổ")
    code = models.SlugField("mã", max_length=60)
    name = models.CharField("tên", max_length=120)
    order = models.PositiveSmallIntegerField("thứ tự")
    valid_from = models.DateField("dùng từ", null=True, blank=True)
    valid_to = models.DateField("đến hết", null=True, blank=True)

    class Meta:
        verbose_name = "thành phần"
        verbose_name_plural = "thành phần"
        ordering = ["breakdown", "order"]
        constraints = [models.UniqueConstraint(fields=["breakdown", "code"], name="breakdown_part_once")]

    def __str__(self):
        return self.name


class Indicator(models.Model):
    """What is measured (chỉ số), once for all plans: a count, a ratio of two entered numbers, or a milestone."""

    code = models.SlugField("mã", max_length=80, unique=True)
    name = models.CharField("tên", max_length=250)
    definition = models.TextField("cách hiểu", blank=True)
    example = models.TextField("ví dụ", blank=True)
    measure = models.CharField("loại", max_length=10, choices=Measure)
    accumulation = models.CharField("cách cộng dồn", max_length=6, choices=Accumulation, blank=True)
    unit_of_measure = models.CharField("đơn vị tính", max_length=40, blank=True)
    decimals = models.PositiveSmallIntegerField("số chữ số thập phân", default=0)
    numerator_label = models.CharField("tử số là", max_length=250, blank=True)
    denominator_label = models.CharField("mẫu số là", max_length=250, blank=True)
    denominator_fixed = models.DecimalField("mẫu số cố định", max_digits=20, decimal_places=4, null=True, blank=True)
    breakdown = models.ForeignKey(
        Breakdown, models.PROTECT, null=True, blank=True, related_name="indicators", verbose_name="phân tổ"
    )
    not_above = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subsets", verbose_name="nằm trong chỉ số"
    )
    distinct_within = models.CharField(
        "tính một lần trong", max_length=6, blank=True, choices=[("year", "năm"), ("phase", "giai đoạn")]
    )
    composition = models.CharField("cách có số", max_length=8, choices=Composition, default=Composition.ENTERED)
    from_units = models.BooleanField("đơn vị báo cáo nhập", default=True)
    from_province = models.BooleanField("cấp tỉnh nhập", default=False)
    from_agencies = models.BooleanField("cơ quan được nêu tên nhập", default=False)

    class Meta:
        verbose_name = "chỉ số"
        verbose_name_plural = "chỉ số"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(measure=Measure.MILESTONE, accumulation="")
                | models.Q(measure__in=[Measure.COUNT, Measure.RATIO], accumulation__in=Accumulation.values),
                name="indicator_says_how_it_accumulates",
            ),
            models.CheckConstraint(
                condition=models.Q(breakdown__isnull=True) | models.Q(measure=Measure.COUNT),
                name="indicator_only_counts_have_parts",
            ),
        ]

    def __str__(self):
        return self.name


class IndicatorComponent(models.Model):
    """One indicator inside another that is their sum or their ratio."""

    whole = models.ForeignKey(Indicator, models.CASCADE, related_name="components", verbose_name="chỉ số")
    component = models.ForeignKey(Indicator, models.PROTECT, related_name="used_in", verbose_name="thành phần")
    part = models.CharField("vai trò", max_length=11, choices=ComponentPart)

    class Meta:
        verbose_name = "chỉ số thành phần"
        verbose_name_plural = "chỉ số thành phần"
        ordering = ["whole", "pk"]
        constraints = [models.UniqueConstraint(fields=["whole", "component", "part"], name="component_once")]

    def __str__(self):
        return f"{self.whole}: {self.component}"
