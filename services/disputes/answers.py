"""Which account before it a denial or a silence answers, and whether it is one at all: "denied the charge", not "denied bail"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

import orjson

from services.disputes.lang.en import words
from services.disputes.reading import Reading
from services.disputes.sources import Sources
from services.disputes.statements import Statement
from services.disputes.told import Told, alike, name_of

#: What negates a denial before its subject: "Nor does the mayor deny ...", and how far before the cue it may stand.
_NOR, _REFUSING = re.compile(r"\b[Nn]or (?:does|did|do|has|have|had|can|could|would)\b[^.;,]*$"), 60
#: How many sentences back the account may stand that a denial or a silence answers.
_REACH: Final = 2
#: How many words into a denial it is seen what is denied.
_HEAD: Final = 9
#: How many words into a denial its verb stands: "denied Holm made the remark".
_CLAUSE: Final = 4
#: How many claims back the account may stand that an answer is to, and how far into it the accused stands, in code points.
_CLAIMS_BACK, _TARGET_REACH = 40, 70
#: A name's last word must be longer than this to be looked for alone.
_SHORT_NAME: Final = 3
#: How far before who is silent the account may be named that it is silent on, in code points.
_LEAD: Final = 40


@cache
def rules() -> dict[str, Any]:
    """Words of denials, silences and rejected accounts (`lang/en/accounts.json`)."""
    raw: dict[str, Any] = orjson.loads(files("services.disputes").joinpath("lang/en/accounts.json").read_bytes())
    return raw | {key: frozenset(words) for key, words in raw.items() if isinstance(words, list)}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rules()[name], re.IGNORECASE)


def first_words(reading: Reading, statement: Statement) -> list[str]:
    """What a statement's content begins with, in lower case, without marks."""
    said = " ".join(reading.text[start : min(end, start + 160)] for start, end in statement.content[:1]).lower()
    return re.findall(r"[a-z]+(?:-[a-z]+)*|[\"“]", said)[: 2 * _HEAD]


def is_denial(reading: Reading, statement: Statement) -> bool:
    """Whether an account or a deed is denied, not a wish, a right or a benefit ("denied entry", "denied the request")."""
    if statement.stance != "denies" or not statement.content:
        return False
    said = first_words(reading, statement)
    if statement.worded:
        return bool(_pattern("untrue").search(_said(reading, statement)))
    if set(re.findall(r"[a-z]+", reading.text[slice(*statement.cue)].lower())) & rules()["modal"]:
        return False
    if _NOR.search(reading.text, max(0, statement.cue[0] - _REFUSING), statement.cue[0]):
        return False
    refuser = {word for start, end in statement.source for word in reading.text[start:end].lower().split()}
    return bool(said) and not refuser & rules()["refusers"] and _denies(said)


def _denies(said: Sequence[str]) -> bool:
    first, head = said[0], set(said[:_HEAD])
    if first == "that" and said[1:2] and said[1] in words.TIMES:
        return False
    given = len(said) > 1 and said[1] in words.DETERMINERS and first not in ("that", "all", "having")
    if (first in rules()["anaphors"] and not given) or (first.endswith("ing") and len(first) > 5):
        return True
    if head & rules()["benefits"]:
        return False
    if head & (rules()["accounts"] | rules()["deeds"]):
        return True
    if first == "that":
        return True
    verbs = (index for index, word in enumerate(said[:_HEAD]) if word in words.AUXILIARIES)
    at = next(verbs, next((index for index, word in enumerate(said[:_CLAUSE]) if word in words.COMMON_VERBS), 0))
    return at > 0 and not set(said[:at]) & {"to", "that", "which", "who", "whose", "whom"}


def _said(reading: Reading, statement: Statement) -> str:
    return " ".join(" ".join(reading.text[start : min(end, start + 400)].split()) for start, end in statement.content[:2])


def is_silence(reading: Reading, statement: Statement) -> bool:
    """Whether somebody leaves an account open: declines to comment, gives no such details, cannot verify it."""
    return statement.stance == "no_comment" and bool(_pattern("silences").search(reading.text, *statement.cue))


def is_rejection(reading: Reading, statement: Statement) -> bool:
    """Whether a cue says that an account is not so: "disputed the account", not "criticised the remarks"."""
    return bool(_pattern("rejecting").search(reading.text, *statement.cue))


def is_unverified(reading: Reading, statement: Statement) -> bool:
    """Whether an account could not be checked, by nobody in particular."""
    return bool(_pattern("unverified").search(reading.text, *statement.cue))


def answered(reading: Reading, told: Sequence[Told], number: int, sources: Sources) -> Told | None:
    """The account that a denial or silence answers; None when none near it certainly is that account."""
    answer = told[number]
    if answer.statement.stance == "denies":
        return _accusation(told, number, sources) or _denied(reading, told, number, sources)
    return _passed_over(reading, told, number, sources)


def _accusation(told: Sequence[Told], number: int, sources: Sources) -> Told | None:
    """The accusation, anywhere before, whose target is the side that denies."""
    side = told[number].side
    if side is None:
        return None
    for index in range(number - 1, max(-1, number - _CLAIMS_BACK), -1):
        candidate = told[index]
        if candidate.statement.stance == "accuses" and candidate.side and candidate.side.id != side.id:
            start = candidate.statement.content[0][0] if candidate.statement.content else 0
            if any(power.id == side.id for power in sources.powers_in(start, start + _TARGET_REACH)):
                return candidate
    return None


