"""Two sources that give different numbers or days for one event: "organisers counted 500, the police 200"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Final, NamedTuple

import orjson

from dateline.layers.disputes import Dispute, Party, Relation
from dateline.span import Span as WireSpan
from services.disputes.lang.en import words
from services.disputes.parts import Span
from services.disputes.reading import Reading
from services.disputes.statements import Statement
from services.disputes.told import Told, alike, is_name, party
from services.disputes.trails import Trails

#: How many accounts, and how many sentences, may lie between the two.
_ACCOUNTS, _SENTENCES = 3, 2
#: How many words from a number its noun or verb stands.
_NEAR: Final = 6
#: A claim of so many code points may leave out what its number counts.
_SHORT: Final = 60
#: How far before "put the toll at" its subject may begin, in code points.
_WHO_REACH: Final = 60
#: What stands before a name that is none of it.
_LEAD_IN: Final = re.compile(r"^(?:(?:while|whereas|but|and|though|although) )?(?:(?:the|an?) )?", re.IGNORECASE)
_TOKEN: Final = re.compile(r"\d[\d,.]*\d|\d|[A-Za-z][\w’'-]*|[%,;]")
_NUMERAL: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
#: So many times one count of an event may be the other.
_TIMES_MORE: Final = 10
#: Words of an event that two accounts of its day must share.
_SHARED: Final = 2


class Figure(NamedTuple):
    """A number in an account: what it counts (groups of the data), the word after it, and whether what is counted is left out."""

    value: float
    start: int
    end: int
    groups: frozenset[str]
    noun: str
    elliptical: bool


class Account:
    """What one source tells: where its words stand, and the number of its sentence."""

    def __init__(self, party: Party, spans: tuple[Span, ...], sentence: int) -> None:
        self.party, self.spans, self.sentence = party, spans, sentence
        self._figures: list[Figure] | None = None

    def figures(self, text: str) -> list[Figure]:
        """Its numbers, read when first asked for."""
        if self._figures is None:
            self._figures = figures_of(text, self.spans)
        return self._figures


@cache
def rules() -> dict[str, Any]:
    """Words of counts and days (`lang/en/figures.json`)."""
    raw: dict[str, Any] = orjson.loads(files("services.disputes").joinpath("lang/en/figures.json").read_bytes())
    return raw | {key: frozenset(raw[key]) for key in ("general", "own", "not_counts", "weekdays", "months")}


@cache
def _groups() -> dict[str, str]:
    return {word: group for group, every in rules()["counts"].items() for word in every}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rules()[name].replace(" ", r"\s"))


@cache
def _days() -> re.Pattern[str]:
    days, months = ("|".join(one.capitalize() for one in sorted(rules()[key])) for key in ("weekdays", "months"))
    return re.compile(rf"\b(?:{days}|(?:{months})\s\d{{1,2}}|\d{{1,2}}\s(?:{months}))\b(?!['’]s)")


def differing_figures(reading: Reading, told: Sequence[Told], trails: Trails) -> Iterator[Dispute]:
    """Every account that gives another number, or another day, than one shortly before it from another source."""
    ready = sorted(_accounts(reading, told, trails), key=lambda one: (one.sentence, one.spans[0]))
    if len(ready) < 2:
        return
    for number, later in enumerate(ready):
        for earlier in reversed(ready[max(0, number - _ACCOUNTS) : number]):
            near = later.sentence - earlier.sentence <= _SENTENCES and not alike(later.party.name, earlier.party.name)
            if near and (found := _differ(reading, earlier, later)):
                yield found
                break


def _accounts(reading: Reading, told: Sequence[Told], trails: Trails) -> Iterator[Account]:
    for one in told:
        statement = one.statement
        if (
            statement.source
            and statement.content
            and statement.stance not in ("demands", "no_comment")
            and _counts(reading, statement, trails)
        ):
            side = party(reading, one, "party")
            if is_name(side.name):
                yield Account(side, statement.content, reading.sentence_number(statement.cue[0]))
    yield from _put(reading, trails)


def _put(reading: Reading, trails: Trails) -> Iterator[Account]:
    """Numbers given without a verb of saying: "the police put the crowd at 3,000"."""
    for found in trails.find(_pattern("put"), "figures"):
        sentence = reading.sentence_number(found.start())
        who = _pattern("who").search(
            reading.text[max(reading.sentences[sentence][0], found.start() - _WHO_REACH) : found.start()]
        )
        name = _LEAD_IN.sub("", " ".join(who["who"].split())) if who else ""
        if is_name(name):
            yield Account(Party(entity=None, name=name, role="party"), (found.span(),), sentence)


def _counts(reading: Reading, statement: Statement, trails: Trails) -> bool:
    """Whether a claim may give a number or a day of an event: its sentence has a word of one, or it is short and has a digit."""
    if trails.holds("counts", reading.sentence_number(statement.cue[0])):
        return True
    short = (reading.text[start:end] for start, end in statement.content if end - start <= _SHORT)
    return any(char.isdigit() for said in short for char in said)


def _differ(reading: Reading, one: Account, other: Account) -> Dispute | None:
    first, second = one.figures(reading.text), other.figures(reading.text)
    for left in first if second else ():
        right = next((each for each in second if _one_count(left, each)), None)
        if (
            right
            and _comparable(left, right)
            and all(each.value != left.value for each in second)
            and _one_place(reading, one, other)
        ):
            return _wire(reading, one, other, "different_number", (left.start, left.end), (right.start, right.end))
    days = _day(reading.text, one), _day(reading.text, other)
    sorts = [day and day[0][0].isdigit() for day in days]
    apart = days[0] and days[1] and sorts[0] == sorts[1] and days[0][0] != days[1][0]
    if days[0] and days[1] and apart and _one_event(reading.text, one, other) and _one_place(reading, one, other):
        return _wire(reading, one, other, "different_date", days[0][1], days[1][1])
    return None


def _comparable(one: Figure, other: Figure) -> bool:
    """Whether two counts may be of one event: accounts of it do not differ by more than so many times."""
    low, high = sorted((one.value, other.value))
    return high <= low * _TIMES_MORE


def _one_count(one: Figure, other: Figure) -> bool:
    if one.elliptical or other.elliptical:
        return bool(one.groups or other.groups) and (not one.groups or not other.groups or bool(one.groups & other.groups))
    alike = one.noun == other.noun or one.noun in rules()["general"] or other.noun in rules()["general"]
    return bool(one.groups & other.groups) and alike


def figures_of(text: str, spans: Sequence[Span]) -> list[Figure]:
    """Numbers of an account that count persons of an event, or that stand without what they count."""
    found: list[Figure] = []
    for start, end in spans:
        tokens = list(_TOKEN.finditer(text, start, end))
        low = [token[0].lower() for token in tokens]
        if not set(low[:12]) & rules()["own"]:
            found += [figure for index, token in enumerate(tokens) if (figure := _figure(low, index, token))]
    return found


def _number(low: Sequence[str], index: int) -> float | None:
    word = low[index]
    if word[0].isdigit() and _NUMERAL.fullmatch(word):
        number = float(word.replace(",", ""))
        dated = index > 0 and (low[index - 1] in rules()["months"] or low[index - 1] in ("no", "aged", "article", "section"))
        return None if dated or (1900 <= number <= 2100 and "," not in word) else number
    spelled: float | None = rules()["numbers"].get(word)
    return spelled


def _figure(low: Sequence[str], index: int, token: re.Match[str]) -> Figure | None:
    value = _number(low, index)
    if value is None:
        return None
    if low[index + 1 : index + 2] == [","] and index + 2 < len(low) and _number(low, index + 2) is not None:
        return None  # one of a list, "10, 20 and 36 percent": what it counts stands after the last
    after = _until(low[index + 1 : index + 1 + _NEAR])
    if after and after[0] in rules()["not_counts"] | rules()["months"]:
        return None
    if after and after[0] in rules()["scales"]:
        value, after = value * rules()["scales"][after[0]], after[1:]
    lead = _until(low[max(0, index - _NEAR) : index][::-1])[::-1]
    groups = frozenset(_groups()[word] for word in _phrased(after) if word in _groups())
    groups = groups or frozenset(_groups()[word] for word in _phrased(lead) if word in _groups())
    noun = after[0] if after else ""
    bare = not noun or noun in words.PREPOSITIONS - {"of"}
    elliptical = bare and (not lead or any(one in " ".join(lead) for one in rules()["elliptical"]))
    return Figure(value, token.start(), token.end(), groups, noun, elliptical) if groups or elliptical else None


def _until(low: Sequence[str]) -> list[str]:
    """Words up to the next number, mark or "and": what follows is counted apart."""
    end = next(
        (at for at, word in enumerate(low) if word in (",", ";", "and") or word[0].isdigit() or word in rules()["numbers"]), None
    )
    return list(low[:end])


def _phrased(low: Sequence[str]) -> list[str]:
    return [*low, *(f"{one} {two}" for one, two in pairwise(low))]


def _one_place(reading: Reading, one: Account, other: Account) -> bool:
    """Whether the sentences name no two places: then they tell of two events."""
    first, second = (set(_pattern("place").findall(reading.text, *reading.sentences[each.sentence])) for each in (one, other))
    apart = {name for name in first ^ second if name.split()[0].lower() not in rules()["months"] | rules()["weekdays"]}
    return not (first & apart and second & apart)


def _day(text: str, account: Account) -> tuple[str, Span] | None:
    """The only day of an account: a weekday, or a month with its day; None when there is none, or more than one."""
    found = [match for start, end in account.spans for match in _days().finditer(text, start, end)]
    return (" ".join(sorted(found[0][0].lower().split())), found[0].span()) if len(found) == 1 else None


def _one_event(text: str, one: Account, other: Account) -> bool:
    """Whether two accounts share most words for what happened, or the later one has only the day."""
    first, second = (_event_words(text, each) for each in (one, other))
    least = min(len(first), len(second))
    return bool(first) and (least < _SHARED or len(first & second) >= _SHARED) and 2 * len(first & second) >= least


def _event_words(text: str, account: Account) -> set[str]:
    low = " ".join(text[start:end].lower() for start, end in account.spans)
    stop = words.PREPOSITIONS | words.AUXILIARIES | words.DETERMINERS | words.PRONOUNS | words.TIMES | words.SUBORDINATORS
    return {word for word in re.findall(r"[a-z]{3,}", low) if word not in stop}


def _wire(reading: Reading, one: Account, other: Account, relation: Relation, left: Span, right: Span) -> Dispute:
    evidence = sorted({reading.sentences[one.sentence], reading.sentences[other.sentence]})
    return Dispute(
        id="",
        kind="factual",
        objects=[reading.text[slice(*left)], reading.text[slice(*right)]],
        parties=[one.party, other.party],
        relation=relation,
        evidence=[WireSpan(start=start, end=end) for start, end in evidence],
        confidence=0.7,
    )
