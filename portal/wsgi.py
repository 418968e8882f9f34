"""The door for a web server."""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

# People's sessions are signed with it: it must outlast this process and be the same on every node.
if not settings.AT_A_DESK and not os.environ.get("SECRET_KEY"):
    raise ImproperlyConfigured("SECRET_KEY must be set (any long random text that only this server knows)")

application = get_wsgi_application()
