"""What every layer has in common."""

from typing import Literal

from pydantic import Field

from dateline.span import WireModel

Status = Literal["ok", "failed"]


class Layer(WireModel):
    """One stage's addition to a record. A failed layer is empty; a copy of its input is in the dead letters."""

    status: Status = Field(default="ok", description="`failed`: the stage broke on this article and passed it on.")
