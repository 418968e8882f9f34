"""What a document's file is called."""

import re

NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')


def file_name(words: str) -> str:
    """The words without what no file system takes; the ending is the writer's."""
    return " ".join(NOT_IN_FILE_NAMES.sub(" ", words).split())
