"""What a word may be: forms of verbs and the nouns of happenings, read from lists and from how words are built."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from services.dating.lang.en.cues import ADVERBS, BOUNDS, DOUBLED, NO_ADVERBS, NO_GERUNDS, NO_PARTICIPLES, STOPS

#: What a word may be, as bits.
(
    MODAL,
    HAVE,
    BE,
    DO,
    TO,
    PAST,
    PARTICIPLE,
    GERUND,
    THIRD,
    BASE,
    ADVERB,
    NOUN,
    BOUND,
    REPORTING,
    HYPHEN,
    SKIPPED,
    STOP,
    JOIN,
    DULL,
    NAMING,
) = (1 << bit for bit in range(20))
#: May begin a verb group.
STARTS: Final = MODAL | HAVE | BE | DO | TO | PAST | PARTICIPLE | GERUND | THIRD | BASE
#: Words that may be or part verbs, or name events.
MARKED: Final = STARTS | NOUN | HYPHEN | BOUND
#: What may stand between an auxiliary and its verb beside adverbs: the parts of "n't".
_PARTED: Final = frozenset(("'", "’", "t"))
_JOINS: Final = frozenset((",", "and", "or"))

BE_FORMS = {"is": "present", "are": "present", "am": "present", "'re": "present", "was": "past", "were": "past"}
HAVE_FORMS = {"has": "perfect", "have": "perfect", "had": "past", "'ve": "perfect", "having": "participle"}
DO_FORMS = {"do": "present", "does": "present", "did": "past"}
#: What stands before the "'t" of a negation; "haven", "don" and "won" are other words where no apostrophe follows.
NEGATED: Final = {
    **dict.fromkeys(("isn", "aren", "don", "doesn"), "present"), **dict.fromkeys(("wasn", "weren", "hadn", "didn"), "past"),
    **dict.fromkeys(("hasn", "haven"), "perfect"), **dict.fromkeys(("couldn", "wouldn", "shouldn", "mightn"), "conditional"),
    "mustn": "possible", "won": "future",
}  # fmt: skip
BE_FORMS |= {word: NEGATED[word] for word in ("isn", "aren", "wasn", "weren")}
HAVE_FORMS |= {word: NEGATED[word] for word in ("hasn", "haven", "hadn")}
DO_FORMS |= {word: NEGATED[word] for word in ("don", "doesn", "didn")}
_NO_HAPPENING: Final = frozenset(("isn", "aren", "wasn", "weren"))
_NEGATED_MODALS: Final = frozenset(NEGATED.keys() - BE_FORMS.keys() - HAVE_FORMS.keys() - DO_FORMS.keys())
#: Words of which the kind is remembered.
_REMEMBERED: Final = 50_000


@dataclass(frozen=True, slots=True)
class Forms:
    """The lists. Past and participle share most forms."""

    base: frozenset[str]
    third: frozenset[str]
    past: frozenset[str]
    participle: frozenset[str]
    gerund: frozenset[str]
    modals: Mapping[str, str]
    reporting: frozenset[str]
    naming: frozenset[str]
    stative: frozenset[str]
    event_nouns: frozenset[str]
    lemmas: Mapping[str, str]  #: any form of a verb, or a noun made of it: the verb


@cache
def forms() -> Forms:
    """The list of verbs with all their forms and the nouns of happenings, read once."""
    raw = _load("verbs.json")
    lemmas: dict[str, str] = {}
    base, third, past, participle, gerund = (set[str]() for _ in range(5))
    for entry in (*raw["irregular"], *raw["regular"]):
        verb, *own = entry.split()
        forms_of = regular(verb)
        base.add(verb)
        third.add(forms_of[0])
        past.add(own[0] if own else forms_of[1])
        gerund.add(forms_of[2])
        participle.add(own[1] if own else forms_of[1])
        for form in (verb, forms_of[0], forms_of[2], *(own or [forms_of[1]])):
            lemmas.setdefault(form, verb)
    nouns = _nouns(base, _load("nouns.json"))
    return Forms(
        frozenset(base), frozenset(third), frozenset(past), frozenset(participle), frozenset(gerund), raw["modals"],
        frozenset(raw["reporting"]), frozenset(raw["naming"]), frozenset(raw["stative"]), frozenset(nouns),
        {**nouns, **lemmas},
    )  # fmt: skip


def regular(verb: str) -> tuple[str, str, str]:
    """Third person, past and gerund of a regular verb."""
    stem = verb + verb[-1] if verb in DOUBLED else verb
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    third = verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    if verb.endswith("ie"):
        return third, verb + "d", verb[:-2] + "ying"
    if verb.endswith("e"):
        return third, verb + "d", (verb if verb.endswith("ee") else verb[:-1]) + "ing"
    return third, stem + "ed", stem + "ing"


def _nouns(verbs: Iterable[str], raw: Mapping[str, Any]) -> dict[str, str]:
    """Nouns of happenings, in both numbers, each with what it comes from: a verb, or itself in the singular."""
    made = {noun: verb for verb in sorted(verbs) for noun in _made_of(verb, raw["endings"])}
    singular = {noun: verb for noun, verb in made.items() if noun not in raw["no_happenings"]}
    for entry in raw["nouns"]:
        noun, _, verb = entry.partition(" ")
        singular[noun] = verb or made.get(noun, noun)
    both = {form: origin for noun, origin in singular.items() for form in (noun, regular(noun)[0])}
    only = (entry.partition(" ") for entry in raw["only"])
    return {**both, **{noun: verb or made.get(noun, noun) for noun, _, verb in only}}


def _made_of(verb: str, endings: Iterable[str]) -> Iterator[str]:
    """Words that may be nouns of a verb. Most are none, and stand in no text."""
    stem = verb.removesuffix("e")
    yield from ((verb if ending[0] not in "aeiou" else stem) + ending for ending in endings)
    if verb.endswith(("ide", "ude", "ade")):
        yield verb[:-2] + "sion"  # decide, conclude, invade
    if verb.endswith(("end", "and", "ert")):
        yield verb[:-1] + "sion"  # suspend, expand, convert
    if verb.endswith("fy"):
        yield verb[:-1] + "ication"  # ratify


def _load(name: str) -> Mapping[str, Any]:
    raw: Mapping[str, Any] = json.loads(files("services.dating.lang.en").joinpath(name).read_text("utf-8"))
    return raw


class _Kinds(dict[str, int]):
    """What a word (lower case) may be, remembered; forgets all when it has grown large."""

    def __missing__(self, word: str) -> int:
        if len(self) > _REMEMBERED:
            self.clear()
        self[word] = kind = _kind(word)
        return kind


KINDS: Final = _Kinds()


def _kind(word: str) -> int:
    known = forms()
    kind = (BOUND if word in BOUNDS else 0) | (STOP if word in STOPS else 0) | (JOIN if word in _JOINS else 0)
    kind |= SKIPPED if word in ADVERBS or word in _PARTED else 0
    kind |= MODAL if word in known.modals or word in _NEGATED_MODALS else 0
    kind |= NOUN if word in known.event_nouns else 0
    kind |= (DULL if word in known.stative or word in _NO_HAPPENING or not word.isalpha() or len(word) < 2 else 0) | (
        NAMING if word in known.naming else 0
    )
    if not word.isalpha():
        kind |= HYPHEN if word == "-" else 0
        return kind | (HAVE if word in HAVE_FORMS else BE if word in BE_FORMS else 0)
    kind |= HAVE if word in HAVE_FORMS else BE if word in BE_FORMS else DO if word in DO_FORMS else TO if word == "to" else 0
    kind |= PAST if word in known.past else 0
    kind |= PARTICIPLE if word in known.participle or _is_participle(word) else 0
    kind |= GERUND if word in known.gerund or _is_gerund(word) else 0
    kind |= THIRD if word in known.third else 0
    kind |= BASE if word in known.base else 0
    kind |= REPORTING if word in known.reporting else 0
    return kind | (ADVERB | SKIPPED if word.endswith("ly") and len(word) > 4 and word not in NO_ADVERBS else 0)


def _is_participle(word: str) -> bool:
    if not word.endswith("ed") or len(word) <= 4 or word in NO_PARTICIPLES:
        return False
    return not (word.startswith("un") and word[2:] in forms().participle)  # "unnoticed", "unchanged": no verbs


def _is_gerund(word: str) -> bool:
    return word.endswith("ing") and len(word) > 5 and word not in NO_GERUNDS
