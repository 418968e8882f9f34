from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Cổng"
    append_only = {"AuditEntry": ""}

    def ready(self):
        from portal import checks  # noqa: F401  (registers itself)
        from portal.append_only import guard_after_migrate
        from portal.collation import register_on_sqlite
        from portal.trail_guard import guard_trail_after_migrate

        connection_created.connect(register_on_sqlite)
        post_migrate.connect(guard_after_migrate)
        post_migrate.connect(guard_trail_after_migrate, sender=self)
