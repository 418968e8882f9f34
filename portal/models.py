"""Who signs in, the files they hand in, what they are told, and whether all of it is only a sample."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models


class User(AbstractUser):
    """A person with an account. What the person may do is said by the seats (plans), never here."""

    first_name = None
    last_name = None
    full_name = models.CharField("họ và tên", max_length=150)
    email = models.EmailField("thư điện tử", blank=True)
    # Whoever is known to leave signs in until then (portal.backends); a closed account (is_active) is closed now.
    closed_after = models.DateField("được đăng nhập đến hết ngày", null=True, blank=True)
    # Kept by portal.outbox and portal.notices alone, so that the bar on top shows it without a query of its own.
    unread_notices = models.PositiveIntegerField("thông báo chưa đọc", default=0, editable=False)

    REQUIRED_FIELDS = ["full_name", "email"]

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"

    def __str__(self):
        return self.full_name or self.username

    def is_closed_on(self, day):
        """Whether nobody may sign in with this account on a day."""
        return not self.is_active or (self.closed_after is not None and self.closed_after < day)

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


class NoticeQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user)

    def unread(self):
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """What the portal tells one person, once: a reminder, a step in a report, a digest. Written only by portal.outbox."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name="người nhận"
    )
    kind = models.CharField("loại", max_length=30)
    subject = models.CharField("tiêu đề", max_length=200)
    body = models.TextField("nội dung")
    address = models.CharField("địa chỉ trong cổng", max_length=300, blank=True)
    key = models.CharField("khóa chống trùng", max_length=120)
    at = models.DateTimeField("lúc")
    read_at = models.DateTimeField("đọc lúc", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notice_once_a_person_and_key")]
        indexes = [models.Index(fields=["user", "-at"], name="notice_of_person_newest_first")]

    def __str__(self):
        return self.subject


class OutgoingMailQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(sent_at__isnull=True, given_up_at__isnull=True)

    def given_up(self):
        return self.filter(given_up_at__isnull=False)

    def due(self, now):
        """What may be sent now, and nobody is sending."""
        free = models.Q(leased_until__isnull=True) | models.Q(leased_until__lte=now)
        return self.waiting().filter(free, not_before__lte=now)


class OutgoingMail(models.Model):
    """A notice on its way as an e-mail: sent, waiting for its next attempt, or given up. Sent only by portal.outbox."""

    notice = models.OneToOneField(Notice, models.CASCADE, related_name="mail", verbose_name="thông báo")
    to = models.EmailField("gửi đến")
    subject = models.CharField("tiêu đề", max_length=200)
    body = models.TextField("nội dung")
    not_before = models.DateTimeField("không gửi trước")
    attempts = models.PositiveSmallIntegerField("số lần đã thử", default=0)
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    given_up_at = models.DateTimeField("thôi gửi lúc", null=True, blank=True)
    last_error = models.CharField("lỗi lần cuối", max_length=300, blank=True)
    asked_again_at = models.DateTimeField("cho gửi lại lúc", null=True, blank=True)
    leased_until = models.DateTimeField("đang gửi, giữ đến", null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = "thư gửi đi"
        verbose_name_plural = "thư gửi đi"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True) | models.Q(given_up_at__isnull=True),
                name="mail_sent_or_given_up_not_both",
            )
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=models.Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="mail_waiting_by_time",
            )
        ]

    def __str__(self):
        return f"{self.to}: {self.subject}"


class WorkerPulse(models.Model):
    """A background worker that is alive: it writes again and again until when it may be thought so."""

    worker_id = models.CharField("máy xử lý nền", max_length=64, unique=True)
    alive_until = models.DateTimeField("còn sống đến")

    class Meta:
        verbose_name = "nhịp của máy xử lý nền"
        verbose_name_plural = "nhịp của máy xử lý nền"

    def __str__(self):
        return self.worker_id


