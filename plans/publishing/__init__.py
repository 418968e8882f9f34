"""Plans written in the browser: begun, saved, published, discarded, and handed out as a file.

A draft is a document (plans.drafting); it touches no table but its own before it is published. Publishing writes it as a
plan file is written (plans.loading) and keeps it as a version.
"""

from plans.publishing.beginning import begin_amendment, begin_copy, begin_from_file, begin_plan
from plans.publishing.exporting import content_of, yaml_file
from plans.publishing.publication import content_to_publish, mistakes_of, publish, undescribed
from plans.publishing.saving import DraftChanged, DraftGone, describe_amendment, discard, refuse_gone, save_draft

__all__ = [
    "DraftChanged",
    "DraftGone",
    "begin_amendment",
    "begin_copy",
    "begin_from_file",
    "begin_plan",
    "content_of",
    "content_to_publish",
    "describe_amendment",
    "discard",
    "mistakes_of",
    "publish",
    "refuse_gone",
    "save_draft",
    "undescribed",
    "yaml_file",
]
