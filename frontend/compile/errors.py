"""What is said when a template cannot be written as a script: where it stands and what it is."""


class BuildError(Exception):
    """A construct without a rule, or a trap. `file` is the template's path, `line` counts from 1."""

    def __init__(self, *, file: str, line: int, what: str) -> None:
        super().__init__(f"{file}:{line}: {what}")
        self.file = file
        self.line = line
        self.what = what
