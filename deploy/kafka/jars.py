"""The broker's jars: copied once by Maven, kept under `build/` of the checkout.

KafkaUnavailable    what is missing on this machine, and what to do
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

_HERE = Path(__file__).resolve().parent
POM = _HERE / "pom.xml"
_BUILD = _HERE.parent.parent / "build" / "kafka"
JAVA_NEEDED = 17


class KafkaUnavailable(RuntimeError):
    """The broker cannot be had here; the message says what is missing and how to get it."""


def java() -> str:
    """Path of a Java that runs the broker: JAVA_HOME's, else the one on PATH. Raises KafkaUnavailable."""
    home = os.environ.get("JAVA_HOME")
    path = shutil.which(str(Path(home) / "bin" / "java")) if home else None
    path = path or shutil.which("java")
    if path is None:
        raise KafkaUnavailable(
            f"java is missing: install a JDK {JAVA_NEEDED} or later (Debian: apt install openjdk-17-jre-headless)"
        )
    said = subprocess.run([path, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', said)
    if found is None or int(found[1]) < JAVA_NEEDED:
        raise KafkaUnavailable(
            f"{path} is Java {found[1] if found else 'of an unknown version'}: Kafka 4 needs {JAVA_NEEDED} or later"
        )
    return path


def version() -> str:
    """The Kafka version that the pom asks for."""
    found = re.search(r"<kafka\.version>([^<]+)<", POM.read_text("utf-8"))
    assert found, f"{POM} names no kafka.version"
    return found[1]


def libs() -> Path:
    """Directory of the jars, filled by Maven at the first call. Raises KafkaUnavailable."""
    target = _BUILD / f"libs-{version()}"
    if target.is_dir():
        return target
    maven = shutil.which("mvn")
    if maven is None:
        raise KafkaUnavailable("mvn is missing: install Apache Maven (Debian: apt install maven); it fetches Kafka's jars once")
    fresh = _BUILD / f"libs-{version()}.{os.getpid()}"
    goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={fresh}"]
    command = [maven, "-B", "-q", "-f", str(POM), *goal]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        shutil.rmtree(fresh, ignore_errors=True)
        raise KafkaUnavailable(f"Maven could not fetch Kafka {version()}:\n{(done.stdout + done.stderr).strip()[-2000:]}")
    if not target.is_dir():
        fresh.rename(target)
    return target
