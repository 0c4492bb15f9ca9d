"""Which few things can go wrong in a way that a person should be told about?"""


class TrellisError(Exception):
    """A whole sentence for a person. Raised deep, turned into a page, a part or JSON once."""

    status = 500

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotThere(TrellisError):
    """What you may not see does not exist for you (404)."""

    status = 404

    def __init__(self, sentence: str = "This page isn’t there, or isn’t yours to see.") -> None:
        super().__init__(sentence)


class NotAllowed(TrellisError):
    """You can see it, and this act on it is not yours (403)."""

    status = 403


class NotNow(TrellisError):
    """It cannot be done in this state, or somebody was first (409)."""

    status = 409


class BadInput(TrellisError):
    """What was given cannot be used; the sentence says what was expected (422)."""

    status = 422
