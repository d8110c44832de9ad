"""Accounts that differ: a charge that is denied, a report that somebody passes over in silence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from dateline.layers.disputes import Dispute, Party, PartyRole, Relation
from dateline.span import Span as WireSpan
from services.disputes.powers import Power
from services.disputes.reading import Reading, Span
from services.disputes.sources import Sources
from services.disputes.statements import Statement

#: How many sentences back the account may stand that a denial or a silence answers.
_REACH = 2
#: What a denial of a charge names, and what stands around it where a court is meant, within so many code points.
_CHARGES = frozenset(("charge", "charges", "wrongdoing", "lawsuit", "suit"))
_COURT = re.compile(r"\b(?:lawsuit|legal action|court|trial|prosecutors?|indicted|plaintiffs?|judge)\b")
_AROUND = 600
#: How far into an accusation the accused stands, in code points.
_TARGET_REACH = 70
#: How many claims back an accusation may stand that a denial answers.
_CLAIMS_BACK = 40
#: Nouns by which a denial or a silence points at an account before it.
_POINTERS = frozenset(
    [
        "accusation",
        "accusations",
        "charge",
        "charges",
        "allegation",
        "allegations",
        "claim",
        "claims",
        "report",
        "reports",
        "assertion",
        "assertions",
        "suggestion",
        "suggestions",
        "such",
        "it",
        "that",
        "this",
        "details",
        "account",
        "comment",
        "criticism",
    ]
)


_TOLD = r"(?:accounts?|claims?|version|comments?|remarks|statements?|assertions?|allegations?)"
_OWNED = re.compile(rf"(?:the |The )?([A-Za-z][\w.’' -]{{1,50}}?)(?:['’]s?) (?:\w+ )?{_TOLD}\b")
_MADE_BY = re.compile(
    rf"(?:the )?{_TOLD} (?:made )?by (?:the |an? )?([A-Za-z][\w’' -]{{1,40}}?)(?= (?:that|who|as|in|on)\b|[,.]|$)"
)
_ACCUSER = re.compile(
    r"(?:the |The )?([A-Z][\w.’'-]*(?: [A-Z][\w’'-]*)*?)['’]s? (?:\w+ )?(?:accusations?|allegations?|claims?|charges?)\b"
)
_RELATIVE = re.compile(r",? (?:who|which|that)$|,.*$")
_ARTICLE = re.compile(r"^(?:the|a|an)\s", re.IGNORECASE)


class Told(NamedTuple):
    """A claim with what it resolves to."""

    id: str
    statement: Statement
    entity: str | None
    side: Power | None
    speaker: tuple[Span, ...]  #: its source, or what a pronoun or "the report" as source stands for


def differing(reading: Reading, told: Sequence[Told], sources: Sources) -> list[Dispute]:
    """Disputes of fact, without ids: every denial and silence that certainly answers an account near it."""
    found: list[Dispute] = []
    for number, answer in enumerate(told):
        stance = answer.statement.stance
        if stance not in ("denies", "no_comment") or not answer.statement.source or answer.statement.worded:
            continue
        account = _account(reading, told, number)
        if stance == "denies":
            account = _accused(told, number, sources) or account
        if contested_charge(reading, answer):
            continue
        if account:
            found.append(_dispute(reading, account, answer))
        elif stance == "denies" and (answer.statement.speech or _points_back(reading, answer.statement)):
            found.append(_denial(reading, answer, sources))
    found += [_contradiction(reading, one) for one in told if _owner(reading, one)]
    return _merged(found)


def contested_charge(reading: Reading, answer: Told) -> bool:
    """Whether a denial answers a charge before a court: that is a legal quarrel, not two accounts of a fact."""
    statement = answer.statement
    if statement.stance != "denies" or statement.worded or not statement.content:
        return False
    words = re.findall(r"[a-z]+", reading.text[slice(*statement.content[0])].lower())[:6]
    start, end = statement.cue
    return bool(_CHARGES & set(words)) and bool(_COURT.search(reading.text, max(0, start - _AROUND), end + _AROUND))


def _account(reading: Reading, told: Sequence[Told], number: int) -> Told | None:
    answer = told[number]
    if not _points_back(reading, answer.statement):
        return None
    near = _near(reading, told, number)
    for candidate in near:
        statement = candidate.statement
        if not _speaks_of_it(answer.statement, statement) or not statement.source or _same(reading, candidate, answer):
            continue
        if not (_pronoun(reading, answer) and _within(answer.statement.cue, statement)):
            return _outermost(near, candidate)
    return None


def _pronoun(reading: Reading, told: Told) -> bool:
    return reading.text[slice(*told.statement.source[0])].lower() in ("he", "she", "it", "they")


def _within(cue: Span, statement: Statement) -> bool:
    return any(start <= cue[0] < end for start, end in statement.content)


def _near(reading: Reading, told: Sequence[Told], number: int) -> list[Told]:
    """The claims shortly before, the nearest first."""
    here = reading.sentence_number(told[number].statement.cue[0])
    near: list[Told] = []
    for index in range(number - 1, -1, -1):
        if here - reading.sentence_number(told[index].statement.cue[0]) > _REACH:
            break
        near.append(told[index])
    return near


def _outermost(near: Sequence[Told], inner: Told) -> Told:
    """Who tells of the account: of "the agency said that the leaders confirmed ..." the agency."""
    at = inner.statement.cue[0]
    around = [one for one in near if any(start <= at < end for start, end in one.statement.content) and one.statement.source]
    return around[-1] if around else inner


def _speaks_of_it(answer: Statement, account: Statement) -> bool:
    if answer.stance == "denies":
        return account.stance in ("accuses", "asserts")
    return account.stance in ("asserts", "accuses", "confirms")


def _points_back(reading: Reading, statement: Statement) -> bool:
    if statement.stance == "no_comment" and not statement.content:
        return True
    words = " ".join(reading.text[start:end] for start, end in statement.content).lower().split()[:8]
    return bool(_POINTERS & {word.strip(".,\"'“”") for word in words})


def _accused(told: Sequence[Told], number: int, sources: Sources) -> Told | None:
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


def _same(reading: Reading, one: Told, other: Told) -> bool:
    if one.entity and other.entity:
        return one.entity == other.entity
    if one.side and other.side:
        return one.side.id == other.side.id
    return name_of(reading, one) == name_of(reading, other)


def name_of(reading: Reading, told: Told) -> str:
    """What to call a source that is no state: the name at its end, else its words without the article."""
    start, end = told.speaker[0]
    name = _RELATIVE.sub("", " ".join(reading.text[start:end].split()))
    words = name.split(" ")
    first = len(words)
    while first > 0 and words[first - 1][:1].isupper():
        first -= 1
    return _ARTICLE.sub("", " ".join(words[first:]) if first < len(words) else name)


def _dispute(reading: Reading, account: Told, answer: Told) -> Dispute:
    silent = answer.statement.stance == "no_comment"
    relation: Relation = "not_confirmed_by" if silent else "denies"
    first: PartyRole = "accuser" if account.statement.stance == "accuses" else "party"
    second: PartyRole = "accused" if account.statement.stance == "accuses" else "party" if silent else "challenger"
    evidence = sorted({reading.sentences[reading.sentence_number(one.statement.cue[0])] for one in (account, answer)})
    return Dispute(
        id="",
        kind="factual",
        objects=[" ".join(reading.text[start:end].split()) for start, end in account.statement.content[:1]],
        parties=[_party(reading, account, first), _party(reading, answer, second)],
        relation=relation,
        evidence=[WireSpan(start=start, end=end) for start, end in evidence],
        confidence=0.6 if silent else 0.7,
    )


def _denial(reading: Reading, answer: Told, sources: Sources) -> Dispute:
    """A denial of what the text does not tell as a claim: "denied reports that ...", with the accuser where it is a state."""
    content = answer.statement.content
    parties = [_party(reading, answer, "accused")]
    named = [power for start, end in content[:1] for power in sources.powers_in(start, min(end, start + 40))]
    accuser = next((power for power in named if answer.side and power.id != answer.side.id), None)
    said = " ".join(reading.text[slice(*content[0])].split()) if content else ""
    if accuser:
        parties.insert(0, Party(entity=accuser.id, name=accuser.name, role="accuser"))
    elif owner := _ACCUSER.match(said):
        parties.insert(0, Party(entity=None, name=owner[1], role="accuser"))
    start, end = reading.sentences[reading.sentence_number(answer.statement.cue[0])]
    return Dispute(
        id="",
        kind="factual",
        objects=[" ".join(reading.text[left:right].split()) for left, right in content[:1]],
        parties=parties,
        relation="denies",
        evidence=[WireSpan(start=start, end=end)],
        confidence=0.55,
    )


def _owner(reading: Reading, answer: Told) -> str | None:
    """Whose account an explicit rejection is about: "disputed the mayor's account", "rejects claims made by an aide"."""
    statement = answer.statement
    if statement.stance != "rejects" or statement.worded or not statement.content or not statement.source:
        return None
    said = " ".join(reading.text[slice(*statement.content[0])].split())
    found = _OWNED.match(said) or _MADE_BY.match(said)
    return found[1] if found else None


def _contradiction(reading: Reading, answer: Told) -> Dispute:
    owner = Party(entity=None, name=_owner(reading, answer) or "", role="party")
    start, end = reading.sentences[reading.sentence_number(answer.statement.cue[0])]
    return Dispute(
        id="",
        kind="factual",
        objects=[" ".join(reading.text[left:right].split()) for left, right in answer.statement.content[:1]],
        parties=[owner, _party(reading, answer, "challenger")],
        relation="contradicts",
        evidence=[WireSpan(start=start, end=end)],
        confidence=0.6,
    )


def _party(reading: Reading, told: Told, role: PartyRole) -> Party:
    if told.side and told.side.kind != "person":
        return Party(entity=told.side.id, name=told.side.name, role=role, claims=[told.id])
    return Party(entity=told.entity, name=name_of(reading, told), role=role, claims=[told.id])


def _merged(disputes: Sequence[Dispute]) -> list[Dispute]:
    """Each account once with each relation, the first answer to it."""
    seen: dict[tuple[str, ...], Dispute] = {}
    for dispute in disputes:
        seen.setdefault((dispute.relation or "", *dispute.objects, dispute.parties[-1].name), dispute)
    return list(seen.values())


def spans_of(statement: Statement) -> Span:
    """From the first to the last code point of a statement."""
    every = [*statement.source, statement.cue, *statement.content]
    return min(start for start, _ in every), max(end for _, end in every)
