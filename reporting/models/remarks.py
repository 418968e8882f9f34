"""What a reviewer and a unit write to each other about single rows of a report."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models import Indicator
from reporting.choices import FigureKind, Heading, RemarkAct
from reporting.models.history import Revision
from reporting.models.reports import Report


class RemarkQuerySet(models.QuerySet):
    def drafts(self):
        """What the reviewer has written in this review and not sent yet."""
        return self.filter(sent_at__isnull=True)

    def sent(self):
        return self.filter(sent_at__isnull=False)

    def standing(self):
        """The marks of the last return, and the rows that the unit opened since: until the report is judged again."""
        return self.sent().filter(settled_at__isnull=True).exclude(act=RemarkAct.SAYS)


class Remark(models.Model):
    """One message about one row of a report, or the prose under one heading. Together in their order they are the thread.

    A mark (phải sửa) is the reviewer's demand; an opening is a locked row that the unit opens with a reason. What a
    reviewer writes is a draft until the report is sent back or accepted; what was sent is never changed.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="remarks", verbose_name="báo cáo")
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="chỉ số", db_index=False
    )
    kind = models.CharField("là số", max_length=8, choices=FigureKind, blank=True)
    heading = models.CharField("mục", max_length=12, choices=Heading, blank=True)
    revision = models.ForeignKey(
        Revision, models.CASCADE, related_name="remarks", verbose_name="về lần nộp", db_index=False
    )
    act = models.CharField("là", max_length=5, choices=RemarkAct)
    text = models.TextField("nội dung")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người viết", db_index=False
    )
    at = models.DateTimeField("viết lúc")
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    settled_at = models.DateTimeField("xong lúc", null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = "trao đổi về số liệu"
        verbose_name_plural = "trao đổi về số liệu"
        ordering = ["report", "sent_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(indicator__isnull=False, kind__in=FigureKind.values, heading="")
                | Q(indicator__isnull=True, kind="", heading__in=Heading.values),
                name="remark_on_a_row_or_a_heading",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="remark_says_something"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=False) | ~Q(act=RemarkAct.OPENS) & Q(settled_at__isnull=True),
                name="remark_unsent_is_the_reviewers",
            ),
            models.CheckConstraint(
                condition=~Q(act=RemarkAct.SAYS) | Q(settled_at__isnull=True), name="remark_only_demands_are_settled"
            ),
            *(
                models.UniqueConstraint(fields=["report", *row], condition=condition & which, name=f"{name}_{of}")
                for name, condition in {
                    "remark_one_draft": Q(sent_at__isnull=True),
                    "remark_one_mark": Q(sent_at__isnull=False, settled_at__isnull=True, act=RemarkAct.MARKS),
                    "remark_one_opening": Q(settled_at__isnull=True, act=RemarkAct.OPENS),
                }.items()
                for of, row, which in (
                    ("a_row", ["indicator", "kind"], Q(indicator__isnull=False)),
                    ("a_heading", ["heading"], Q(indicator__isnull=True)),
                )
            ),
        ]

    def __str__(self):
        return f"{self.get_act_display()}: {self.text}"

    @property
    def row(self) -> tuple[int, str] | str:
        """The key of the row, or the heading."""
        return self.heading or (self.indicator_id, self.kind)
