"""python -m deploy.kafka start|stop|status [--port N] [--dir DIRECTORY]"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from deploy.kafka.jars import KafkaUnavailable
from deploy.kafka.node import Node

DEFAULT_DIRECTORY = Path("var") / "kafka"


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0 when done (status: while it runs), 1 when not running or not to be had."""
    parser = argparse.ArgumentParser(prog="python -m deploy.kafka", description="A one-node Apache Kafka without Docker.")
    parser.add_argument("action", choices=["start", "stop", "status"])
    parser.add_argument("--port", type=int, default=9092, help="port of a new broker on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--dir", type=Path, default=DEFAULT_DIRECTORY, help="data, log and pid (default: %(default)s)")
    options = parser.parse_args(arguments)
    node = Node(options.dir, options.port)
    try:
        return _act(options.action, node)
    except KafkaUnavailable as error:
        print(f"kafka: {error}", file=sys.stderr)
        return 1


def _act(action: str, node: Node) -> int:
    if action == "start":
        node.start()
    elif action == "stop":
        node.stop()
        print(f"stopped; its data stay in {node.directory}")
        return 0
    if node.pid is None:
        print(f"not running (directory {node.directory})")
        return 1
    print(f"running on {node.bootstrap}, pid {node.pid}, log {node.directory / 'kafka.log'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
