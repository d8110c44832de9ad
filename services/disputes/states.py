"""Quarrels of states and unions of states: accusations, summonses, protests, severed ties, disputes said to be between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dateline.layers.disputes import DisputeKind, PartyRole
from services.disputes.lang.en.words import OFFICES
from services.disputes.names import NameFinder
from services.disputes.pairs import Pair, Side, rules, state
from services.disputes.parts import Span
from services.disputes.phrases import Phrases, called
from services.disputes.powers import Power
from services.disputes.reading import Reading
from services.disputes.sources import Sources
from services.disputes.stances import stance_of
from services.disputes.told import Told
from services.disputes.trails import Trails

#: How far into what is said the accused stands, and how far after a word of quarrel its second side, in code points.
_TARGET, _AFTER = 90, 110
#: What ends the phrase that names the accused: "accused Norden | of using Sudland".
_PHRASE_END = re.compile(r"\s(?:of|for|over|against|in|at|on|to|from|with|as|after|because|that|which|who|saying)\s|[,;:]")
_BY = re.compile(r"\sby\s")
_COMPLAINS = re.compile(r"\b(?:complain|accus|alleg|protest|charg)", re.IGNORECASE)
_OWNED = re.compile(r"['’]s ([A-Z]\w+)")
_LISTED = re.compile(r",\s(?:the\s)?")
_HEADED = re.compile(
    r"\s(?!(?:has|have|had|was|is|also|again)\b)[a-z]+\b(?:[^,;]*\b(?:who|which|drew|came)\b|\s(?:drew|came|was|has|is)\b)"
)
_PLACE = re.compile(r"\b(?:in|at|near) $")
_AND = re.compile(r"\sand\s")
_RIGHT_AFTER = 30
#: How long the phrase for who governs may be, and how far before it their state stands, in code points.
_SHORT, _BACK = 30, 400
#: How far into words that accuse the accused is named: "said that Norden had broken the treaty".
_SUBJECT = 30
#: How far after its subject the word stands that accuses it, in code points, and what ends the clause.
_PREDICATE = 80
_CLAUSE_END = re.compile(r"[.;:—“”\"]|,? \b(?:that|as|while|which|who|when|because|if)\b")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rules()["diplomatic"][name].replace(" ", r"\s+"), re.IGNORECASE)


@cache
def _lines(name: str) -> re.Pattern[str]:
    return re.compile(rules()["lines"][name].replace(" ", r"\s+"), re.IGNORECASE)


@cache
def _trade() -> tuple[NameFinder, NameFinder]:
    return NameFinder(rules()["trade"]["topics"]), NameFinder(rules()["trade"]["contest"])


def between_states(reading: Reading, told: Sequence[Told], sources: Sources, phrases: Phrases, trails: Trails) -> Iterator[Pair]:
    """Every quarrel of two sides that the text shows."""
    if len({power.id for power in sources.powers}) < 2:
        return
    topics = {reading.sentence_number(hit.start) for hit in _trade()[0].find(trails.low)}
    topics -= {number for number in topics if _not_trade().search(reading.text, *reading.sentences[number])}
    contest = {reading.sentence_number(hit.start) for hit in _trade()[1].find(trails.low)} if topics else set()
    found = [*_accusations(reading, told, sources), *_trades(reading, sources, sorted(topics & contest))]
    found += [*_acts(reading, sources, phrases, trails), *_relations(reading, sources, phrases, trails)]
    found += [*_voiced(reading, sources, trails), *_under(reading, sources, phrases, trails)]
    lines = _over_lines(reading, trails)
    found += _areas(reading, sources, lines)
    for pair in found:
        number = reading.sentence_number(pair.evidence[0])
        yield pair._replace(kind="trade" if number in topics else lines.get(number, "diplomatic"))


def _over_lines(reading: Reading, trails: Trails) -> dict[int, DisputeKind]:
    """Sentences, by number, that tell of a quarrel over waters or over where a border runs."""
    found: dict[int, DisputeKind] = {}
    kinds: tuple[DisputeKind, ...] = ("maritime", "border")
    for kind in kinds:
        for match in trails.find(_lines(kind), kind):
            number = reading.sentence_number(match.start())
            if not _lines("settled").search(reading.text, *reading.sentences[number]):
                found.setdefault(number, kind)
    return found


def _areas(reading: Reading, sources: Sources, lines: dict[int, DisputeKind]) -> Iterator[Pair]:
    for number in sorted(lines):
        sentence = reading.sentences[number]
        powers = [power for power in sources.powers_in(*sentence) if power.kind != "person"]
        yield from _both([power for power in powers if not _PLACE.search(reading.text, sentence[0], power.start)], sentence)


def _accusations(reading: Reading, told: Sequence[Told], sources: Sources) -> Iterator[Pair]:
    for one in told:
        statement = one.statement
        if statement.stance not in ("accuses", "rejects") or not statement.content or (one.side and one.side.kind == "people"):
            continue
        if statement.worded and (statement.stance == "rejects" or not one.side or one.side.kind == "person"):
            continue
        target = _target(reading, one, sources)
        if target and statement.stance == "rejects" and one.side and _pattern("claimed").match(reading.text, target.end):
            yield Pair(
                "diplomatic", state(target), state(one.side, one.id), reading.sentences[reading.sentence_number(statement.cue[0])]
            )
            continue
        side = one.side or (_office(reading, one, sources, target) if target else None)
        if target and side:
            sentence = reading.sentences[reading.sentence_number(statement.cue[0])]
            yield Pair("diplomatic", state(side, one.id), state(target), sentence)


def _office(reading: Reading, one: Told, sources: Sources, target: Power) -> Power | None:
    """The state that "the prime minister" or "the government" speaks for: the one named last before it."""
    if not one.statement.source or one.statement.stance != "accuses":
        return None
    start, end = one.statement.source[0]
    if not set(reading.text[start:end].lower().split()[-2:]) & set(rules()["diplomatic"]["governing"]) or end - start > _SHORT:
        return None
    return _other([power for power in sources.powers_in(max(0, start - _BACK), start) if power.kind != "person"][::-1], target)


def _target(reading: Reading, one: Told, sources: Sources) -> Power | None:
    """Whom an accusation is about: the phrase after the cue, or after its "by"; of words that accuse, their subject."""
    start, end = one.statement.content[0]
    end = min(end, start + (_SUBJECT if one.statement.worded else _TARGET))
    first = reading.text[start:end].split(" ", 1)[0]
    stop = _PHRASE_END.search(reading.text, start + len(first), end)
    limit = stop.start() if stop else end
    by = _BY.search(reading.text, start, limit + 4)
    power = next(iter(sources.powers_in(start, limit)), None)
    owned = power is not None and power.kind == "person" and reading.text.startswith(("'s", "’s"), power.end)
    if owned and one.statement.stance == "rejects" and one.side and one.side.kind == "person":
        return None  # "disputed the president's support": not whom, but what
    if one.statement.worded and not (power and _blamed(reading.text, power)):
        return None
    if power and one.statement.voice == "mixed" and reading.quotation_at(power.start):
        return None  # words of the source, not whom it is about: "called it 'their Norden way'"
    if one.statement.stance == "rejects" and power and _pattern("voiced").match(reading.text, power.end):
        return None  # "rejected Norden's criticism": Norden is the one that accuses
    if by:
        stop = _PHRASE_END.search(reading.text, by.end() + 1, end)
        start, limit = by.end(), stop.start() if stop else end
    return _other(sources.powers_in(start, limit), one.side)


def _blamed(text: str, power: Power) -> bool:
    """Whether what is bad is said of a side in the clause of which it is the subject."""
    said = " ".join(text[power.end : power.end + _PREDICATE].lower().split())
    stop = _CLAUSE_END.search(said)
    return stance_of(said[: stop.start()] if stop else said, ("accuses", "rejects")) is not None


def _other(powers: Sequence[Power], than: Power | None) -> Power | None:
    return next((power for power in powers if than is None or power.id != than.id), None)


def _alike(text: str, first: Power, second: Power) -> bool:
    """Whether two sides are named in one breath: "Norden, Sudland and others", "on both Norden and Sudland"."""
    imposed = text[max(0, first.start - 8) : first.start].endswith("on both ")
    return imposed or _LISTED.fullmatch(text, first.end, second.start) is not None


@cache
def _not_trade() -> re.Pattern[str]:
    return re.compile(rules()["trade"]["not"])


def _trades(reading: Reading, sources: Sources, numbers: Sequence[int]) -> Iterator[Pair]:
    """A word of trade and a word of contest in one sentence with two sides."""
    for number in numbers:
        sentence = reading.sentences[number]
        powers = [power for power in sources.powers_in(*sentence) if power.kind != "person"]
        second = _other(powers[1:], powers[0]) if powers else None
        if second and _alike(reading.text, powers[0], second):
            second = None  # "tariffs on Norden, Sudland and others": one is as little the other's opponent as the third
        role: PartyRole | None = None if _COMPLAINS.search(reading.text, *sentence) else "party"
        if second:
            yield Pair("trade", state(powers[0], role=role), state(second, role=role), sentence)


def _acts(reading: Reading, sources: Sources, phrases: Phrases, trails: Trails) -> Iterator[Pair]:
    """Summoning and expelling of envoys, protests, severed ties: who does it is the subject, to whom stands after it."""
    for name in ("envoys", "sever", "protest"):
        for found in trails.find(_pattern(name), name):
            sentence = reading.sentences[reading.sentence_number(found.start())]
            group = phrases.verb(found.start())
            subject = phrases.subject(found.start()) if group and not group.negated else None
            actors = sources.powers_in(*subject) if subject else []
            actor = actors[0] if actors else None
            second = _other(sources.powers_in(found.end(), min(sentence[1], found.end() + _AFTER)), actor) if actor else None
            if actor and second:
                yield Pair("diplomatic", state(actor), state(second), sentence)
    for found in trails.find(_pattern("passive"), "envoys"):
        sentence = reading.sentences[reading.sentence_number(found.start())]
        named = [*sources.powers_in(found.start(), found.end()), *sources.powers_in(sentence[0], found.start())[::-1]]
        owner = named[0] if named else None
        actor = _other([*sources.powers_in(found.end(), sentence[1]), *named], owner) if owner else None
        if owner and actor:
            yield Pair("diplomatic", state(actor), state(owner), sentence)


def _relations(reading: Reading, sources: Sources, phrases: Phrases, trails: Trails) -> Iterator[Pair]:
    """What is said to be between two: "a row between Norden and Sudland", "Norden criticism of Sudland"."""
    for found in trails.find(_pattern("between"), "between"):
        sentence = reading.sentences[reading.sentence_number(found.start())]
        if not found[0].lower().endswith("between") and _pattern("lessened").search(reading.text, sentence[0], found.start()):
            continue  # who eases tensions with a state is somebody else than who has them
        before = sources.powers_in(max(sentence[0], found.start() - _AFTER), found.start())
        after = sources.powers_in(found.end(), min(sentence[1], found.end() + _AFTER))
        after = [power for power in after if not _owner_of_another(reading.text, power)]
        if found[0].lower().endswith("between"):
            yield from _both(_joined(reading.text, after), sentence)
        else:
            yield from _both([*before[-1:], *after[:1]], sentence)
    for found in trails.find(_pattern("odds"), "odds"):
        sentence = reading.sentences[reading.sentence_number(found.start())]
        if subject := phrases.subject(found.start()):
            after = sources.powers_in(found.end(), min(sentence[1], found.end() + _AFTER))
            yield from _both([*sources.powers_in(*subject), *after], sentence)


def _owner_of_another(text: str, power: Power) -> bool:
    """Whether a side only owns what is meant: "a dispute with Norden's Tarn Shipping", not "with Norden's government"."""
    owned = _OWNED.match(text, power.end)
    return owned is not None and owned[1].lower() not in OFFICES


def _joined(text: str, powers: Sequence[Power]) -> list[Power]:
    """The first side, and those named right after an "and": not where it all happened."""
    joined = (power for power in powers[1:] if _AND.search(text, max(powers[0].end, power.start - _RIGHT_AFTER), power.start))
    return [*powers[:1], *joined]


def _both(powers: Sequence[Power], sentence: Span) -> Iterator[Pair]:
    """The first of some sides and the next other one, neither complaining of the other."""
    second = _other(powers, powers[0]) if powers else None
    if second:
        yield Pair("diplomatic", state(powers[0], role="party"), state(second, role="party"), sentence)


def _voiced(reading: Reading, sources: Sources, trails: Trails) -> Iterator[Pair]:
    """ "Norden allegations that Sudland ...", "rejected Norden's criticism": whose words they are, and whom they concern."""
    for power in (power for span in trails.spans("voiced") for power in sources.powers_in(*span)):
        found = _pattern("voiced").match(reading.text, power.end)
        adjective = power.kind in ("adjective", "people") and reading.text[power.end - 1] != "s"
        if found and (found["own"] or adjective or power.id.startswith("org:")):
            sentence = reading.sentences[reading.sentence_number(power.start)]
            after = sources.powers_in(found.end(), min(sentence[1], found.end() + _AFTER))
            before = sources.powers_in(max(sentence[0], power.start - _AFTER), power.start)
            if second := _other([*after, *reversed(before)], power):
                yield Pair("diplomatic", state(power), state(second), sentence)


def _under(reading: Reading, sources: Sources, phrases: Phrases, trails: Trails) -> Iterator[Pair]:
    for found in trails.find(_pattern("under"), "under"):
        sentence: Span = reading.sentences[reading.sentence_number(found.start())]
        second = next(iter(sources.powers_in(sentence[0], found.start())), None)
        if second and second.kind != "adjective" and _HEADED.match(reading.text, second.end, found.start()):
            continue  # "the Norden envoy drew criticism": it is not Norden that did
        first = _other(sources.powers_in(found.end(), min(sentence[1], found.end() + _AFTER)), second) if second else None
        plain = second is not None and first is None and second.kind in ("name", "seat")
        name = called(reading.text, phrases.name(found.end() + 1)) if plain else None
        side = state(first) if first else Side(name, None) if name else None
        if side and second:
            yield Pair("diplomatic", side, state(second), sentence)
