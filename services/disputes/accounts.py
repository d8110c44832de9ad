"""Accounts that differ: a charge that is denied, a report that somebody passes over in silence, a version that is rejected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from dateline.layers.disputes import Dispute, Party, PartyRole, Relation
from dateline.span import Span as WireSpan
from services.disputes.answers import answered, is_denial, is_rejection, is_silence, is_unverified, rules
from services.disputes.figures import differing_figures
from services.disputes.parts import Span
from services.disputes.reading import Reading
from services.disputes.sources import Sources
from services.disputes.told import Told, alike, is_name, name_of, party, spans_of
from services.disputes.trails import Trails

#: What a denial of a charge names, and what stands around it where a court is meant, within so many code points.
_CHARGES: Final = frozenset(("charge", "charges", "wrongdoing", "lawsuit", "suit"))
_COURT: Final = re.compile(r"\b(?:lawsuit|legal action|court|trial|prosecutors?|indicted|plaintiffs?|judge)\b")
_AROUND: Final = 600
#: How far into what is denied its author may be named, in code points.
_AUTHOR_REACH: Final = 45
#: What leads to what nobody comments on.
_ON: Final = re.compile(r"^(?:(?:publicly|directly|immediately|further) )?(?:on|about|to|regarding) ")


@cache
def _owners() -> tuple[re.Pattern[str], ...]:
    told = rules()["told"]
    by = rf"(?:an? (?:\w+ )?{told} (?:from|in)|(?:the |an? (?:\w+ )?)?{told} (?:made )?by)"
    name = r"([A-Za-z][\w’'-]*(?: (?!to\b|over\b)[\w’'-]+){0,6}?)"
    return (
        re.compile(rf"(?:the |The )?([A-Za-z][\w.’' -]{{1,50}}?)(?:['’]s?) (?:\w+ )?{told}\b"),
        re.compile(rf"{by} (?:[Tt]he |an? )?{name}(?= (?:that|who|as|in|on)\b|[,.]|$)"),
    )


@cache
def _accuser() -> re.Pattern[str]:
    return re.compile(rf"(?:the |The )?([A-Z][\w.’'-]*(?: [A-Z][\w’'-]*)*?)(?:['’]s?)? (?:\w+ )?{rules()['told']}\b")


@cache
def _contrary() -> re.Pattern[str]:
    return re.compile(rules()["contrary"])


@cache
def _mistaken() -> re.Pattern[str]:
    return re.compile(rules()["mistaken"])


def differing(reading: Reading, told: Sequence[Told], sources: Sources, trails: Trails) -> list[Dispute]:
    """Disputes of fact, without ids: every denial and silence that certainly answers an account, and figures that differ."""
    found: list[Dispute] = []
    for number, answer in enumerate(told):
        statement = answer.statement
        if is_silence(reading, statement):
            find = _unverified if is_unverified(reading, statement) else _silence
            found += find(reading, told, number, sources)
        elif is_denial(reading, statement) and not contested_charge(reading, answer):
            found += _denied(reading, told, number, sources)
        elif owner := _owner(reading, answer, trails):
            found.append(_contradiction(reading, answer, owner))
    return _merged([*found, *differing_figures(reading, told, trails)])


def _named(reading: Reading, told: Told) -> bool:
    """Whether the source may be called by its words."""
    return bool(told.statement.source) and is_name(party(reading, told, "party").name)


def _denied(reading: Reading, told: Sequence[Told], number: int, sources: Sources) -> Iterator[Dispute]:
    answer = told[number]
    if _named(reading, answer):
        account = answered(reading, told, number, sources)
        author = _named_author(reading, answer, sources)
        told_before = (
            account is not None and _named(reading, account) and (author is None or _is_author(reading, author, account))
        )
        yield _dispute(reading, account, answer) if account and told_before else _alone(reading, answer, "denies", author)


def contested_charge(reading: Reading, answer: Told) -> bool:
    """Whether a denial answers a charge before a court: that is a legal quarrel, not two accounts of a fact."""
    statement = answer.statement
    if statement.stance != "denies" or statement.worded or not statement.content:
        return False
    words = re.findall(r"[a-z]+", reading.text[slice(*statement.content[0])].lower())[:6]
    start, end = statement.cue
    return bool(_CHARGES & set(words)) and bool(_COURT.search(reading.text, max(0, start - _AROUND), end + _AROUND))


def _silence(reading: Reading, told: Sequence[Told], number: int, sources: Sources) -> Iterator[Dispute]:
    answer = told[number]
    if not _named(reading, answer):
        return
    if account := answered(reading, told, number, sources):
        if _named(reading, account):
            yield _dispute(reading, account, answer)
        return
    cue = reading.text[slice(*answer.statement.cue)]
    author = _named_author(reading, answer, sources) if "nor" in cue or "confirm" in cue or "verif" in cue else None
    if author or "nor" in cue:
        yield _alone(reading, answer, "not_confirmed_by", author)


def _unverified(reading: Reading, told: Sequence[Told], number: int, sources: Sources) -> Iterator[Dispute]:
    """An account right before it that "could not be verified"."""
    here = reading.sentence_number(told[number].statement.cue[0])
    for account in reversed(told[max(0, number - 2) : number]):
        near = here - reading.sentence_number(account.statement.cue[0]) <= 1
        if spans_of(account.statement)[1] > told[number].statement.cue[0]:
            continue  # who "said that it could not verify the papers" has no account of its own
        if near and account.statement.stance in ("asserts", "accuses", "confirms"):
            if _named(reading, account):
                side = party(reading, account, "party")
                evidence = sorted({reading.sentences[here], reading.sentences[reading.sentence_number(account.statement.cue[0])]})
                yield _wire(reading, _objects(reading, account), [side], "not_confirmed_by", evidence, 0.6)
            return


def _dispute(reading: Reading, account: Told, answer: Told) -> Dispute:
    silent = answer.statement.stance == "no_comment"
    accused = account.statement.stance == "accuses"
    first: PartyRole = "accuser" if accused else "party"
    second: PartyRole = "accused" if accused else "party" if silent else "challenger"
    evidence = sorted({reading.sentences[reading.sentence_number(one.statement.cue[0])] for one in (account, answer)})
    relation: Relation = "not_confirmed_by" if silent else "denies"
    parties = [party(reading, account, first), party(reading, answer, second)]
    if parties[0].name == parties[1].name:
        parties = parties[1:]
    confidence = 0.6 if silent else 0.85 if accused else 0.7
    return _wire(reading, _objects(reading, account), parties, relation, evidence, confidence)


def _is_author(reading: Reading, author: Party, account: Told) -> bool:
    """Whether an account is by the one whose account is denied."""
    side = account.side.id if account.side else account.entity
    return (author.entity is not None and author.entity == side) or alike(author.name, name_of(reading, account))


def _alone(reading: Reading, answer: Told, relation: Relation, author: Party | None) -> Dispute:
    """A denial of what the text does not tell as a claim: "denied reports that ...", with the accuser where it is named."""
    parties = [*([author] if author else []), party(reading, answer, "accused" if relation == "denies" else "party")]
    evidence = [reading.sentences[reading.sentence_number(answer.statement.cue[0])]]
    return _wire(reading, _objects(reading, answer), parties, relation, evidence, 0.65 if author else 0.55)


def _named_author(reading: Reading, answer: Told, sources: Sources) -> Party | None:
    """Whose account is denied, when it is named there: "denied Norden's claims", "denied a report by the Courier"."""
    content = answer.statement.content
    if not content:
        return None
    start, end = content[0][0], min(content[0][1], content[0][0] + _AUTHOR_REACH)
    said = _ON.sub("", " ".join(reading.text[slice(*content[0])].split()))
    owned = _accuser().match(said) or _owners()[1].match(said)
    power = next((one for one in sources.powers_in(start, end) if not answer.side or one.id != answer.side.id), None)
    if power and owned:
        return Party(entity=power.id, name=power.name, role="accuser")
    name = re.sub(r"[’']s?$", "", owned[1]) if owned else ""
    return Party(entity=None, name=name, role="accuser") if is_name(name) else None


def _owner(reading: Reading, answer: Told, trails: Trails) -> str | None:
    """Whose account is rejected: "disputed the mayor's account", "said that, contrary to the mayor's account, ..."."""
    statement = answer.statement
    versions = trails.holds("versions", reading.sentence_number(statement.cue[0]))
    if statement.worded or not statement.content or not (versions or statement.stance == "rejects"):
        return None
    said = " ".join(reading.text[slice(*statement.content[0])].split())
    rejected = statement.stance == "rejects" and is_rejection(reading, statement)
    found = (one.match(said) for one in _owners()) if rejected else iter(())
    name = next((match[1] for match in found if match), None)
    if name is None and versions and (contrary := _contrary().search(said) or _mistaken().search(said)):
        name = re.sub(r"^(?:the|an?|earlier|previous|official|initial) ", "", contrary["owned"])
    return name if name and is_name(name) and _named(reading, answer) and name != name_of(reading, answer) else None


def _contradiction(reading: Reading, answer: Told, owner: str) -> Dispute:
    parties = [Party(entity=None, name=owner, role="party"), party(reading, answer, "challenger")]
    evidence = [reading.sentences[reading.sentence_number(answer.statement.cue[0])]]
    return _wire(reading, _objects(reading, answer), parties, "contradicts", evidence, 0.6)


def _objects(reading: Reading, told: Told) -> list[str]:
    return [" ".join(reading.text[start:end].split()) for start, end in told.statement.content[:1]]


def _wire(
    reading: Reading, objects: list[str], parties: list[Party], relation: Relation, evidence: Sequence[Span], confidence: float
) -> Dispute:
    return Dispute(
        id="",
        kind="factual",
        objects=objects,
        parties=parties,
        relation=relation,
        evidence=[WireSpan(start=start, end=end) for start, end in evidence],
        confidence=confidence,
    )


def _merged(disputes: Sequence[Dispute]) -> list[Dispute]:
    """Each account once with each relation, the first answer to it; a denial and a rejection by one party are one."""
    seen: dict[tuple[str, ...], Dispute] = {}
    for dispute in disputes:
        names = sorted(one.name for one in dispute.parties)
        if dispute.relation == "contradicts":
            names = [dispute.parties[0].name.split()[-1]]
        seen.setdefault((dispute.relation or "", *(names if len(names) > 1 else [*names, *dispute.objects[1:]])), dispute)
    return list(seen.values())
