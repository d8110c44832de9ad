"""Closed lists of English words that tell whose a name or a weekday is."""

from __future__ import annotations

# fmt: off
#: before a weekday that is not the text's own day
NOT_TODAY = frozenset((
    "until", "till", "by", "for", "from", "since", "after", "before", "starting", "beginning", "through", "next", "every",
    "each",
))
#: beside the weekday on which somebody said it
SAID = frozenset((
    "said", "says", "told", "announced", "reported", "statement", "stated", "added", "according", "quoted", "confirmed",
))
#: what a surname stands behind that is no first name, in lower case
TITLES = frozenset((
    "president", "minister", "premier", "chancellor", "secretary", "secretary-general", "general", "leader", "governor", "pope",
    "king", "queen", "prince", "crown", "sheikh", "emir", "colonel", "chairman", "speaker", "ambassador", "senator", "sen.",
    "rep.", "gov.", "gen.", "lt.", "col.", "maj.", "mr.", "mrs.", "ms.", "mr", "mrs", "ms", "dr", "dr.", "lord", "sir", "judge",
    "justice", "general-secretary", "director", "commissioner", "director-general", "chief", "marshal", "cardinal", "ayatollah",
    "mullah", "imam", "captain", "coach", "the", "in", "but", "and", "as", "when", "if", "while", "after", "on", "for", "with",
    "american", "british", "russian", "french", "german", "israeli", "iraqi", "iranian", "chinese", "japanese", "of", "by",
    "democrat", "republican", "comrade", "candidate", "opponent", "prosecutor", "envoy", "foreign", "both", "from", "to",
))
