"""What a use case says when a rule refuses: a sentence that a person understands."""


class Refused(Exception):
    """A rule refuses what was asked. `field` names the form field that the sentence belongs to, if one does."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = str(sentence)
        self.field = field


class Stale(Refused):
    """Somebody else changed the object since the form was shown: both texts must be seen, none is lost."""
