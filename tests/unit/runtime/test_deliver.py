"""Delivery: nothing counts before the broker has acknowledged it, and order survives trouble."""

from __future__ import annotations

import random

import pytest
from aiokafka import errors
from faust.exceptions import ProducerSendError  # noqa: TID251 - what Faust's producer raises

from dateline.topology import RAW, STAGES
from services.runtime.deliver import EMBEDDED_RECORD_BYTES, EmbeddedLimits, Limits, Undeliverable, transient
from services.runtime.settings import Settings
from tests.unit.runtime.conftest import FakeBroker, outgoing

LARGE = b"x" * (STAGES[0].target.max_message_bytes + 1)


def keys(broker: FakeBroker) -> list[bytes | None]:
    return [record.key for record in broker.taken]


async def test_all_land_in_order(broker: FakeBroker) -> None:
    flight = broker.flight()
    for name in "abc":
        await flight.send(outgoing(name))
    assert [record.key for record in await flight.landed()] == [b"a", b"b", b"c"]
    assert keys(broker) == [b"a", b"b", b"c"]
    assert await flight.landed() == []


async def test_what_fails_for_a_while_goes_again_with_all_that_followed(broker: FakeBroker) -> None:
    broker.fail = [None, errors.NotLeaderForPartitionError(), None]
    flight = broker.flight()
    for name in "abc":
        await flight.send(outgoing(name))
    landed = await flight.landed()
    assert [record.key for record in landed] == [b"a", b"b", b"c"]
    assert keys(broker) == [b"a", b"c", b"b", b"c"], "the last word on each key comes in order"


@pytest.mark.parametrize("error", [errors.KafkaTimeoutError(), errors.KafkaConnectionError("gone")])
async def test_a_producer_that_cannot_take_it_yet_is_asked_again(broker: FakeBroker, error: Exception) -> None:
    wrapped = ProducerSendError("Error while sending")
    wrapped.__cause__ = error
    broker.refuse = [error, wrapped, None]
    flight = broker.flight()
    await flight.send(outgoing("a"))
    await flight.landed()
    assert keys(broker) == [b"a"]


async def test_many_at_once_stay_in_order_of_their_key(broker: FakeBroker) -> None:
    flight = broker.flight()
    await flight.send_all(outgoing(name) for name in ("a1", "b1", "a2", "a3", "b2", "a4", "a5"))
    landed = await flight.landed()
    assert keys(broker) == [b"a1", b"a2", b"a3", b"a4", b"a5", b"b1", b"b2"]
    assert [record.key for record in landed] == keys(broker)


async def test_of_many_at_once_what_fails_goes_again_with_all_that_followed(broker: FakeBroker) -> None:
    broker.fail = [None, None, None, errors.NotLeaderForPartitionError()]
    flight = broker.flight()
    await flight.send_all(outgoing(name) for name in ("a1", "a2", "a3", "a4", "a5"))
    assert [record.key for record in await flight.landed()] == [b"a1", b"a2", b"a3", b"a4", b"a5"]
    assert keys(broker)[-3:] == [b"a3", b"a4", b"a5"], "in order after the trouble"


async def test_of_many_at_once_what_a_batch_does_not_take_goes_alone(broker: FakeBroker) -> None:
    broker.refuse = [None, None, None, errors.KafkaTimeoutError(), errors.MessageSizeTooLargeError()]
    flight = broker.flight()
    await flight.send_all([outgoing("a1"), outgoing("a2"), outgoing("a3"), outgoing("a4"), outgoing("a5", LARGE)])
    landed = await flight.landed()
    assert [(record.key, record.dead) for record in landed if record.dead] == [(b"a5", True), (b"a3", True)]
    assert [record.key for record in landed if not record.dead] == [b"a1", b"a2", b"a4"]


async def test_too_large_becomes_a_dead_letter_of_its_cause(broker: FakeBroker) -> None:
    flight = broker.flight()
    await flight.send(outgoing("a", LARGE))
    await flight.send(outgoing("b"))
    landed = await flight.landed()
    assert [(record.dead, record.key) for record in landed] == [(True, b"a"), (False, b"b")]
    letter = landed[0]
    assert letter.topic == Settings().topic(RAW.dead_letters())
    assert letter.value == b"{}", "the record that came in, not what became of it"
    assert dict(letter.headers)["errors.code"] == b"TOO_LARGE"


async def test_a_client_that_takes_less_than_it_should(broker: FakeBroker) -> None:
    broker.refuse = [errors.MessageSizeTooLargeError()]
    flight = broker.flight()
    await flight.send(outgoing("a"))
    [letter] = await flight.landed()
    assert letter.dead and dict(letter.headers)["errors.code"] == b"TOO_LARGE"


async def test_a_dead_letter_that_is_too_large_is_beyond_help(broker: FakeBroker) -> None:
    broker.refuse = [errors.MessageSizeTooLargeError(), errors.MessageSizeTooLargeError()]
    with pytest.raises(Undeliverable, match="dateline topics apply"):
        await broker.flight().send(outgoing("a"))


@pytest.mark.parametrize("place", ["refuse", "fail"])
async def test_what_no_retry_helps_is_raised(broker: FakeBroker, place: str) -> None:
    setattr(broker, place, [errors.TopicAuthorizationFailedError("topic")])
    flight = broker.flight()
    with pytest.raises(Undeliverable, match="TopicAuthorizationFailed"):
        await flight.send(outgoing("a"))
        await flight.landed()


async def test_a_batch_that_the_broker_finds_too_large_is_no_fault_of_its_records(broker: FakeBroker) -> None:
    broker.fail = [errors.MessageSizeTooLargeError()]
    flight = broker.flight()
    await flight.send(outgoing("a"))
    with pytest.raises(Undeliverable, match="MessageSizeTooLarge"):
        await flight.landed()
    assert broker.taken == [], "no dead letter"


def test_the_embedded_broker_takes_what_shrinks_enough() -> None:
    limits = EmbeddedLimits(Settings())
    assert not limits.exceeded(outgoing("a", b"said on Monday " * 500_000))
    assert not limits.exceeded(outgoing("a", random.Random(1).randbytes(EMBEDDED_RECORD_BYTES)))
    assert limits.exceeded(outgoing("a", random.Random(1).randbytes(EMBEDDED_RECORD_BYTES + 1_000)))
    assert limits.exceeded(outgoing("a", LARGE))


def test_limits_count_key_and_headers_too() -> None:
    limits, room = Limits(Settings()), STAGES[0].target.max_message_bytes
    assert not limits.exceeded(outgoing("a", b"x" * (room - 1_000)))
    assert limits.exceeded(outgoing("a" * 600, b"x" * (room - 1_000)))


def test_what_may_pass() -> None:
    assert transient(errors.NotEnoughReplicasError())
    assert not transient(errors.InvalidTopicError())
    assert not transient(None)
