"""Which clauses stand inside of quotation marks."""

from __future__ import annotations

from bisect import bisect_right

from services.dating.clauses import Clause
from services.dating.lexer import Pieces
from services.dating.reading import Sentence

_MARKS = frozenset(('"', "“", "”"))


def mark_quoted(pieces: Pieces, sentence: Sentence, clauses: list[Clause], inside: bool) -> bool:
    """Set `quoted` on what stands in quotation marks; `inside`: they were open before. Whether they are open at the end."""
    words = pieces.words[sentence.first : sentence.last]
    turns = [at for at, word in enumerate(words, sentence.first) if word in _MARKS]
    states = []
    for at in turns:
        word = words[at - sentence.first]
        states.append(inside)
        inside = not inside if word == '"' else word == "“"
    states.append(inside)
    for clause in clauses:
        if states[bisect_right(turns, clause.head)]:
            clause.quoted = True
    return inside
