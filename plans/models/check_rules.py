"""How indicators have to stand to each other in one report: what is checked while it is typed."""

from django.db import models

from plans.choices import RuleComparison, RulePlace, RuleWeight, SideOfRatio
from plans.models.indicators import BreakdownPart, Indicator
from plans.models.plans import Plan


class CheckRule(models.Model):
    """A rule between indicators (quy tắc kiểm tra): one sum of them stands so to another, or to a number.

    One of a plan holds in the rounds that answer the plan; one of the shared catalogue (no plan) in all of them. It holds
    of a report that asks for everything in it.
    """

    plan = models.ForeignKey(
        Plan, models.CASCADE, null=True, blank=True, related_name="check_rules", verbose_name="kế hoạch"
    )
    code = models.SlugField("mã", max_length=80)
    order = models.PositiveSmallIntegerField("thứ tự")
    comparison = models.CharField("so sánh", max_length=9, choices=RuleComparison)
    constant = models.DecimalField("số cộng vào vế phải", max_digits=20, decimal_places=4, null=True, blank=True)
    weight = models.CharField("khi không đúng", max_length=7, choices=RuleWeight)
    words = models.CharField("câu hiện cho người nhập", max_length=250, blank=True)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "quy tắc kiểm tra"
        verbose_name_plural = "quy tắc kiểm tra"
        ordering = ["plan", "order"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="check_rule_code_once_a_plan"),
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(plan__isnull=True), name="check_rule_code_once_in_the_catalogue"
            ),
        ]

    def __str__(self):
        return self.words or self.code


class CheckRuleTerm(models.Model):
    """One number in a rule: an indicator's total, one part of it, or one side of a ratio."""

    rule = models.ForeignKey(CheckRule, models.CASCADE, related_name="terms", verbose_name="quy tắc kiểm tra")
    place = models.CharField("ở", max_length=5, choices=RulePlace)
    order = models.PositiveSmallIntegerField("thứ tự")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="rule_terms", verbose_name="chỉ số")
    part = models.ForeignKey(
        BreakdownPart, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="thành phần"
    )
    side = models.CharField("tử số hay mẫu số", max_length=11, choices=SideOfRatio, blank=True)

    class Meta:
        verbose_name = "số trong quy tắc kiểm tra"
        verbose_name_plural = "số trong quy tắc kiểm tra"
        ordering = ["rule", "place", "order"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "place", "order"], name="rule_term_order_once"),
            models.CheckConstraint(
                condition=models.Q(part__isnull=True) | models.Q(side=""), name="rule_term_of_a_part_or_of_a_side"
            ),
        ]

    def __str__(self):
        return f"{self.rule}: {self.indicator}"
