"""Which characters of a notice were read as what."""

from gazetteer.entries import Action, Entry
from gazetteer.text import Problem, Sentence, Span
from web.marks import Piece, clause, cut_pieces, passages

TEXT = "一、命名\n甲路：东起乙路。\n其余从略。"


def entry(**spans: Span) -> Entry:
    return Entry("n-1", Action.NAMING, "甲路", Span(5, 13), TEXT[5:13], spans=spans)


def test_a_clause_is_cut_where_values_stand():
    """一、命名 / 甲路：东起乙路。"""
    assert clause(TEXT, entry(name=Span(5, 7), start=Span(10, 12))) == (
        Piece("甲路", "name"),
        Piece("：东起"),
        Piece("乙路", "start"),
        Piece("。"),
    )


def test_only_some_values_can_be_marked():
    assert [piece.field for piece in clause(TEXT, entry(name=Span(5, 7), start=Span(10, 12)), ["start"])] == [
        None,
        "start",
        None,
    ]


def test_of_two_marks_that_overlap_the_first_counts():
    marks = [(Span(0, 3), "a"), (Span(2, 4), "b"), (Span(0, 5), "c")]
    assert cut_pieces("12345", Span(0, 5), marks) == (Piece("12345", "c"),)


def test_the_whole_text_comes_back_character_for_character():
    unread = Problem(Span(14, 18), Sentence("读不懂", "unread"), "其余从略")
    cut = passages(TEXT, [entry(name=Span(5, 7))], [unread])
    assert "".join(piece.text for passage in cut for piece in passage.pieces) == TEXT
    assert [passage.entry.entry_id if passage.entry else None for passage in cut] == [None, "n-1", None]
    assert Piece("其余从略", "problem") in cut[-1].pieces
