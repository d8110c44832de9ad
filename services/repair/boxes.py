"""Where the dead letters of an installation lie: on its broker, or in the file of `dateline run`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from dateline.deadletter import Redrive
from services.repair import letters as topics
from services.repair.kept import Kept
from services.repair.letters import Letter, Wanted
from services.repair.redrive import Redriver, accounted
from services.runtime.settings import Settings


class Box(Protocol):
    """Letters that can be read and sent back."""

    @property
    def place(self) -> str:
        """Where that is, for whoever reads it."""

    def letters(self, wanted: Wanted) -> Iterator[Letter]:
        """Every wanted letter that is there at the call. Raises LookupError for a topic that has none."""

    def letter_at(self, place: str) -> Letter:
        """The letter of a place. Raises LookupError."""

    def accounted(self) -> set[str]:
        """Places of all letters that were sent back already."""

    def redrive(self, portion: Sequence[Letter]) -> list[Redrive]:
        """Send letters back, and account for it."""


class OnBroker:
    """The dead-letter topics. Every method raises BrokerUnavailable."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._redriver: Redriver | None = None

    @property
    def place(self) -> str:
        """As `Box` says."""
        return f"the broker at {self._settings.kafka_bootstrap}"

    def letters(self, wanted: Wanted) -> Iterator[Letter]:
        """As `Box` says."""
        return topics.letters(self._settings, wanted)

    def letter_at(self, place: str) -> Letter:
        """As `Box` says."""
        return topics.letter_at(self._settings, place)

    def accounted(self) -> set[str]:
        """As `Box` says."""
        return accounted(self._settings)

    def redrive(self, portion: Sequence[Letter]) -> list[Redrive]:
        """As `Box` says."""
        self._redriver = self._redriver or Redriver(self._settings)
        return self._redriver.send(portion)


def box(settings: Settings) -> Box:
    """The letters that are meant: those of the broker that is named, else those that `dateline run` has kept here, if any."""
    kept = Kept(settings)
    return kept if "kafka_bootstrap" not in settings.model_fields_set and kept.there() else OnBroker(settings)
