"""Real servers for the tests, on this machine and gone afterwards: PostgreSQL in a folder, Spark's master with workers."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

MASTER = "org.apache.spark.deploy.master.Master"
_READY = "Starting Spark master|Registering worker|registered with master"
WORKER = "org.apache.spark.deploy.worker.Worker"


def postgres_programs() -> Path | None:
    """The folder of PostgreSQL's own programs, the newest where there are several."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    named = shutil.which("initdb")
    return found[-1].parent if found else Path(named).resolve().parent if named else None


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of a server of its own, which answers at a socket in its folder; it is not run as root."""
    programs = postgres_programs()
    if programs is None:
        pytest.skip("no PostgreSQL on this machine: apt-get install postgresql")
    user = "nobody" if os.getuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="factspec-pg-"))
    if user:
        shutil.chown(folder, user)
    data, control = folder / "data", programs / "pg_ctl"

    def run(*command: str | Path) -> None:
        subprocess.run(command, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)

    try:
        run(programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C")
        run(control, "-D", data, "-w", "-l", folder / "log", "-o", f"-k {folder} -c listen_addresses='' -c fsync=off", "start")
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        if (data / "postmaster.pid").exists():
            run(control, "-D", data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def needs_spark() -> None:
    """Skips the test where Spark or its Java is not here."""
    pytest.importorskip("pyspark", reason="no pyspark here: pip install 'factspec[spark]'")
    if shutil.which("java") is None:
        pytest.skip("no java on this machine: apt-get install openjdk-17-jre-headless")


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """The URL of a master with that many workers, each a process with one core."""
    needs_spark()
    import pyspark

    home = Path(pyspark.__file__).parent
    folder = Path(tempfile.mkdtemp(prefix="factspec-spark-"))
    port = _free()
    start = [str(home / "bin" / "spark-class")]
    common = ["--host", "127.0.0.1", "--webui-port", "0"]
    log = (folder / "log").open("w")
    master = f"spark://127.0.0.1:{port}"
    settings = os.environ | {"SPARK_HOME": str(home), "SPARK_DAEMON_MEMORY": "256m"}
    commands = [[*start, MASTER, *common, "--port", str(port)]]
    commands += [[*start, WORKER, *common, "-c", "1", "-m", "1g", "-d", str(folder / f"{n}"), master] for n in range(workers)]
    running: list[subprocess.Popen[bytes]] = []
    try:
        for command in commands:
            running.append(subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env=settings))
            until(lambda: len(re.findall(_READY, (folder / "log").read_text())) >= len(running))
        yield master
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(timeout=30)
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


def _free() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def until(happened: Callable[[], bool], seconds: float = 90) -> None:
    """Waits until something has happened."""
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            raise TimeoutError(f"not in {seconds} s")
        time.sleep(0.2)
