"""Which clauses stand inside of quotation marks."""

from __future__ import annotations

from services.dating.clauses import Clause
from services.dating.lexer import Pieces
from services.dating.reading import Sentence


def mark_quoted(pieces: Pieces, sentence: Sentence, clauses: list[Clause], nouns: list[Clause], inside: bool) -> bool:
    """Set `quoted` on what stands in quotation marks; `inside`: they were open before. Whether they are open at the end."""
    text = pieces.text[sentence.start : sentence.end]
    if '"' not in text and "“" not in text and "”" not in text:
        if inside:
            for clause in (*clauses, *nouns):
                clause.quoted = True
        return inside
    opened = []
    for word in pieces.words[sentence.first : sentence.last]:
        inside = word == "“" or (inside and word != "”" if word != '"' else not inside)
        opened.append(inside)
    for clause in (*clauses, *nouns):
        clause.quoted = opened[clause.head - sentence.first]
    return inside
