"""Quarrels beside the registered places: trade, legal, labour, electoral and diplomatic ones, with who stands against whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import orjson

from dateline.layers.disputes import Dispute, DisputeKind, Party, PartyRole
from dateline.span import Span as WireSpan
from services.disputes.accounts import contested_charge
from services.disputes.lang.en import words
from services.disputes.names import NameFinder, lowered
from services.disputes.powers import Power
from services.disputes.reading import Reading, Span
from services.disputes.sources import Sources
from services.disputes.told import Told, name_of

#: How far into what is said the accused stands.
_TARGET_REACH = 70
_ROLES: dict[DisputeKind, tuple[PartyRole, PartyRole]] = {
    "legal": ("plaintiff", "defendant"),
    "labour": ("party", "party"),
    "trade": ("accuser", "accused"),
    "electoral": ("accuser", "accused"),
    "diplomatic": ("accuser", "accused"),
}
_NAME = r"(?:the |The )?(?:[A-Z][\w.&’'-]*(?: (?:of|and|de|the|&) (?=[A-Z]))?\s?)+"
_WHO = rf"(?:{_NAME}|(?:the|a|an|The|A|An|two|three|his|her|its|their) [a-z]+)"
_FILED = r"filed (?:a|an|its|their) (?:[\w-]+ )?(?:lawsuit|suit|complaint|legal action) against"
_VERB = rf"(?:has |have |had |is |are |was |were )?(?:sued|sues|suing|{_FILED})"
_SUIT = re.compile(rf"(?P<one>{_WHO})\s(?:\w+ ){{0,3}}?{_VERB}\s(?P<two>{_WHO})")
_WON = r"(?:has |have |had )?(?:won|gained|obtained|sought|was granted)[^.]{0,30}injunction[^.]{0,25}"
_STOPPED = re.compile(rf"(?P<one>{_NAME}){_WON}\s(?P<two>{_WHO})")
_NAMED = re.compile(rf"(?P<two>{_NAME})[^.;]{{0,60}}\bnamed as (?:a )?(?:co-)?defendants?")
_AGAINST = re.compile(rf"(?:suits?|lawsuits?|claims|action|complaints?|injunctions?) against (?P<two>{_WHO})")


class Side(NamedTuple):
    """One side of a quarrel before it has a role."""

    name: str
    entity: str | None
    claim: str | None = None


class Pair(NamedTuple):
    """Two sides that stand against each other, the first one complaining, and where this is shown."""

    kind: DisputeKind
    first: Side | None
    second: Side | None
    evidence: Span


@cache
def rules() -> dict[str, Any]:
    """Words of each kind of quarrel (`lang/en/quarrels.json`)."""
    raw: dict[str, Any] = orjson.loads(files("services.disputes").joinpath("lang/en/quarrels.json").read_bytes())
    return raw


@cache
def _finders() -> tuple[NameFinder, list[str], NameFinder, list[str]]:
    issue = [(word, kind) for kind, words in rules()["kinds"].items() for word in words]
    contest = [(word, kind) for kind, words in rules()["contest"].items() for word in words]
    contest += [(word, "diplomatic") for word in rules()["diplomatic"]]
    first, second = NameFinder([word for word, _ in issue]), NameFinder([word for word, _ in contest])
    return first, [kind for _, kind in issue], second, [kind for _, kind in contest]


def quarrels(reading: Reading, told: Sequence[Told], sources: Sources, taken: Sequence[Span]) -> list[Dispute]:
    """Quarrels that the text shows, without ids; none over what `taken` (evidence of registered disputes) shows."""
    low = lowered(reading.text)
    found = [
        *_between_states(reading, told, sources, low),
        *_over_votes(reading, told, low),
        *_in_sentences(reading, low, sources),
    ]
    found += [_charged(reading, one) for one in told if contested_charge(reading, one) and one.statement.source]
    return _merged(reading, [pair for pair in found if pair.evidence not in set(taken)])


def _between_states(reading: Reading, told: Sequence[Told], sources: Sources, low: str) -> Iterator[Pair]:
    for one in told:
        if (
            one.statement.stance not in ("accuses", "rejects")
            or not one.side
            or not one.statement.content
            or one.statement.worded
        ):
            continue
        start = one.statement.content[0][0]
        target = next((power for power in sources.powers_in(start, start + _TARGET_REACH) if power.id != one.side.id), None)
        if target and one.side.kind != "people":
            sentence = reading.sentences[reading.sentence_number(one.statement.cue[0])]
            kind = _kind(low[slice(*sentence)]) or "diplomatic"
            yield Pair(kind, Side(one.side.name, one.side.id, one.id), Side(target.name, target.id), sentence)


def _charged(reading: Reading, told: Told) -> Pair:
    """Who denies a charge before a court; the accuser is not named."""
    sentence = reading.sentences[reading.sentence_number(told.statement.cue[0])]
    return Pair("legal", None, Side(name_of(reading, told), told.entity), sentence)


def _over_votes(reading: Reading, told: Sequence[Told], low: str) -> Iterator[Pair]:
    """Accusations over an election between any two: "protesters accused the president of manipulating the vote"."""
    for one in told:
        statement = one.statement
        if statement.stance != "accuses" or statement.worded or not statement.source or not statement.content:
            continue
        start, end = statement.content[0]
        sentence = reading.sentences[reading.sentence_number(statement.cue[0])]
        accused = re.match(r"[^,;]{2,60}?(?=,| of )", reading.text[start:end])
        if accused and _kind(low[slice(*sentence)]) == "electoral":
            yield Pair("electoral", Side(name_of(reading, one), one.entity, one.id), Side(_clean(accused[0]), None), sentence)


def _kind(sentence: str) -> DisputeKind | None:
    """Trade and elections have words of their own; other quarrels of states are diplomatic."""
    kinds = {_finders()[1][hit.name] for hit in _finders()[0].find(sentence)}
    return "trade" if "trade" in kinds else "electoral" if "electoral" in kinds else None


def _in_sentences(reading: Reading, low: str, sources: Sources) -> Iterator[Pair]:
    """Sentences that hold a word of a kind and a word of contest."""
    issue, kinds, contest, contested = _finders()
    topics = {(reading.sentence_number(hit.start), kinds[hit.name]) for hit in issue.find(low)}
    for hit in contest.find(low):
        kind, number = contested[hit.name], reading.sentence_number(hit.start)
        if kind == "diplomatic" or (number, kind) in topics:
            yield from _pairs(reading, kind, reading.sentences[number], sources)


def _pairs(reading: Reading, kind: str, sentence: Span, sources: Sources) -> Iterator[Pair]:
    powers = list({power.id: power for power in sources.powers_in(*sentence) if power.kind != "person"}.values())
    if kind in ("trade", "diplomatic"):
        if len(powers) >= 2:
            one, two = powers[0], powers[1]
            yield Pair("trade" if kind == "trade" else "diplomatic", _state(one), _state(two), sentence)
    elif kind == "legal":
        yield from _suits(reading.text, sentence)
    elif kind == "labour":
        yield from _labour(reading.text, sentence)


def _state(power: Power) -> Side:
    return Side(power.name, power.id)


def _suits(text: str, sentence: Span) -> Iterator[Pair]:
    for pattern in (_SUIT, _STOPPED, _NAMED, _AGAINST):
        found = pattern.search(text, *sentence)
        if found:
            first = found.groupdict().get("one")
            yield Pair("legal", Side(_clean(first), None) if first else None, Side(_clean(found["two"]), None), sentence)
            return


def _labour(text: str, sentence: Span) -> Iterator[Pair]:
    workers = _workers().search(text, *sentence)
    if not workers:
        return
    others = (name for name in _EMPLOYER.finditer(text, *sentence) if not workers.start() <= name.start() < workers.end())
    employer = next((name for name in others if not _opens(name, sentence[0])), None)
    yield Pair("labour", Side(_clean(workers[0]), None), Side(_clean(employer[0]), None) if employer else None, sentence)


def _opens(name: re.Match[str], start: int) -> bool:
    """Whether it is only the sentence's first word that has a capital."""
    low = name[0].lower()
    common = low in words.PREPOSITIONS | words.DETERMINERS | words.SUBORDINATORS | words.PRONOUNS | words.ADVERBS | words.TIMES
    return (name.start() == start and (common or low.endswith("ly"))) or low in words.TIMES


