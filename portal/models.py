"""Who signs in, the files they hand in, and whether all of it is only a sample."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person with an account. What the person may do is said by the seats (plans), never here."""

    first_name = None
    last_name = None
    full_name = models.CharField("họ và tên", max_length=150)
    email = models.EmailField("thư điện tử", blank=True)

    REQUIRED_FIELDS = ["full_name", "email"]

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"

    def __str__(self):
        return self.full_name or self.username

    def get_full_name(self):
        return self.full_name

    def get_short_name(self):
        return self.full_name


class StoredFile(models.Model):
    """A file that somebody handed in, as it lies in storage under a name of chance. Written only by portal.files."""

    content = models.FileField("tệp", max_length=120)
    name = models.CharField("tên tệp", max_length=200)
    content_type = models.CharField("loại", max_length=100)
    size = models.PositiveIntegerField("dung lượng (byte)")
    digest = models.CharField("SHA-256", max_length=64)
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người gửi")
    stored_at = models.DateTimeField("gửi lúc")

    class Meta:
        verbose_name = "tệp đính kèm"
        verbose_name_plural = "tệp đính kèm"
        ordering = ["pk"]

    def __str__(self):
        return self.name


class SampleMark(models.Model):
    """This database holds made-up people and figures. One row, written with them; it never goes away again."""

    class Meta:
        verbose_name = "dấu dữ liệu mẫu"
        verbose_name_plural = "dấu dữ liệu mẫu"

    def __str__(self):
        return "DỮ LIỆU MẪU"
