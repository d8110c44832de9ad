"""Odd values and headers, the same ones each time."""

from __future__ import annotations

import random
from collections.abc import Iterator

import orjson

from tests.integration.kafka import Headers

_TEXT = "OSLO, March 3. The council said on Monday that item {} was signed. "
_ODD = (
    "\x00", "\r\n", "\x1b[2J\x1b[31m", '"}\n{"id": "x"}', "\u202e\u2066", "\ufeff", "\U0001f600", "e\u0301" * 20, "\u2028",
    "’“”«»", "<b>&amp;",
)  # fmt: skip


def values(count: int) -> Iterator[tuple[bytes, bytes]]:
    """Keys, each another, and values: about a half of them articles with something odd in them."""
    chance = random.Random(count)
    for number in range(count):
        yield f"f{number}".encode(), _KINDS[number % len(_KINDS)](chance, number)


def headers(key: bytes) -> Headers:
    """Headers that repeat, are empty, null or no text; other ones for each key."""
    odd: Headers = [("a", b"1"), ("a", b"\xff\x00"), ("", b""), ("n", None), ("line\r\n", b"x\r\ny"), ("ce_id", key)]
    return odd[: key[-1] % (len(odd) + 1)]


def _article(number: int, **more: object) -> bytes:
    return orjson.dumps({"id": f"f{number}", "text": _TEXT.format(number), **more})


def _odd_text(chance: random.Random, number: int) -> bytes:
    parts = chance.choices(_ODD, k=5)
    return _article(
        number, text=_TEXT.format(number) + " ".join(parts), title="".join(parts), url=f"https://example.org/{parts[0]}"
    )


def _bytes(chance: random.Random, number: int) -> bytes:
    return chance.randbytes(chance.randrange(1, 300))


def _cut(chance: random.Random, number: int) -> bytes:
    whole = _article(number)
    return whole[: chance.randrange(1, len(whole))]


def _flipped(chance: random.Random, number: int) -> bytes:
    whole = bytearray(_article(number))
    whole[0] = chance.randrange(256)
    return bytes(whole)


def _wrong_types(chance: random.Random, number: int) -> bytes:
    name = chance.choice(("text", "id", "published_at", "received_at", "language"))
    return _article(number, **{name: chance.choice((5, [], {"a": 1}, True, f"2021-02-30T99:{number}", f"\x00{number}"))})


def _surrogates(chance: random.Random, number: int) -> bytes:
    return _article(number).replace(b"OSLO", b"\\ud83d OSLO")


def _no_number(chance: random.Random, number: int) -> bytes:
    return _article(number)[:-1] + b', "n": ' + chance.choice((b"NaN", b"-Infinity", b"1e999", b"0x1")) + b"}"


def _deep(chance: random.Random, number: int) -> bytes:
    depth = chance.choice((100, 5_000))
    return _article(number)[:-1] + b', "deep": ' + b"[" * depth + b"]" * depth + b"}"


def _large(chance: random.Random, number: int) -> bytes:
    """Every fiftieth value is 5 MB, too large for an article; the others are only long."""
    return _article(number, text="Rain. " * (900_000 if number % 500 < 10 else 2_000) + str(number))


_KINDS = (
    _odd_text,
    _bytes,
    _odd_text,
    _cut,
    _odd_text,
    _flipped,
    _wrong_types,
    _surrogates,
    _no_number,
    _deep,
    _odd_text,
    _large,
)
