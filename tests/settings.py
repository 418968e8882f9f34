"""The portal's settings as the tests want them; whatever the environment says wins."""

import os
from tempfile import TemporaryDirectory

# Plain static files and http, as at a developer's desk; pytest turns Django's own debug pages off again.
os.environ.setdefault("DEBUG", "1")

from portal.settings import *  # noqa: F403

# Signing in costs a third of a second on purpose; not in each test.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Files that tests hand in go with them.
FILES_OF_TESTS = TemporaryDirectory(prefix="portal-files-")
MEDIA_ROOT = FILES_OF_TESTS.name

# Whoever has forgotten a password is answered after half a second; not in each test.
PASSWORD_FORGOTTEN_SECONDS = 0.0
