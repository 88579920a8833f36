"""What the lines of one notice came to so far: its roads, its headings, and what each passage was taken for."""

from gazetteer.headings import Context
from gazetteer.items import Body, Class
from gazetteer.outlines import Outline
from gazetteer.roads import Roads
from gazetteer.text import Condensed, Span, Words


class Account:
    """The lines of one notice (`text`) being read into a body.

    `correcting` and `renaming`: what its title says that it does.
    """

    def __init__(self, text: str, body: Body, correcting: bool, renaming: bool) -> None:
        self.text = text
        self.renaming = renaming
        self.body = body
        self.outline = Outline()
        self.correcting = correcting
        self.roads = Roads(body)
        self.cited: Words | None = None  # the number of the notice that is corrected
        self.leads: list[tuple[Condensed, Context]] = []

    def spend(self, kind: Class, span: Span, size: int) -> None:
        self.body.classes[kind] = self.body.classes.get(kind, 0) + size
        self.body.used.append(span)
