"""Which clauses stand inside of quotation marks."""

from __future__ import annotations

from bisect import bisect_right

from services.dating.clauses import Clause
from services.dating.lexer import Pieces


def mark_quoted(pieces: Pieces, marks: list[int], clauses: list[Clause], inside: bool) -> bool:
    """Set `quoted` on what stands in quotation marks, of which `marks` are the code points in the sentence.

    `inside`: they were open before. Returns whether they are open at the end.
    """
    states = [inside]
    for at in marks:
        mark = pieces.text[at]
        inside = not inside if mark == '"' else mark == "“"
        states.append(inside)
    starts = pieces.starts
    for clause in clauses:
        if states[bisect_right(marks, starts[clause.head])]:
            clause.quoted = True
    return inside
