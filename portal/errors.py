"""How a rule says no."""


class RuleBroken(Exception):
    """A rule refuses: its text is one Vietnamese sentence that a clerk can read and act on."""