@cache
def _workers() -> re.Pattern[str]:
    return re.compile(rf"(?:[A-Z][\w’'-]+\s)*(?:[a-z]+\s)?\b(?:{'|'.join(rules()['workers'])}|Union|Workers)\b")


_EMPLOYER = re.compile(
    r"\b[A-Z][\w.&-]+(?:\s(?:&\s)?[A-Z][\w.&-]+)*|\b[Tt]he (?:company|government|ministry|airline|firm|council|university)\b"
)


def _clean(name: str) -> str:
    name = " ".join(name.split()).strip(" ,.")
    return re.sub(r"^(?:[Tt]he|[Aa]n?) |[’']s$", "", name)


def _merged(reading: Reading, pairs: Sequence[Pair]) -> list[Dispute]:
    """Pairs of one kind with a side in common are one quarrel."""
    groups: list[list[Pair]] = []
    for pair in pairs:
        names = {side.name for side in (pair.first, pair.second) if side}
        single = pair.kind in ("legal", "labour", "electoral")
        group = next((one for one in groups if one[0].kind == pair.kind and (single or names & _names(one))), None)
        if group is None:
            groups.append([pair])
        else:
            group.append(pair)
    return [_dispute(reading, group) for group in groups]


def _alike(one: str, other: str) -> bool:
    """Whether two names may be one side's: the last word of one is that of the other ("the union", "the pilots' union")."""
    return one == other or one.split()[-1].lower() == other.split()[-1].lower()


def _names(group: Sequence[Pair]) -> set[str]:
    return {side.name for pair in group for side in (pair.first, pair.second) if side}


def _dispute(reading: Reading, group: Sequence[Pair]) -> Dispute:
    kind = group[0].kind
    evidence = sorted({pair.evidence for pair in group})
    parties: dict[str, Party] = {}
    for pair in group:
        for side, role in zip((pair.first, pair.second), _ROLES[kind], strict=True):
            if side and not any(_alike(side.name, known) for known in parties):
                parties[side.name] = Party(entity=side.entity, name=side.name, role=role)
    claims = [(pair.first.name, pair.first.claim) for pair in group if pair.first and pair.first.claim]
    full = [
        party.model_copy(update={"claims": list(dict.fromkeys(claim for name, claim in claims if name == party.name))})
        for party in parties.values()
    ]
    return Dispute(
        id="",
        kind=kind,
        objects=[],
        parties=full,
        evidence=[WireSpan(start=start, end=end) for start, end in evidence],
        confidence=round(min(0.9, 0.5 + 0.1 * len(evidence) + 0.1 * (len(parties) > 1)), 2),
    )
