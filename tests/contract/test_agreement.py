"""The topology, the rooms, the layers and the compose file agree: what one of them names, the others have."""

from __future__ import annotations

import ipaddress
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from dateline import layers, topology
from dateline.layers.layer import Layer
from dateline.record import Layers
from services.commands.service import SERVICES as SERVICES_OF_COMMAND
from services.runtime.processor import Processor

ROOT = Path(__file__).resolve().parents[2]
STAGES = topology.STAGES
PARTS = ("__init__", "__main__", "annotate", "agent")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"] == "dateline:local"}
WORKERS = (*(stage.name for stage in STAGES), "sink")


def layer_model(name: str) -> type[Layer]:
    """The model of a layer of the record."""
    field = Layers.model_fields[name]
    return next(part for part in get_args(field.annotation) if isinstance(part, type) and issubclass(part, Layer))


def test_the_chain_is_unbroken() -> None:
    assert STAGES[0].source == topology.RAW
    assert [stage.source for stage in STAGES[1:]] == [stage.target for stage in STAGES[:-1]]


def test_names_are_used_once() -> None:
    for names in (
        [stage.name for stage in STAGES],
        [stage.layer for stage in STAGES],
        [one.name for one in topology.all_topics()],
    ):
        assert len(names) == len(set(names))


def test_every_layer_of_the_record_has_a_stage() -> None:
    assert list(Layers.model_fields) == [stage.layer for stage in STAGES]


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_stage_has_its_layer(stage: topology.Stage) -> None:
    model = layer_model(stage.layer)
    assert model.__module__ == f"dateline.layers.{stage.layer}"
    assert model.__name__ in layers.__all__


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_stage_has_its_room(stage: topology.Stage) -> None:
    room = ROOT / "services" / stage.name
    assert [part for part in PARTS if not (room / f"{part}.py").is_file()] == []
    assert list((ROOT / "tests" / "unit" / stage.name).glob("test_*.py")), f"no test in tests/unit/{stage.name}"


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_processor_reads_only_earlier_layers(stage: topology.Stage) -> None:
    processor: Processor = import_module(f"services.{stage.name}").PROCESSOR
    assert processor.stage == stage
    earlier = {one.layer for one in STAGES[: STAGES.index(stage)]}
    assert set(processor.requires) <= earlier


def test_command_runs_every_service() -> None:
    assert set(SERVICES_OF_COMMAND) == {"ingest", *WORKERS}


def test_compose_runs_every_service() -> None:
    assert set(OURS) == {"topics", "migrate", "ingest", *WORKERS}
    for name in ("ingest", *WORKERS):
        assert SERVICES[name]["command"] == ["service", name]


@pytest.mark.parametrize("name", OURS)
def test_compose_gives_no_service_more_than_it_needs(name: str) -> None:
    service = OURS[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"] and "cap_add" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["mem_limit"] and service["pids_limit"]
    assert not {"privileged", "user", "network_mode"} & set(service)


@pytest.mark.parametrize("name", WORKERS)
def test_compose_workers_can_be_many(name: str) -> None:
    assert not {"container_name", "hostname", "ports"} & set(SERVICES[name])
    assert SERVICES[name]["volumes"] == ["workers:/var/lib/dateline"], (
        "one that all share: each process has a file of its own there"
    )
    assert SERVICES[name]["healthcheck"]["start_interval"]
    assert SERVICES[name]["depends_on"]["topics"] == {"condition": "service_completed_successfully"}


@pytest.mark.parametrize("name", SERVICES)
def test_compose_publishes_on_loopback_and_pins_images(name: str) -> None:
    for port in SERVICES[name].get("ports", []):
        assert ipaddress.ip_address(port.split(":")[0]).is_loopback
    assert SERVICES[name]["image"].partition(":")[2] not in ("", "latest")
