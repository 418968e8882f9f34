"""What is wrong with a file, told to whoever wrote it: where, what, and what was expected."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Place:
    """A spot of a file: its line (from 1) and the way down to it, such as "goals[htx-moi].targets[2].value"."""

    line: int
    path: str = ""


@dataclass(frozen=True, order=True)
class Mistake:
    """One mistake of a file, as a Vietnamese sentence."""

    file: str
    line: int
    place: str
    message: str

    def __str__(self):
        return f"dòng {self.line}: {self.place}: {self.message}" if self.place else f"dòng {self.line}: {self.message}"


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
