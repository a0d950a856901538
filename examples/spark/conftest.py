"""A cluster of two executors, and a million rows for it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyspark
import pytest
from pyspark.sql import SparkSession

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ROWS = 1_000_000


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the table, the same rows as JSON Lines, the key file and durable-id as one file."""
    folder = tmp_path_factory.mktemp("sessions")
    program = folder / "durable-id.mjs"
    shutil.copy(ROOT / "dist" / "durable-id.mjs", program)
    make = [sys.executable, str(HERE / "make_data.py"), str(folder), "--rows", str(ROWS), "--program", str(program)]
    subprocess.run(make, check=True)
    return folder


@pytest.fixture(scope="session")
def spark(data: Path) -> Iterator[SparkSession]:
    """Two executors, each a JVM of its own with one core; they get everything by the ways a real cluster has."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .appName("durable-id test")
        .config("spark.ui.enabled", False)
        .config("spark.ui.showConsoleProgress", False)
        .config("spark.log.level", "FATAL")
        .config("spark.files", f"{data}/durable-id.mjs,{data}/rooms.key")
        .config("spark.sql.shuffle.partitions", 4)
        .getOrCreate()
    )
    session.sparkContext.addPyFile(str(HERE / "durable_id_filter.py"))
    yield session
    session.stop()
    # The executors' work folders contain all shipped files, including the key.
    shutil.rmtree(Path(pyspark.__file__).parent / "work")
