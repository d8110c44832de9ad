"""Kafka nodes: their directories, ports and processes. Each survives stop, kill and start again on the same address."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from string import Template

from deploy.kafka.jars import KafkaUnavailable, java, libs

_HERE = Path(__file__).resolve().parent
#: Any valid cluster id will do.
_CLUSTER_ID = "ZGF0ZWxpbmUta2Fma2EtMQ"
_STARTED = "Kafka Server started"
_START_SECONDS = 90
_STOP_SECONDS = 15


def free_port() -> int:
    """A loopback port that nobody listens on now, below those that outgoing connections use.

    From that range, a client that calls a broker which is down may be given the broker's own port, and keep it.
    """
    while True:
        port = random.randrange(15_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


class Node:
    """A broker whose properties, data, log and pid lie in one directory; port 0 takes a free one, kept from then on.

    `controllers` are the controller ports of all nodes of its cluster, `number` says which of them it is, from 1.
    """

    def __init__(
        self, directory: Path, port: int = 0, *, number: int = 1, controllers: Sequence[int] = (), heap: int = 384
    ) -> None:
        self.directory = directory.resolve()
        self._port = port
        self._number = number
        self._controllers = controllers
        self._heap = heap  # MB
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def bootstrap(self) -> str:
        """host:port for clients. Raises KafkaUnavailable before the first start."""
        for line in self._read("server.properties").splitlines():
            if line.startswith("advertised.listeners="):
                return line.rpartition("//")[2]
        raise KafkaUnavailable(f"no broker was ever started in {self.directory}")

    @property
    def pid(self) -> int | None:
        """Process id while it runs, else None."""
        text = self._read("pid")
        return int(text) if text and self._alive(int(text)) else None

    def start(self) -> None:
        """Start it and return once it answers. Does nothing while it runs. Raises KafkaUnavailable."""
        if self.pid is not None:
            return
        jvm, jars = java(), libs()
        self._prepare(jvm, jars)
        log_start = len(self._read("kafka.log"))
        process = self._spawn(
            [jvm, f"-Xmx{self._heap}m", "-XX:+UseSerialGC", *self._jvm(jars), "kafka.Kafka", str(self._properties)]
        )
        self._wait(process, log_start)

    def stop(self) -> None:
        """End it: SIGTERM, and SIGKILL when it takes too long."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a crash does: kill -9."""
        self._end(signal.SIGKILL)

    @property
    def _properties(self) -> Path:
        return self.directory / "server.properties"

    def _read(self, name: str) -> str:
        path = self.directory / name
        return path.read_text("utf-8") if path.exists() else ""

    def _jvm(self, jars: Path) -> list[str]:
        return [f"-Dlog4j2.configurationFile={_HERE / 'log4j2.xml'}", "-cp", f"{jars}/*"]

    def _prepare(self, jvm: str, jars: Path) -> None:
        data = self.directory / "data"
        data.mkdir(parents=True, exist_ok=True)
        if not self._properties.exists():
            self._properties.write_text(self._configuration(data), "utf-8")
        if not (data / "meta.properties").exists():
            command = [jvm, *self._jvm(jars), "kafka.tools.StorageTool", "format", "-t", _CLUSTER_ID, "-c", str(self._properties)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                raise KafkaUnavailable(f"the broker's storage could not be formatted:\n{(done.stdout + done.stderr)[-2000:]}")

    def _configuration(self, data: Path) -> str:
        controllers = self._controllers or (free_port(),)
        return Template((_HERE / "server.properties.tmpl").read_text("utf-8")).substitute(
            number=self._number,
            voters=",".join(f"{number}@127.0.0.1:{port}" for number, port in enumerate(controllers, 1)),
            port=self._port or free_port(),
            controller_port=controllers[self._number - 1],
            data=data,
            copies=min(3, len(controllers)),
            in_sync=2 if len(controllers) >= 3 else 1,
        )

    def _spawn(self, command: list[str]) -> subprocess.Popen[bytes]:
        with (self.directory / "kafka.log").open("ab") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)
        self._process = process
        (self.directory / "pid").write_text(str(process.pid), "utf-8")
        return process

    def _wait(self, process: subprocess.Popen[bytes], log_start: int) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while process.poll() is None and time.monotonic() < deadline:
            if _STARTED in self._read("kafka.log")[log_start:]:
                return
            time.sleep(0.1)
        self.kill()
        raise KafkaUnavailable(f"Kafka did not start; {self.directory}/kafka.log ends with:\n{self._read('kafka.log')[-2000:]}")

    def _end(self, how: signal.Signals) -> None:
        pid = self.pid
        if pid is not None:
            os.kill(pid, how)
            deadline = time.monotonic() + _STOP_SECONDS
            while self._alive(pid):
                if time.monotonic() > deadline:
                    os.kill(pid, signal.SIGKILL)
                time.sleep(0.05)
        (self.directory / "pid").unlink(missing_ok=True)

    def _alive(self, pid: int) -> bool:
        if self._process is not None and self._process.pid == pid:
            return self._process.poll() is None  # reaps it, so that it is not seen as a zombie
        return _is_broker(pid)


class Cluster:
    """Several nodes, small ones, that are one Kafka: what one of them holds the others hold too."""

    def __init__(self, directory: Path, nodes: int = 3) -> None:
        controllers = [free_port() for _ in range(nodes)]
        self.nodes = [
            Node(directory / str(number), number=number, controllers=controllers, heap=256) for number in range(1, nodes + 1)
        ]

    @property
    def bootstrap(self) -> str:
        """host:port of each, comma separated. Raises KafkaUnavailable before the first start."""
        return ",".join(node.bootstrap for node in self.nodes)

    def start(self) -> None:
        """Start all that do not run, at once: none answers before most of them do. Raises KafkaUnavailable."""
        libs()  # fetched once, not by each
        with ThreadPoolExecutor(len(self.nodes)) as threads:
            for started in [threads.submit(node.start) for node in self.nodes]:
                started.result()

    def kill(self) -> None:
        """kill -9 of all."""
        for node in self.nodes:
            node.kill()


def _is_broker(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        command = Path(f"/proc/{pid}/cmdline")
        return b"kafka.Kafka" in command.read_bytes() if Path("/proc/self").exists() else True
    except OSError:
        return False
