"""What the words of the dating stage mean, in a sentence each: why an event is when it is, and its status."""

from __future__ import annotations

from typing import Final

#: By `when.basis`.
BASES: Final = {
    "same-clause": "an expression of time in the same clause",
    "same-phrase": "an expression of time in the phrase of the noun",
    "same-sentence": "the time of a clause that it is joined to in its sentence",
    "governing-verb": "the time of the verb that it depends on",
    "same-event": "the time that the text gives the same event elsewhere",
    "narrative": "the time that the text is telling of, as last given",
    "document-time": "told as of the document's own day, and no other time is given",
    "after-document-time": "told as still to come",
    "before-document-time": "told as past, on no day that is given",
}
#: By `status`.
STATUSES: Final = {
    "occurred": "told as having taken place",
    "scheduled": "told as to come: a future or a plan",
    "ongoing": "told as going on",
    "conditional": "told as depending on something else",
    "recurring": "told as coming again and again",
    "denied": "told as not taking place",
    "hypothetical": "told as possible, wanted or feared",
}
