"""Whether the portal is alive, for the machine that watches it."""

from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.access import open_to_everyone


@open_to_everyone
@never_cache
@require_safe
def health(request):
    """200 where the database answers, else 503. Says nothing more: the page is open to everyone."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database does not answer\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
