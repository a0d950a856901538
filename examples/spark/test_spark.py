"""The job on two executors finds what the command line finds, also when one of them is killed."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow.dataset as ds
import pytest
from pyspark import SparkContext
from pyspark.errors import PythonException
from pyspark.sql import SparkSession

import check_sessions
from conftest import ROOT, ROWS
from make_data import KEY_FILE, UNIQUE_KEYS

KEYS = [option for key in UNIQUE_KEYS for option in ("--unique-key", key)]
CLI_KEYS = ("total", "valid", "malformed", "foreign", "wrongJurisdiction")


@pytest.fixture(scope="session")
def expected(data: Path) -> tuple[dict[str, object], list[tuple[str, ...]]]:
    """What the command line says of the same rows: its summary, and the three columns of each row."""
    argv = ["node", "durable-id.mjs", "check", "sessions.jsonl", "--field", "session_id", "--annotate", "--json"]
    done = subprocess.run([*argv, *KEYS, "--key-file", KEY_FILE], cwd=data, capture_output=True, encoding="utf-8")
    assert done.returncode == 1, done.stderr
    fields = [line.split("\t", 4) for line in done.stdout.split("\n")[:-1]]
    rows = [(verdict, namespace, jurisdiction) for verdict, _, namespace, jurisdiction, _ in fields]
    assert len(rows) == ROWS
    return json.loads(done.stderr), rows


def filters() -> dict[int, bytes]:
    """The filters that are running now, and their arguments."""
    found: dict[int, bytes] = {}
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            arguments = path.read_bytes()
        except OSError:
            continue  # It has ended meanwhile.
        if b"durable-id.mjs\0check\0--annotate" in arguments:
            found[int(path.parent.name)] = arguments
    return found


@contextmanager
def filters_seen() -> Iterator[dict[int, bytes]]:
    """All filters that run in the meantime."""
    seen: dict[int, bytes] = {}
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            seen.update(filters())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        done.set()
        watcher.join()


def options(source: Path, output: Path, *more: str) -> Namespace:
    return check_sessions.parse_options([str(source), str(output), *KEYS, *more])


def executors(context: SparkContext) -> set[int]:
    """The process IDs of the JVMs that run tasks."""

    def jvm(_: object) -> list[int]:
        daemon = Path(f"/proc/{os.getppid()}/status").read_text()
        time.sleep(0.5)  # Long enough for the other executor to get some of these, too.
        return [int(line.split()[1]) for line in daemon.splitlines() if line.startswith("PPid:")]

    return set(context.parallelize(range(8), 8).mapPartitions(jvm).collect())


def assert_same(output: Path, summary: dict[str, object], expected: tuple[dict[str, object], list]) -> None:
    """Every row, and all the tallies in each of their forms, are those of the command line."""
    cli_summary, cli_rows = expected
    table = ds.dataset(output / "rows").to_table().sort_by("row")
    assert table.column("row").to_pylist() == list(range(ROWS))
    columns = [[value or "" for value in table.column(name).to_pylist()] for name in check_sessions.COLUMNS]
    wrong = [i for i, row in enumerate(zip(*columns, strict=True)) if row != cli_rows[i]]
    assert wrong == []
    for key in CLI_KEYS:
        assert summary[key] == cli_summary[key]
    assert summary["namespaces"] == sorted(cli_summary["namespaces"], key=lambda count: count["label"])
    assert summary["jurisdictions"] == cli_summary["jurisdictions"]
    assert sum(ds.dataset(output / "tallies.parquet").to_table().column("rows").to_pylist()) == ROWS
    parts = [line for part in (output / "tallies.json").glob("*.json") for line in part.read_text().splitlines()]
    assert sum(json.loads(line)["rows"] for line in parts) == ROWS


def test_a_million_rows_on_two_executors(spark: SparkSession, data: Path, tmp_path: Path, expected: tuple) -> None:
    assert len(executors(spark.sparkContext)) == 2
    with filters_seen() as seen:
        summary = check_sessions.check(spark, options(data / "sessions.parquet", tmp_path, "--key-file", KEY_FILE))
    key = (data / KEY_FILE).read_bytes()
    assert len(seen) >= 2
    assert not any(key in arguments or key.hex().encode() in arguments for arguments in seen.values())
    assert 0 < summary["malformed"] < summary["foreign"] < summary["valid"]
    assert_same(tmp_path, summary, expected)


def write_sql(data: Path, folder: Path, *more: str) -> Path:
    """The three expressions, as docs/spark.md has it typed."""
    folder.mkdir()
    argv = ["node", "durable-id.mjs", "sql", "--dialect", "spark", "--column", "session_id", *KEYS, *more]
    for result in check_sessions.COLUMNS:
        done = subprocess.run([*argv, "--result", result], cwd=data, capture_output=True, check=True)
        (folder / f"{result}.sql").write_bytes(done.stdout)
    return folder


def test_a_million_rows_by_sql(spark: SparkSession, data: Path, tmp_path: Path, expected: tuple) -> None:
    # For a comparison with the same rows; docs/spark.md explains why a secret key does not belong into SQL.
    folder = write_sql(data, tmp_path / "sql", "--key-file", KEY_FILE, "--allow-secret-key-in-sql")
    with filters_seen() as seen:
        job = check_sessions.parse_options([str(data / "sessions.parquet"), str(tmp_path), "--sql", str(folder)])
        summary = check_sessions.check(spark, job)
    assert not seen
    assert_same(tmp_path, summary, expected)


@pytest.mark.parametrize("way", ["sql", "filter"])
def test_the_example_as_csv_by_spark_submit(data: Path, tmp_path: Path, way: str) -> None:
    """As docs/spark.md has it typed."""
    keys = [*KEYS, "--key-file", KEY_FILE]
    if way == "sql":
        secret = ("--key-file", KEY_FILE, "--allow-secret-key-in-sql")
        keys = ["--sql", str(write_sql(data, tmp_path / "sql", *secret))]
    job = ["check_sessions.py", str(ROOT / "examples" / "sessions.csv"), str(tmp_path), "--partitions", "3", *keys]
    submit = [sys.executable, "-m", "pyspark.find_spark_home"]
    home = subprocess.run(submit, capture_output=True, check=True, text=True).stdout.strip()
    done = subprocess.run(
        [
            f"{home}/bin/spark-submit",
            *("--master", "local-cluster[2,1,1024]", "--conf", "spark.ui.enabled=false", "--conf", "spark.log.level=ERROR"),
            *("--files", f"{data}/durable-id.mjs,{data}/{KEY_FILE}", "--py-files", "durable_id_filter.py"),
            *job,
        ],
        cwd=Path(__file__).parent,
        env={**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    summary = json.loads(done.stdout.splitlines()[-1])
    assert [summary[key] for key in CLI_KEYS] == [10_000, 9_610, 230, 160, 0]
    assert summary["jurisdictions"] == {"unrestricted": 9_480, "eu": 90, "us": 40}


@pytest.mark.parametrize("killed", ["executor", "filter"])
def test_a_kill_in_the_middle(spark: SparkSession, data: Path, tmp_path: Path, expected: tuple, killed: str) -> None:
    context = spark.sparkContext
    jvms = executors(context)
    outcome: list[dict[str, object]] = []
    chosen = options(data / "sessions.parquet", tmp_path, "--key-file", KEY_FILE, "--partitions", "40")
    job = threading.Thread(target=lambda: outcome.append(check_sessions.check(spark, chosen)))
    job.start()
    wait_for_tasks(context, 5, 35)
    victim = min(jvms) if killed == "executor" else running_filter()
    os.kill(victim, signal.SIGKILL)
    job.join()
    assert_same(tmp_path, outcome[0], expected)
    if killed == "executor":
        assert victim not in executors(context)


def wait_for_tasks(context: SparkContext, least: int, most: int) -> None:
    """Until some of the tasks that check IDs are done, and not all of them."""
    tracker = context.statusTracker()
    for _ in range(3000):
        for stage in tracker.getActiveStageIds():
            info = tracker.getStageInfo(stage)
            if info is not None and info.numTasks == 40 and info.numCompletedTasks >= least:
                assert info.numCompletedTasks <= most
                return
        time.sleep(0.02)
    raise AssertionError("the job did not get that far")


def running_filter() -> int:
    """A filter that is at work."""
    for _ in range(1000):
        for process in filters():
            return process
        time.sleep(0.01)
    raise AssertionError("no filter is running")


class TestFailures:
    """What goes wrong on an executor is an error of Spark's with the line that says why."""

    def check(self, spark: SparkSession, data: Path, tmp_path: Path, *more: str) -> str:
        with pytest.raises(PythonException) as caught:
            check_sessions.check(spark, options(data / "sessions.parquet", tmp_path, *more))
        return str(caught.value)

    def test_a_key_file_without_a_key(self, spark: SparkSession, data: Path, tmp_path: Path) -> None:
        short = tmp_path / "short.key"
        short.write_bytes(b"short")
        message = self.check(spark, data, tmp_path, "--key-file", str(short))
        assert "FilterError: node ended with exit code 2: durable-id: the key file" in message
        assert "must hold 32 raw bytes or 64 hex digits: it has 5 bytes" in message

    def test_a_key_file_that_was_not_shipped(self, spark: SparkSession, data: Path, tmp_path: Path) -> None:
        message = self.check(spark, data, tmp_path, "--key-file", "other.key")
        assert "FilterError: 'other.key' is not on this executor: ship it with --files" in message

    def test_a_program_that_is_another(self, spark: SparkSession, data: Path, tmp_path: Path) -> None:
        message = self.check(spark, data, tmp_path, "--program", KEY_FILE, "--key-file", KEY_FILE)
        assert "FilterError: node ended with exit code 1: " in message

    def test_a_column_that_is_not_there(self, spark: SparkSession, data: Path, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="no column 'id'; it has row, session_id"):
            check_sessions.check(spark, options(data / "sessions.parquet", tmp_path, "--column", "id"))

    def test_a_column_of_numbers(self, spark: SparkSession, data: Path, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="'row' is bigint, and string is wanted"):
            check_sessions.check(spark, options(data / "sessions.parquet", tmp_path, "--column", "row"))
