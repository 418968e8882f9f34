"""Which files of the npm packages are served, and under which names."""

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Also what one script imports of another is asked for by its hashed name: under the plain one nothing is kept."""

    support_js_module_import_aggregation = True


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
        # the typeface: upright, weights 400, 600 and 700, woff2 (static/css/fonts.css)
        "*.woff",
        "*-italic.woff2",
        "*-[123589]00-normal.woff2",
    ]
