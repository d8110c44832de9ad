"""Dead letters: what could not be processed, kept with its original bytes and a reason.

A dead letter is the original Kafka record (key, value and headers untouched) on `<topic>.dlq`, with the headers below added.
"""

from typing import Literal, get_args

#: Why a record was set aside. A closed list: `dateline dlq ls --code` filters by it.
Code = Literal[
    "INVALID_JSON",  # the value is not JSON
    "NOT_UTF8",  # the value is not UTF-8
    "TOMBSTONE",  # the value is null
    "SCHEMA",  # JSON, but not an article or a record of the expected stage
    "TOO_LARGE",  # the text, or the record with its new layer, is over the limit
    "TIMEOUT",  # the stage did not finish in its time
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
