"""What was loaded from which file, so that the next loading knows what changed and what is gone."""

from django.db import models
from django.utils import timezone

from plans.models.units import Unit


class LoadedFile(models.Model):
    """A plan file (or the shared catalogue) as it was last loaded: its digest, and what it says of shared things.

    `declares` holds agencies, letterheads, breakdowns and indicators by code, as the file words them: two files that
    declare the same code must say the same, and a thing that no file declares any more is removed. A province's own
    catalogue, kept in the browser, is such a file too: the one that it `owner`s.
    """

    name = models.SlugField("tên", max_length=80, unique=True)
    digest = models.CharField("dấu nội dung", max_length=64)
    declares = models.JSONField("khai báo", default=dict)
    # A later moment with every loading: what is kept of the plans in memory is known to be stale by it.
    loaded_at = models.DateTimeField("nạp lúc", default=timezone.now, editable=False)
    owner = models.OneToOneField(
        Unit, models.PROTECT, null=True, blank=True, related_name="own_catalogue", verbose_name="danh mục của tỉnh"
    )

    class Meta:
        verbose_name = "tệp đã nạp"
        verbose_name_plural = "tệp đã nạp"
        ordering = ["name"]

    def __str__(self):
        return self.name
