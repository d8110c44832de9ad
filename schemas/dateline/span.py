"""Spans: the one way in which the contract points at text."""

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt


class WireModel(BaseModel):
    """Base of every wire model: immutable, and silent about fields that a newer v1 may add."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=False)


class Span(WireModel):
    """Half-open range of Unicode code points into `article.text`: `text[start:end]` is the surface form."""

    start: NonNegativeInt = Field(description="First code point.")
    end: NonNegativeInt = Field(description="One past the last code point.")