def _denied(reading: Reading, told: Sequence[Told], number: int, sources: Sources) -> Told | None:
    answer = told[number]
    if not set(first_words(reading, answer.statement)[:_HEAD]) & rules()["pointers"]:
        return None
    pointed = bool(set(first_words(reading, answer.statement)[:_HEAD]) & rules()["pointing"])
    near = _near(reading, told, number)
    for candidate in near:
        stance = candidate.statement.stance
        if stance not in ("accuses", "asserts") or not candidate.statement.source or _same(reading, candidate, answer):
            continue
        if _pronoun(reading, answer) and _within(answer.statement.cue[0], candidate.statement):
            continue
        if (
            stance == "accuses"
            or pointed
            or _within(answer.statement.cue[0], candidate.statement)
            or _about(reading, candidate, answer, sources)
        ):
            return _outermost(near, candidate)
    return None


@cache
def _own_account() -> re.Pattern[str]:
    """What a silence names as passed over, where that is told nowhere else: "reports that ...", "Norden's accusations"."""
    about = r"(?:(?:publicly|directly|immediately|further) )?(?:(?:on|about|to|regarding|over|of) )?"
    owner = r"(?P<owner>(?:the )?[A-Z][\w.]*(?: [A-Z][\w.]*)*)['’]s? "
    said = rules()["disclosed"]
    ending = r"(?= (?:that|of|from|claiming|suggesting|alleging|saying)\b)"
    return re.compile(rf"{about}(?:{owner}(?:[\w’'-]+ ){{0,3}}{said}\b|(?:\w+ )?(?:[a-z]+ )?{said}{ending})")


def _elsewhere(reading: Reading, answer: Told, candidate: Told) -> bool:
    """Whether a silence is on an account that it names itself, and that is not the candidate's."""
    own = _own_account().match(_said(reading, answer.statement))
    if own is None:
        return False
    owner = own["owner"]
    return owner is None or not alike(owner, name_of(reading, candidate))


def _carries(reading: Reading, candidate: Told, answer: Told) -> bool:
    """Whether the silence stands in a relative clause of its account: "told of a rumour that the club did not confirm"."""
    start = answer.statement.source[0][0] if answer.statement.source else answer.statement.cue[0]
    lead = reading.text[max(0, start - _LEAD) : start]
    return _within(answer.statement.cue[0], candidate.statement) and bool(_antecedent().search(lead))


@cache
def _antecedent() -> re.Pattern[str]:
    return re.compile(rf"\b{rules()['disclosed']},? (?:that|which) $")


def _passed_over(reading: Reading, told: Sequence[Told], number: int, sources: Sources) -> Told | None:
    answer = told[number]
    cue = reading.text[slice(*answer.statement.cue)]
    pointing = bool(set(re.findall(r"[a-z]+", f"{cue} {_said(reading, answer.statement)}".lower())[:14]) & rules()["answered"])
    routine = bool(_pattern("routine").search(cue))
    near = _near(reading, told, number)
    for candidate in near:
        stance = candidate.statement.stance
        if (
            stance not in ("asserts", "accuses", "confirms")
            or not candidate.statement.source
            or _same(reading, candidate, answer)
            or _elsewhere(reading, answer, candidate)
        ):
            continue
        if _carries(reading, candidate, answer):
            return candidate
        if _within(answer.statement.cue[0], candidate.statement) and not pointing:
            continue
        about = _about(reading, candidate, answer, sources) and _same_matter(reading, candidate.statement, answer.statement)
        if pointing or (about and (stance == "accuses" or not routine)):
            return _outermost(near, candidate)
    return None


def _same_matter(reading: Reading, account: Statement, answer: Statement) -> bool:
    """Whether what somebody says nothing on is what the account tells of, where both name it."""
    named = set(re.findall(r"[a-z]{5,}", _said(reading, answer).lower())) - rules()["matters"]
    return not named or bool(named & set(re.findall(r"[a-z]{5,}", _said(reading, account).lower())))


def _about(reading: Reading, account: Told, answer: Told, sources: Sources) -> bool:
    """Whether an account speaks of the one that answers it."""
    name = name_of(reading, answer)
    last = name.split(" ")[-1]
    low = (name if len(last) <= _SHORT_NAME or (last.islower() and last.endswith("s")) else last).lower()
    for start, end in account.statement.content:
        if answer.side and any(power.id == answer.side.id for power in sources.powers_in(start, end)):
            return True
        if len(low) > _SHORT_NAME and re.search(rf"\b{re.escape(low)}\b", reading.text[start:end].lower()):
            return True
    return False


def _pronoun(reading: Reading, told: Told) -> bool:
    return reading.text[slice(*told.statement.source[0])].lower() in words.PRONOUNS


def _within(at: int, statement: Statement) -> bool:
    return any(start <= at < end for start, end in statement.content)


def _near(reading: Reading, told: Sequence[Told], number: int) -> list[Told]:
    """The claims shortly before, the nearest first."""
    here = reading.sentence_number(told[number].statement.cue[0])
    near: list[Told] = []
    for index in range(number - 1, max(-1, number - _CLAIMS_BACK), -1):
        if here - reading.sentence_number(told[index].statement.cue[0]) > _REACH:
            break
        near.append(told[index])
    return near


def _outermost(near: Sequence[Told], inner: Told) -> Told:
    """Who tells of the account: of "the agency said that the leaders confirmed ..." the agency."""
    at = inner.statement.cue[0]
    around = [one for one in near if _within(at, one.statement) and one.statement.source]
    return around[-1] if around else inner


def _same(reading: Reading, one: Told, other: Told) -> bool:
    if one.entity and other.entity:
        return one.entity == other.entity
    if one.side and other.side:
        return one.side.id == other.side.id
    return name_of(reading, one) == name_of(reading, other)
