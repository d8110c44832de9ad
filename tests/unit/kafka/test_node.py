"""The broker without Docker: what is said when it cannot be had. That it works is shown by the tests that need one."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.kafka import jars
from deploy.kafka.__main__ import main
from deploy.kafka.jars import KafkaUnavailable
from deploy.kafka.node import Node, free_port


def fake(directory: Path, name: str, script: str) -> None:
    path = directory / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An otherwise empty PATH."""
    directory = tmp_path / "bin"
    directory.mkdir()
    monkeypatch.setenv("PATH", str(directory))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(jars, "_BUILD", tmp_path / "build")
    return directory


def test_no_java(path: Path) -> None:
    with pytest.raises(KafkaUnavailable, match="java is missing: install a JDK 17"):
        jars.java()


def test_java_too_old(path: Path) -> None:
    fake(path, "java", "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2")
    with pytest.raises(KafkaUnavailable, match="is Java 11: Kafka 4 needs 17 or later"):
        jars.java()


def test_java_home_comes_first(path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    home = tmp_path / "jdk"
    (home / "bin").mkdir(parents=True)
    fake(home / "bin", "java", "echo 'openjdk version \"21.0.1\" 2023-10-17' >&2")
    fake(path, "java", "echo 'openjdk version \"8\"' >&2")
    monkeypatch.setenv("JAVA_HOME", str(home))
    assert jars.java() == str(home / "bin" / "java")


def test_no_maven(path: Path) -> None:
    with pytest.raises(KafkaUnavailable, match="mvn is missing: install Apache Maven"):
        jars.libs()


def test_maven_fails(path: Path) -> None:
    fake(path, "mvn", "echo 'no such artifact'; exit 1")
    with pytest.raises(KafkaUnavailable, match=r"(?s)could not fetch Kafka .*no such artifact"):
        jars.libs()


def test_jars_are_fetched_once(path: Path) -> None:
    (path / "mkdir").symlink_to(shutil.which("mkdir", path="/bin:/usr/bin") or "/bin/mkdir")
    fake(path, "mvn", 'for one in "$@"; do case $one in -DoutputDirectory=*) mkdir -p "${one#*=}";; esac; done')
    first = jars.libs()
    (path / "mvn").unlink()
    assert jars.libs() == first
    assert first.name == f"libs-{jars.version()}"


def test_a_node_that_never_started(tmp_path: Path) -> None:
    node = Node(tmp_path)
    assert node.pid is None
    node.stop()
    with pytest.raises(KafkaUnavailable, match="no broker was ever started"):
        assert node.bootstrap


def test_the_command_says_what_is_missing(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["start", "--dir", str(tmp_path / "kafka")]) == 1
    assert "kafka: java is missing" in capsys.readouterr().err
    assert main(["status", "--dir", str(tmp_path / "kafka")]) == 1
    assert main(["stop", "--dir", str(tmp_path / "kafka")]) == 0


def test_free_ports_lie_below_those_of_outgoing_connections() -> None:
    port = free_port()
    assert port < 32_768
    with socket.socket() as free:
        free.bind(("127.0.0.1", port))


def test_it_is_a_program() -> None:
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-m", "deploy.kafka", "--help"], cwd=root, env=os.environ, capture_output=True, text=True
    )
    assert done.returncode == 0 and "one-node Apache Kafka" in done.stdout
