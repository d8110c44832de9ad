"""Settings of the door, beside those that every service reads."""

from __future__ import annotations

import ipaddress
from pathlib import Path

from pydantic import Field, SecretStr, model_validator

from services.runtime.settings import Settings

_MIB = 1_048_576


class IngestSettings(Settings):
    """What `dateline service ingest` and `dateline run` are told beside `Settings`; the prefix is the same."""

    api_key: SecretStr | None = Field(default=None, description="Key that clients send as `Authorization: Bearer KEY`.")
    api_key_file: Path | None = Field(default=None, description="File with that key, for secrets that are mounted.")
    outbox_limit: int = Field(default=1024 * _MIB, ge=_MIB, description="Most bytes that wait in the outbox; 503 beyond.")
    ingest_batch_limit: int = Field(default=8 * _MIB, ge=2 * _MIB, description="Longest body of a batch, unpacked, in bytes.")
    ingest_pending_limit: int = Field(default=16 * _MIB, ge=_MIB, description="Most bytes of bodies at work at once; 429 beyond.")
    relay_credit: int = Field(default=8 * _MIB, ge=1, description="Most bytes on their way from the outbox to the broker.")
    embedded_credit: int = Field(
        default=_MIB // 4,
        ge=1,
        description="The same on the embedded broker, until the store has them: it keeps 5 MB a partition.",
    )

    def outbox(self) -> Path:
        """Where the outbox lies."""
        return self.data_dir / "outbox.db"

    def key(self) -> str | None:
        """The API key; None when there is none. Raises OSError when its file cannot be read."""
        if self.api_key_file is not None:
            return self.api_key_file.read_text("utf-8").strip() or None
        return self.api_key.get_secret_value() or None if self.api_key is not None else None

    @model_validator(mode="after")
    def _open_to_others_only_with_a_key(self) -> IngestSettings:
        if self.key() is None and not _loopback(self.http_host):
            raise ValueError(
                f"DATELINE_HTTP_HOST={self.http_host} lets other machines in, which needs a key: "
                "set DATELINE_API_KEY or DATELINE_API_KEY_FILE, or listen on 127.0.0.1"
            )
        return self


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
