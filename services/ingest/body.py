"""Reading the body of a request: counted as it comes, unpacked with a limit, never held beyond what is allowed."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator, Callable
from http import HTTPStatus

from services.ingest.problems import Problem, busy

#: Longest body of a single article, unpacked, in bytes.
SINGLE_LIMIT = 2 * 1_048_576
#: How many times its size a packed body may have unpacked, beyond a first allowance for short ones.
_RATIO = 100
_ALLOWANCE = 65_536
_GZIP = 16 + zlib.MAX_WBITS


class Pending:
    """Bytes of bodies that are at work at once, bounded: what is beyond is told to come back."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.bytes = 0

    def add(self, size: int, mine: int) -> None:
        """Count more bytes for a request that has `mine` already. Raises Problem (429), unless it is alone."""
        if self.bytes + size > self.limit and self.bytes > mine:
            raise busy(HTTPStatus.TOO_MANY_REQUESTS, f"{self.bytes} bytes of other requests are at work; try again", seconds=1)
        self.bytes += size

    def done(self, mine: int) -> None:
        """Forget the bytes of a request."""
        self.bytes -= mine


class Body:
    """One body on its way in. `limit` says how long it may become, given how it begins."""

    def __init__(self, pending: Pending, limit: Callable[[bytes], int], gzip: bool) -> None:
        self._pending = pending
        self._limit = limit
        self._unpacker = Unpacker() if gzip else None
        self._content = bytearray()
        self._counted = 0

    async def __aenter__(self) -> Body:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._pending.done(self._counted)

    async def read(self, chunks: AsyncIterator[bytes]) -> bytearray:
        """The whole body, unpacked; not a copy, since it may be long. Raises Problem: 400, 413 or 429."""
        async for chunk in chunks:
            self._add(chunk)
        if self._unpacker is not None and not self._unpacker.finished:
            raise Problem(HTTPStatus.BAD_REQUEST, "the gzip stream is cut short")
        return self._content

    def _add(self, chunk: bytes) -> None:
        room = self._room()
        piece = self._unpacker.unpack(chunk, room + 1) if self._unpacker is not None else chunk
        self._content += piece
        if len(self._content) > (limit := self._limit(bytes(self._content[:1024]))):
            raise too_long(limit)
        self._pending.add(len(piece), self._counted)
        self._counted += len(piece)

    def _room(self) -> int:
        return max(0, self._limit(bytes(self._content[:1024])) - len(self._content))


class Unpacker:
    """gzip, piece by piece, with a limit on what comes out."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(_GZIP)
        self._read = self._written = 0
        self._begun = False

    @property
    def finished(self) -> bool:
        """Whether the stream came to its end."""
        return self._member.eof or not self._begun

    def unpack(self, chunk: bytes, most: int) -> bytes:
        """Unpack one chunk; gives no more than `most` bytes. Raises Problem: 400 or 413."""
        self._read += len(chunk)
        pieces: list[bytes] = []
        while chunk:
            if self._member.eof:
                self._member = zlib.decompressobj(_GZIP)
            self._begun = True
            piece = self._inflate(chunk, most)
            pieces.append(piece)
            most -= len(piece)
            self._check_ratio(len(piece))
            if most <= 0:
                break
            chunk = self._member.unused_data
        return b"".join(pieces)

    def _inflate(self, chunk: bytes, most: int) -> bytes:
        try:
            return self._member.decompress(chunk, most)
        except zlib.error as error:
            raise Problem(HTTPStatus.BAD_REQUEST, "the body is not gzip, as its Content-Encoding says") from error

    def _check_ratio(self, written: int) -> None:
        self._written += written
        if self._written > _ALLOWANCE + _RATIO * self._read:
            raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"the body unpacks to more than {_RATIO} times its size")


def too_long(limit: int) -> Problem:
    """The refusal of a body over its limit."""
    what = "a single article" if limit == SINGLE_LIMIT else "a batch; send several"
    return Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"the body is longer than {limit} bytes, the most for {what}")
