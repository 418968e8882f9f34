"""What is wrong with a file, told to whoever wrote it: where, what, and what was expected."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Place:
    """A spot of a file: its line (from 1) and the way down to it, such as "goals[htx-moi].targets[2].value".

    What is written in the browser has no lines: there the line is 0.
    """

    line: int
    path: str = ""

    def __str__(self):
        return f"dòng {self.line}" if self.line else f"“{self.path}”"


@dataclass(frozen=True, order=True)
class Mistake:
    """One mistake of a file, as a Vietnamese sentence."""

    file: str
    line: int
    place: str
    message: str

    def __str__(self):
        spots = [f"dòng {self.line}" if self.line else "", self.place]
        return ": ".join([*filter(None, spots), self.message])


@dataclass
class Mistakes:
    """All mistakes of one file, collected while it is read and checked."""

    file: str
    found: list[Mistake] = field(default_factory=list)

    def add(self, place: Place, message: str) -> None:
        self.found.append(Mistake(self.file, place.line, place.path, message))

    def __bool__(self):
        return bool(self.found)


class PlanFileWrong(Exception):
    """Nothing was loaded. `mistakes` holds every mistake of every file, in the order of the lines."""

    def __init__(self, mistakes: list[Mistake]):
        self.mistakes = mistakes
        super().__init__("\n".join(f"{mistake.file}: {mistake}" for mistake in mistakes))