class Session(AbstractBaseSession):
    """A sign-in that goes on, and whose it is, so that it can be shown and ended. Written only by portal.sessions."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions", verbose_name="tài khoản"
    )

    objects = BaseSessionManager()

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        verbose_name = "phiên đăng nhập"
        verbose_name_plural = "phiên đăng nhập"

    @classmethod
    def get_session_store_class(cls):
        return import_module(settings.SESSION_ENGINE).SessionStore


class InvitationQuerySet(models.QuerySet):
    def unused(self):
        """Neither used nor taken back; perhaps run out."""
        return self.filter(used_at__isnull=True, revoked_at__isnull=True)

    def open_at(self, now):
        """What still lets somebody choose a password."""
        return self.unused().filter(expires_at__gt=now)


class Invitation(models.Model):
    """A link or code with which one person chooses a password, once (portal.inviting). Only its hash is kept.

    `made_by` is nobody where the operator's command made it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="invitations", verbose_name="tài khoản"
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    by_mail = models.BooleanField("gửi qua thư điện tử", default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người mời"
    )
    made_at = models.DateTimeField("mời lúc")
    expires_at = models.DateTimeField("có hiệu lực đến")
    used_at = models.DateTimeField("dùng lúc", null=True)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "lời mời"
        verbose_name_plural = "lời mời"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(used_at__isnull=True, revoked_at__isnull=True),
                name="invitation_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(used_at__isnull=True) | models.Q(revoked_at__isnull=True),
                name="invitation_used_or_revoked_not_both",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.made_at:%d/%m/%Y}"


class SampleMark(models.Model):
    """This database holds made-up people and figures. One row, written with them; it never goes away again."""

    class Meta:
        verbose_name = "dấu dữ liệu mẫu"
        verbose_name_plural = "dấu dữ liệu mẫu"

    def __str__(self):
        return "DỮ LIỆU MẪU"


class AuditEntryQuerySet(models.QuerySet):
    def newest_first(self):
        """In the order of reading; the number is the order in which things were done."""
        return self.order_by("-number")

    def about(self, subject):
        """What was done to one thing."""
        return self.filter(subject_kind=subject._meta.label_lower, subject_pk=str(subject.pk))


class AuditEntry(models.Model):
    """One thing that was done: who, when, to what, in which words. Written only by portal.auditing, never changed.

    The numbers have no gap; `previous` is the hash of the entry before, so that nothing can be changed or taken out
    unseen. `unit_pk` is the province whose administrators read it; accounts, seats and sign-ins may have none.
    """

    number = models.BigIntegerField("số", primary_key=True)
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người làm", db_index=False
    )
    by_name = models.CharField("họ tên người làm", max_length=150)
    kind = models.CharField("loại việc", max_length=20)
    action = models.CharField("việc", max_length=60)
    subject_kind = models.CharField("loại đối tượng", max_length=60, blank=True)
    subject_pk = models.CharField("khóa đối tượng", max_length=60, blank=True)
    subject_name = models.CharField("đối tượng", max_length=300, blank=True)
    unit_pk = models.BigIntegerField("tỉnh", null=True)
    words = models.TextField("nội dung")
    # Only for searching, and not sealed: it follows from the rest.
    folded = models.TextField("để tìm", editable=False)
    details = models.JSONField("từ, thành")
    previous = models.CharField("mã băm trước", max_length=64)
    hash = models.CharField("mã băm", max_length=64)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng nhật ký"
        verbose_name_plural = "nhật ký"
        ordering = ["number"]
        indexes = [
            models.Index(fields=["unit_pk", "number"], name="audit_unit"),
            models.Index(fields=["action", "number"], name="audit_action"),
            models.Index(fields=["by", "number"], name="audit_by"),
            models.Index(fields=["subject_kind", "subject_pk", "number"], name="audit_subject"),
        ]

    def __str__(self):
        return f"{self.number}. {self.words}"
