"""Writes a column of IDs as tables, each with a CSV of the same tool beside it.

Usage: write_tables.py IDS FOLDER TOOL...   (IDS: JSON lines, a string or null each; TOOL: pyarrow, duckdb, spark, sqlite)
Prints a JSON line for each table: its path, the path of the CSV, and how it is to be read.
"""

import json
import sqlite3
import sys
from itertools import product
from pathlib import Path

ids_file, folder, *tools = sys.argv[1:]
ids = [json.loads(line) for line in open(ids_file, encoding="utf-8")]
out = Path(folder)


def told(table, csv, **options):
    print(json.dumps({"table": str(table), "csv": str(csv), **options}), flush=True)


def binary(value):
    """The bytes of an ID; null for anything else."""
    try:
        return bytes.fromhex(value) if len(value) == 64 else None
    except (TypeError, ValueError):
        return None


def pyarrow():
    import pyarrow as pa
    import pyarrow.csv as pacsv
    import pyarrow.parquet as pq

    table = pa.table(
        {
            "n": list(range(len(ids))),
            "session_id": pa.array(ids),
            "bytes": pa.array([binary(i) for i in ids]),
            "fixed": pa.array([binary(i) for i in ids], pa.binary(32)),
            "user": pa.array([{"name": "x", "id": i} for i in ids]),
        }
    )
    csv = out / "pyarrow.csv"
    pacsv.write_csv(table.select(["n", "session_id"]), csv)
    binaries = out / "pyarrow-binary.csv"
    hexes = [b.hex() if b else None for b in table["bytes"].to_pylist()]
    pacsv.write_csv(pa.table({"n": table["n"], "session_id": hexes}), binaries)
    codecs = ["none", "snappy", "zstd", "gzip", "brotli", "lz4"]
    for codec, dictionary, version in product(codecs, [True, False], ["1.0", "2.0"]):
        path = out / f"pyarrow-{codec}-{'dictionary' if dictionary else 'plain'}-{version}.parquet"
        pq.write_table(
            table, path, compression=codec, use_dictionary=dictionary, data_page_version=version, row_group_size=1 + len(ids) // 3
        )
        for field in ["session_id", "user.id"]:
            told(path, csv, field=field)
        for field in ["bytes", "fixed"]:
            told(path, binaries, field=field)
    for encoding in ["DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY"]:
        path = out / f"pyarrow-{encoding}.parquet"
        pq.write_table(table, path, use_dictionary=False, column_encoding={"session_id": encoding})
        told(path, csv, field="session_id")


def duckdb():
    import duckdb as db

    con = db.connect()
    con.execute("CREATE TABLE t (n INTEGER, session_id VARCHAR)")
    con.executemany("INSERT INTO t VALUES (?, ?)", list(enumerate(ids)))
    csv = out / "duckdb.csv"
    con.execute(f"COPY (SELECT * FROM t ORDER BY n) TO '{csv}' (HEADER)")
    for codec, limit in product(["uncompressed", "snappy", "zstd", "gzip"], [1, 1_000_000]):
        path = out / f"duckdb-{codec}-{limit}.parquet"
        con.execute(
            f"COPY (SELECT * FROM t ORDER BY n) TO '{path}' (FORMAT parquet, COMPRESSION {codec}, DICTIONARY_SIZE_LIMIT {limit})"
        )
        told(path, csv, field="session_id")


def spark():
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.host", "127.0.0.1").getOrCreate()
    frame = session.createDataFrame(list(enumerate(ids)), "n INT, session_id STRING").coalesce(1)
    # Its CSV loses spaces by default.
    spaces = {"ignoreLeadingWhiteSpace": False, "ignoreTrailingWhiteSpace": False}
    frame.write.csv(str(out / "spark-csv"), header=True, escape='"', **spaces)
    [csv] = (out / "spark-csv").glob("*.csv")
    for codec, dictionary in product(["snappy", "zstd", "gzip"], ["true", "false"]):
        path = out / f"spark-{codec}-{dictionary}"
        frame.write.option("parquet.enable.dictionary", dictionary).parquet(str(path), compression=codec)
        [table] = path.glob("*.parquet")
        told(table, csv, field="session_id")


def sqlite():
    import csv as pycsv

    for encoding in ["UTF-8", "UTF-16le"]:
        path = out / f"sqlite-{encoding}.db"
        con = sqlite3.connect(path)
        con.execute(f"PRAGMA encoding = '{encoding}'")
        con.execute("CREATE TABLE t (n INTEGER, session_id TEXT, bytes BLOB)")
        con.executemany("INSERT INTO t VALUES (?, ?, ?)", [(n, i, binary(i)) for n, i in enumerate(ids)])
        con.commit()
        csv = out / f"sqlite-{encoding}.csv"
        with open(csv, "w", encoding="utf-8", newline="") as file:
            writer = pycsv.writer(file)
            writer.writerow(["n", "session_id"])
            writer.writerows(con.execute("SELECT n, session_id FROM t ORDER BY n"))
        con.close()
        told(path, csv, query="SELECT session_id, n FROM t ORDER BY n")


for tool in tools:
    {"pyarrow": pyarrow, "duckdb": duckdb, "spark": spark, "sqlite": sqlite}[tool]()
