"""Which of several deliveries of an article counts, part by part. Pure.

Each rule takes the greater of two by a total order, so that any order and any repetition of deliveries ends the same:

- same content: the earliest `received_at` known; each layer and each provenance entry from the newest pipeline;
- of several contents: the one whose own first `received_at` is latest is current (none known counts as earliest;
  then the greater hash).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

#: Sorts after every RFC 3339 time.
_NEVER = "~"

#: A part of a version: numbers compare as numbers and come before words.
_Part = tuple[int, int, str]


def release_key(version: str) -> tuple[tuple[_Part, ...], bool, tuple[_Part, ...]]:
    """Order of versions: `1.9.0` < `1.10.0-rc.1` < `1.10.0` (SemVer 2.0), and `2026.9` < `2026.11`; any text has its place."""
    release, _, prerelease = version.partition("+")[0].partition("-")
    return _parts(release), not prerelease, _parts(prerelease) if prerelease else ()


def _parts(text: str) -> tuple[_Part, ...]:
    return tuple((0, int(part), "") if _is_number(part) else (1, 0, part) for part in text.split("."))


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdecimal() and len(part) < 19


@dataclass(frozen=True, slots=True)
class Entry:
    """One provenance entry and its place in the list."""

    stage: str
    version: str
    knowledge: str
    position: int

    def rank(self) -> tuple[object, ...]:
        """Newest pipeline first, then newest knowledge; the rest only makes the order total."""
        return release_key(self.version), release_key(self.knowledge), self.version, self.knowledge, -self.position


@dataclass(frozen=True, slots=True)
class Piece:
    """One layer of a record. `lineage` is (stage, version, knowledge) of its own stage, then of the stages before it."""

    name: str
    position: int
    status: str
    lineage: tuple[tuple[str, str, str], ...]
    received_at: str | None
    digest: str
    body: str | None  #: JSON; None when it was not fetched from the store

    def beats(self, other: Piece) -> bool:
        """Whether this layer counts rather than the other: newer pipeline and knowledge, of its own stage and then of
        those it rests on; then one that did not fail; then the one made with the earlier clock."""
        mine, theirs = self._release(), other._release()
        return self._rest() < other._rest() if mine == theirs else mine > theirs

    def releases(self) -> tuple[Any, ...]:
        """Version and knowledge of its own stage, then of those it rests on, as they compare."""
        return tuple((release_key(version), release_key(knowledge)) for _, version, knowledge in self.lineage)

    def _release(self) -> tuple[object, ...]:
        return self.releases(), self.status != "failed"

    def _rest(self) -> tuple[object, ...]:
        return self.received_at or _NEVER, self.digest, self.lineage, self.position


@dataclass(frozen=True, slots=True)
class Version:
    """One content of an article: when it first came in, the Article as JSON, its layers and their provenance."""

    content_hash: str
    received_at: str | None
    digest: str
    body: str | None  #: JSON; None when it was not fetched from the store
    layers: Mapping[str, Piece]
    provenance: Mapping[str, Entry]
    replaced: Mapping[str, Piece] = field(default_factory=dict)  #: of each layer, what the release before its own said

    def joined(self, other: Version) -> Version:
        """Both deliveries of the same content as one."""
        first = min(self, other, key=lambda one: (one.received_at or _NEVER, one.digest))
        layers: dict[str, Piece] = {}
        replaced: dict[str, Piece] = {}
        for name in (*self.layers, *(name for name in other.layers if name not in self.layers)):
            held = (one.get(name) for one in (self.layers, self.replaced, other.layers, other.replaced))
            newest = two_newest([piece for piece in held if piece])
            layers[name] = newest[0]
            if len(newest) > 1:
                replaced[name] = newest[1]
        provenance = dict(self.provenance)
        for stage, entry in other.provenance.items():
            provenance[stage] = max(provenance.get(stage, entry), entry, key=Entry.rank)
        return replace(first, layers=layers, provenance=provenance, replaced=replaced)

    def same(self, other: Version) -> bool:
        """Whether both would be published as the same record."""
        return (
            self.content_hash == other.content_hash
            and self.digest == other.digest
            and self.provenance == other.provenance
            and _published(self) == _published(other)
        )

    def fingerprint(self) -> str:
        """The same for all that would be published as the same record, another for everything else."""
        layers = sorted((piece.position, name, piece.digest) for name, piece in self.layers.items())
        entries = sorted((one.position, one.stage, one.version, one.knowledge) for one in self.provenance.values())
        said = (self.content_hash, self.digest, [one[1:] for one in layers], [one[1:] for one in entries])
        return hashlib.blake2b(repr(said).encode(), digest_size=16).hexdigest()


def two_newest(pieces: Sequence[Piece]) -> list[Piece]:
    """Of several deliveries of one layer the one that counts, and the one that counted in the release before; newest first.

    One of each release, so that what is kept does not depend on the order in which they came.
    """
    best: dict[tuple[Any, ...], Piece] = {}
    for piece in pieces:
        known = best.setdefault(piece.releases(), piece)
        if piece.beats(known):
            best[piece.releases()] = piece
    newest = sorted(best, reverse=True)
    return [best[releases] for releases in newest[:2]]


def _published(version: Version) -> dict[str, tuple[int, str]]:
    return {name: (piece.position, piece.digest) for name, piece in version.layers.items()}


@dataclass(frozen=True, slots=True)
class History:
    """All contents that an article has had, by their hash."""

    versions: Mapping[str, Version]

    def joined(self, version: Version) -> History:
        """With one more delivery."""
        known = self.versions.get(version.content_hash)
        return History({**self.versions, version.content_hash: known.joined(version) if known else version})

    @property
    def current(self) -> Version:
        """The content that counts."""
        return max(self.versions.values(), key=lambda one: (one.received_at or "", one.content_hash))
