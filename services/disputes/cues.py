"""Reporting cues: verbs that tell who says what, with the frames they stand in, stance and factivity (`lang/en/cues.json`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast, get_args

import orjson

from dateline.layers.disputes import Stance

#: quotation: '"...", he said'; clause: "said (that) ..."; that: only with "that"; question: "asked whether ..."; noun: "denied a
#: charge"; infinitive: "vowed to ..."; addressee: may name who is told before the content; action: "accused X of ...".
Frame = Literal["quotation", "clause", "that", "question", "noun", "infinitive", "addressee", "action"]
Form = Literal["base", "s", "past", "ing"]


@dataclass(frozen=True, slots=True)
class Verb:
    """A reporting verb. `factive`: it presents its content as true."""

    lemma: str
    frames: frozenset[Frame]
    stance: Stance
    factive: bool
    attitude: bool = False  #: tells what somebody thinks or wants rather than says
    naming: bool = False  #: gives a name: "a town called Ash" tells nothing


@dataclass(frozen=True, slots=True)
class Cues:
    """Every form of every reporting verb, in lower case."""

    version: str
    verbs: Mapping[str, tuple[Verb, Form]]
    phrasal: Mapping[tuple[str, str], Verb]  #: by lemma and particle: "call" "for"
    nouns: Mapping[str, Stance]  #: nouns before "that": "the accusation that ..."


@cache
def load() -> Cues:
    """Read the cues from the package's data. Raises ValueError when an entry names an unknown frame or stance."""
    raw = orjson.loads(files("services.disputes").joinpath("lang/en/cues.json").read_bytes())
    forms: dict[str, tuple[Verb, Form]] = {}
    every = [_verb(entry) for entry in raw["verbs"]]
    phrasal = {_halves(verb.lemma): verb for verb in every if " " in verb.lemma}
    heads = {head: Verb(head, frozenset(), "asserts", False) for head, _ in phrasal}
    verbs = heads | {verb.lemma: verb for verb in every if " " not in verb.lemma}
    for verb in verbs.values():
        forms |= {text: (verb, form) for text, form in inflect(verb.lemma, verb.lemma in raw["doubling"]).items()}
    for text, lemma in raw["irregular"].items():
        forms[text] = (verbs[lemma], "ing" if text.endswith("ing") else "s" if text.endswith("s") else "past")
    nouns = {text: _stance(stance) for text, stance in raw["nouns"].items()}
    return Cues(raw["version"], forms, phrasal, nouns)


def _stance(name: str) -> Stance:
    if name not in get_args(Stance):
        raise ValueError(f"cues.json: unknown stance {name!r}")
    return cast(Stance, name)


def _halves(lemma: str) -> tuple[str, str]:
    head, _, particle = lemma.partition(" ")
    return head, particle


def _verb(entry: dict[str, Any]) -> Verb:
    frames = frozenset(entry["frames"])
    if not frames <= set(get_args(Frame)) or entry["stance"] not in get_args(Stance):
        raise ValueError(f"cues.json: {entry['lemma']}: unknown frame or stance")
    flags = {name: entry[name] for name in ("attitude", "naming") if name in entry}
    return Verb(entry["lemma"], frames, cast(Stance, entry["stance"]), entry["factive"], **flags)


def inflect(lemma: str, doubling: bool = False) -> dict[str, Form]:
    """Regular forms of a verb: "deny" gives deny, denies, denied, denying; with its last letter doubled, "admit" admitted."""
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return {lemma: "base", lemma[:-1] + "ies": "s", lemma[:-1] + "ied": "past", lemma + "ing": "ing"}
    if doubling:
        return {lemma: "base", lemma + "s": "s", lemma + lemma[-1] + "ed": "past", lemma + lemma[-1] + "ing": "ing"}
    plural = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x")) else "s")
    return {lemma: "base", plural: "s", stem + "ed": "past", stem + "ing": "ing"}
