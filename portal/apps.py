from django.apps import AppConfig
from django.db.backends.signals import connection_created


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Cổng"

    def ready(self):
        from portal import checks  # noqa: F401  (registers itself)
        from portal.collation import register_on_sqlite

        connection_created.connect(register_on_sqlite)
