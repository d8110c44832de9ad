"""The compose file: brought up healthy, articles through it, a processor scaled as the README says, stopped in order."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from deploy.kafka.node import free_port
from tests.snippets import ROOT, environment, snippets

pytestmark = pytest.mark.compose

WORKERS = ("entities", "dating", "disputes", "sink")
KEY = "key-of-the-compose-test"
PASSWORD = "password-of-the-compose-test"
#: Seconds after which something that should happen has not.
PATIENCE = 120


class Stack:
    """One Compose project with ports, secrets and volumes of its own."""

    def __init__(self) -> None:
        self.http = f"http://127.0.0.1:{(http_port := free_port())}"
        kafka_port = free_port()
        self.environment = environment(
            COMPOSE_PROJECT_NAME=f"dateline-test-{os.getpid()}",
            DATELINE_HTTP_PORT=str(http_port),
            DATELINE_KAFKA_PORT=str(kafka_port),
            DATELINE_KAFKA_BOOTSTRAP=f"127.0.0.1:{kafka_port}",
            DATELINE_API_KEY=KEY,
            DATELINE_DB_PASSWORD=PASSWORD,
        )

    def run(self, *command: str, check: bool = True, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run a command with the project's names and ports; shows what it said when it fails."""
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, **options)
        if check and done.returncode:
            pytest.fail(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
        return done

    def compose(self, *arguments: str, **options: Any) -> str:
        return self.run("docker", "compose", *arguments, **options).stdout

    def snippet(self, name: str) -> str:
        """Run a snippet of the README as it stands there, with this project's ports and key."""
        ours = {
            "127.0.0.1:9092": self.environment["DATELINE_KAFKA_BOOTSTRAP"],
            "http://127.0.0.1:8080": self.http,
            "local-only": KEY,
        }
        return self.run(*snippets()[name].command(ours), timeout=PATIENCE).stdout

    def containers(self, *services: str) -> list[dict[str, Any]]:
        listed = self.compose("ps", "--all", "--format", "json", *services)
        return [json.loads(line) for line in listed.splitlines()]

    def stored(self) -> set[str]:
        """Ids of the articles in the store."""
        query = ("psql", "--username=dateline", "--no-align", "--tuples-only", "--command=select id from articles")
        return set(self.compose("exec", "-T", "postgres", *query).splitlines())

    def wait_for(self, *articles: str) -> None:
        """Return once the articles are in the store."""
        deadline = time.monotonic() + PATIENCE
        while missing := set(articles) - self.stored():
            if time.monotonic() > deadline:
                pytest.fail(f"not in the store: {missing}\n{self.compose('logs', '--tail', '20', 'ingest', *WORKERS)}")
            time.sleep(0.2)

    def record(self, article: str) -> dict[str, Any]:
        """The record of an article, as the command shows it."""
        record: dict[str, Any] = json.loads(self.compose("exec", "-T", "sink", "dateline", "show", article, "--json"))
        return record

    def post(self, article: str, key: str = KEY) -> httpx.Response:
        text = f"LIMA, May 6. {article}: the port of Callao will be closed on May 9, the port authority said on Wednesday."
        headers = {"authorization": f"Bearer {key}"}
        return httpx.post(f"{self.http}/v1/articles", json={"id": article, "text": text}, headers=headers)


def need_docker() -> None:
    """Fail, and say what is missing, where the test cannot run."""
    if shutil.which("docker") is None:
        pytest.fail("missing: the command `docker`; install Docker with its Compose plugin")
    for command, what in (("compose version", "the Compose plugin of Docker"), ("info", "a Docker engine that answers")):
        done = subprocess.run(["docker", *command.split()], capture_output=True, text=True)
        if done.returncode:
            pytest.fail(f"missing: {what}; `docker {command}` says: {done.stderr.strip()[:300]}")


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    need_docker()
    project = Stack()
    try:
        project.compose("build", "--quiet")
        project.compose("up", "--detach", "--wait", "--wait-timeout", str(PATIENCE))
        yield project
    finally:
        project.compose("down", "--volumes", "--timeout", "15", check=False)


def test_everything_is_healthy(stack: Stack) -> None:
    states = {one["Service"]: (one["State"], one["Health"] or one["ExitCode"]) for one in stack.containers()}
    running = dict.fromkeys(("kafka", "postgres", "ingest", *WORKERS), ("running", "healthy"))
    assert states == {**running, "topics": ("exited", 0), "migrate": ("exited", 0)}


def test_snippets_of_the_readme_take_articles_in_and_events_out(stack: Stack) -> None:
    stack.snippet("produce")
    accepted = json.loads(stack.snippet("produce-http"))["accepted"]
    events = [json.loads(line) for line in stack.snippet("subscribe").splitlines()]
    assert len(events) == 10
    stack.wait_for(*accepted, *(event["article"]["id"] for event in events))
    record = stack.record(events[0]["article"]["id"])
    assert events[0]["event"] in record["layers"]["dates"]["events"]
    assert [one["stage"] for one in record["provenance"]] == ["entities", "dating", "disputes"]
    assert len(stack.snippet("subscribe-python").splitlines()) == 10


def test_http_takes_an_article_with_the_key_alone(stack: Stack) -> None:
    assert stack.post("compose/refused", key="wrong").status_code == 401
    assert stack.post("compose/posted").status_code == 202
    stack.wait_for("compose/posted")
    assert "compose/refused" not in stack.stored()


def members(stack: Stack) -> list[int]:
    """Partitions of each worker of the entities group."""
    tool = ("/opt/kafka/bin/kafka-consumer-groups.sh", "--bootstrap-server", "kafka:29092", "--group", "dateline.entities")
    told = stack.compose("exec", "-T", "kafka", *tool, "--describe", "--members")
    return [int(line.split()[-1]) for line in told.splitlines() if line.startswith("dateline.entities")]


def test_a_processor_scales_as_the_readme_says(stack: Stack) -> None:
    stack.snippet("scale")
    assert [one["Health"] for one in stack.containers("entities")] == ["healthy"] * 4
    deadline = time.monotonic() + PATIENCE
    while sorted(members(stack)) != [3, 3, 3, 3]:
        assert time.monotonic() < deadline, f"twelve partitions are not shared by four workers: {members(stack)}"
    articles = [f"compose/scaled-{number}" for number in range(24)]
    for article in articles:
        assert stack.post(article).status_code == 202
    stack.wait_for(*articles)


@pytest.mark.parametrize("service", ["ingest", *WORKERS])
def test_no_service_has_more_than_it_needs(stack: Stack, service: str) -> None:
    shell = "id -u; grep CapEff /proc/1/status | cut -f2; touch /written 2>&1 || true"
    user, capabilities, touched = stack.compose("exec", "-T", service, "sh", "-c", shell).splitlines()
    assert user == "10001"
    assert int(capabilities, 16) == 0
    assert "Read-only file system" in touched


def test_a_worker_that_dies_comes_back(stack: Stack) -> None:
    stack.compose("exec", "-T", "dating", "python", "-c", "import os, signal; os.kill(1, signal.SIGTERM)")
    assert stack.post("compose/after-restart").status_code == 202
    stack.wait_for("compose/after-restart")


def test_secrets_are_not_in_the_logs(stack: Stack) -> None:
    logs = stack.compose("logs")
    assert KEY not in logs and PASSWORD not in logs


def test_stop_ends_every_service_in_order(stack: Stack) -> None:
    stack.compose("stop", "ingest", *WORKERS)
    assert {one["Name"]: one["ExitCode"] for one in stack.containers("ingest", *WORKERS) if one["ExitCode"]} == {}
