"""Which files of the npm packages are served, and how light they are made for it."""

from django.contrib.staticfiles.apps import StaticFilesConfig
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from portal.trimming import trimmed_style, unhinted, words_in_use

BOOTSTRAP = "bootstrap/css/bootstrap.min.css"


class TrimmedStaticFiles(StaticFilesConfig):
    """The packages ship much more than a page needs: left out, collecting takes seconds, not a minute.

    A file's source map stays with it: the manifest storage refuses a style sheet whose map is missing.
    """

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        # bootstrap: one style sheet is used, `bootstrap.min.css`
        "*.rtl.*",
        "bootstrap-*",
        "*.esm.*",
        "bootstrap.css*",
        "bootstrap.js*",
        "bootstrap.min.js*",
        "bootstrap.bundle.*",
        # htmx: one script is used, `htmx.min.js`
        "htmx.amd.js",
        "htmx.cjs.js",
        "htmx.js",
        "htmx.min.js.gz",
        "ext",
        "*.d.ts",
        # the typeface: upright, weights 400 and 600, woff2 (static/css/fonts.css)
        "*.woff",
        "*-italic.woff2",
        "*-[1235789]00-normal.woff2",
    ]


class LeanStaticFiles(CompressedManifestStaticFilesStorage):
    """The collected files of production: under hashed names, compressed, and what others ship cut to what pages use.

    At a developer's desk the same files are served whole.
    """

    # A script that imports another one names it by its hashed name too.
    support_js_module_import_aggregation = True

    def post_process(self, paths, dry_run=False, **options):
        lean = InMemoryStorage()
        trimmed = {} if dry_run else {name: (lean, name) for name in paths if self._trim(name, *paths[name], into=lean)}
        yield from super().post_process({**paths, **trimmed}, dry_run=dry_run, **options)

    def _trim(self, name, storage, path, *, into) -> bool:
        if name != BOOTSTRAP and not name.endswith(".woff2"):
            return False
        with storage.open(path) as whole:
            content = whole.read()
        lean = trimmed_style(content.decode(), words_in_use()).encode() if name == BOOTSTRAP else unhinted(content)
        into.save(name, ContentFile(lean))
        return True
