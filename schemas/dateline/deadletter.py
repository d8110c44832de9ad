"""Dead letters: what could not be processed, kept with its original bytes and a reason.

A dead letter is the original Kafka record (key, value and headers untouched) on `<topic>.dlq`, with the headers below added.
"""

from typing import Literal, get_args

from pydantic import Field

from dateline.span import WireModel

#: Why a record was set aside. A closed list: `dateline dlq ls --code` filters by it.
Code = Literal[
    "INVALID_JSON",  # the value is not JSON
    "NOT_UTF8",  # the value is not UTF-8
    "TOMBSTONE",  # the value is null
    "SCHEMA",  # JSON, but not an article or a record of the expected stage
    "TOO_LARGE",  # the text, or the record with its new layer, is over the limit
    "TIMEOUT",  # the stage did not finish in its time, however often it was started anew
    "POISON",  # the process ended while it worked on the record, however often it was started anew
    "RULE_ERROR",  # a rule raised; the record went on with a failed layer
    "STORE_REFUSED",  # the store will never take this record
]
CODES: tuple[Code, ...] = get_args(Code)

TOPIC = "errors.topic"
PARTITION = "errors.partition"
OFFSET = "errors.offset"
TIMESTAMP = "errors.timestamp"
STAGE = "errors.stage"
EXCEPTION = "errors.exception"
MESSAGE = "errors.message"
ATTEMPTS = "errors.attempts"
CODE = "errors.code"

#: Header of a record that was sent back from the dead letters: how often that was done.
REDRIVES = "dateline.redrives"


class Redrive(WireModel):
    """A dead letter that was sent back to its topic: who looks at `redrives.v1` sees each of them once."""

    letter: str = Field(description="Where the dead letter stands: topic[partition]@offset.")
    topic: str = Field(description="Topic that it was sent back to.")
    code: str = Field(description="Why it had been set aside.")
    stage: str = Field(description="The service that had set it aside.")
    redrives: int = Field(ge=1, description="How often the record was sent back, this time included.")
    redriven_at: str = Field(description="RFC 3339 UTC: when it was.")
