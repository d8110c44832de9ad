"""Settings that more than one service reads. Each is an environment variable: `DATELINE_` and the name in capitals."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from dateline import topology


class Settings(BaseSettings):
    """What every service is told; the same names in every mode, only the addresses differ."""

    model_config = SettingsConfigDict(env_prefix="DATELINE_", frozen=True, extra="ignore")

    kafka_bootstrap: str = Field(default="127.0.0.1:9092", description="Kafka brokers, host:port, comma separated.")
    topic_prefix: str = Field(default=topology.DEFAULT_PREFIX, description="Put before every topic name.")
    kafka_replication: int = Field(
        default=1, ge=1, description="Replication factor of topics made by `topics apply`; of three on, a majority acknowledges."
    )
    kafka_partitions: int = Field(default=topology.PARTITIONS, ge=1, description="Partitions of topics made by `topics apply`.")
    data_dir: Path = Field(default=Path("var"), description="Where the outbox, the SQLite store and the notes of workers lie.")
    store_url: str | None = Field(default=None, description="SQLAlchemy URL; SQLite in the data directory when unset.")
    http_host: str = Field(default="127.0.0.1", description="Address that ingest listens on.")
    http_port: int = Field(default=8080, ge=0, le=65535, description="Port that ingest listens on; 0 takes a free one.")
    health_host: str = Field(default="127.0.0.1", description="Address of /livez, /readyz and /metrics of a worker.")
    health_port: int = Field(default=8081, ge=0, le=65535, description="Port of the same; 0 takes a free one.")
    dead_letter_limit: int = Field(
        default=1_000, ge=0, description="Dead letters in a row after which a service ends, since it must be wrong; 0: never."
    )
    spacy_pipeline: str | None = Field(
        default=None, description="spaCy pipeline that finds the names in the place of the built-in recogniser."
    )
    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="DEBUG, INFO, WARNING or ERROR.")
    log_format: str = Field(default="console", pattern="^(console|json)$", description="console or json.")

    def store(self) -> str:
        """The store's SQLAlchemy URL."""
        return self.store_url or f"sqlite:///{self.data_dir / 'dateline.db'}"

    def topic(self, topic: topology.Topic) -> str:
        """The name of a topic on the broker."""
        return topic.full_name(self.topic_prefix)
