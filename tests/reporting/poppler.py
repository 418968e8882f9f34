"""What poppler's tools say of a PDF."""

import subprocess


def said_by(*command, of):
    """What a tool says of a file."""
    return subprocess.run(command, input=of, capture_output=True, check=True).stdout.decode()


def words_of(written):
    """The text as one line."""
    return " ".join(said_by("pdftotext", "-", "-", of=written).split())


def fonts_of(written):
    """The families with their style, without the tag of the subset."""
    return {line.split()[0].partition("+")[2] for line in said_by("pdffonts", "-", of=written).splitlines()[2:]}
