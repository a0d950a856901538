"""Runs statements in a database that runs within this process.

Usage: engines.py ENGINE FOLDER REQUEST   (REQUEST: JSON; without `statements` it prints the version only)
The last line that it prints is JSON.
"""

import json
import sys
import time
from pathlib import Path

engine, folder_name, request_file = sys.argv[1:]
folder = Path(folder_name)
request = json.loads(Path(request_file).read_text(encoding="utf-8"))
statements = request.get("statements")
tables = json.loads((folder / "tables.json").read_text(encoding="utf-8"))


def rows_of(name):
    with open(folder / f"{name}.jsonl", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def parquet_of(name, columns):
    """The table as Parquet, which is written once."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = folder / f"{name}.parquet"
    if not path.exists():
        fields = list(zip(*rows_of(name)))
        arrays = {column: pa.array(field, pa.string()) for column, field in zip(columns, fields)}
        pq.write_table(pa.table(arrays), path, compression="none", row_group_size=100_000)
    return path


def duckdb():
    import duckdb as db

    def start():
        con = db.connect()
        for name, columns in tables.items():
            con.execute(f"CREATE TABLE {name} AS SELECT * FROM '{parquet_of(name, columns)}'")
        return lambda sql, values: con.execute(sql, values).fetchall()

    return f"DuckDB {db.__version__}", start


def datafusion():
    import datafusion as db

    def start():
        context = db.SessionContext()
        for name, columns in tables.items():
            context.register_parquet(f"{name}_file", str(parquet_of(name, columns)))
            context.sql(f"CREATE TABLE {name} AS SELECT * FROM {name}_file").collect()

        def run(sql, values):
            named = {str(i + 1): value for i, value in enumerate(values)}
            frame = context.sql(sql, param_values=named) if named else context.sql(sql)
            return [tuple(row.values()) for row in frame.to_pylist()]

        return run

    return f"DataFusion {db.__version__}", start


def chdb():
    from chdb.session import Session

    session = Session()
    version = session.query("SELECT version()", "TabSeparated").data().strip().strip('"')

    def start():
        session.query("CREATE DATABASE d ENGINE = Atomic")
        for name, columns in tables.items():
            types = ", ".join(f"{column} Nullable(String)" for column in columns)
            session.query(f"CREATE TABLE d.{name} ({types}) ENGINE = MergeTree ORDER BY tuple()")
            session.query(f"INSERT INTO d.{name} SELECT * FROM file('{parquet_of(name, columns)}', Parquet)")
        session.query("USE d")

        def run(sql, values):
            named = {f"p{i + 1}": value for i, value in enumerate(values)}
            printed = session.query(sql, "TabSeparated", params=named) if named else session.query(sql, "TabSeparated")
            return [line.split("\t") for line in printed.data().splitlines()]

        return run

    return f"chDB (ClickHouse {version})", start


def spark():
    import pyspark
    from pyspark.sql import SparkSession

    def start():
        builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.driver.memory", "2g")
        builder = builder.config("spark.sql.shuffle.partitions", "2").config("spark.sql.catalogImplementation", "in-memory")
        builder = builder.config("spark.sql.warehouse.dir", str(folder / "spark-warehouse"))
        session = builder.config("spark.driver.host", "127.0.0.1").config("spark.log.level", "ERROR").getOrCreate()
        for name, columns in tables.items():
            session.read.parquet(str(parquet_of(name, columns))).createOrReplaceTempView(name)

        def run(sql, values):
            # Compiling a statement takes seconds: only what runs on a million rows is worth it.
            compiles = " FROM mass " in sql
            session.conf.set("spark.sql.codegen.wholeStage", compiles)
            session.conf.set("spark.sql.codegen.factoryMode", "CODEGEN_ONLY" if compiles else "NO_CODEGEN")
            return [tuple(row) for row in session.sql(sql, args=values or None).collect()]

        return run

    return f"Spark {pyspark.__version__}", start


def sqlite():
    import sqlean as db

    def start(encoding="UTF-8"):
        db.extensions.enable("crypto")
        con = db.connect(":memory:")
        con.execute(f"PRAGMA encoding = '{encoding}'")
        for name, columns in tables.items():
            con.execute(f"CREATE TABLE {name} ({', '.join(f'{column} TEXT' for column in columns)})")
            con.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})", rows_of(name))
        return lambda sql, values: con.execute(sql, values).fetchall()

    return f"SQLite {db.sqlite_version} with sqlean's crypto", start


version, start = {f.__name__: f for f in [duckdb, datafusion, chdb, spark, sqlite]}[engine]()
if statements is None:
    print(json.dumps({"version": version}))
    sys.exit()
run = start()
answers = []
for statement in statements:
    started = time.monotonic()
    rows = run(statement["sql"], list(statement.get("parameters") or []))
    value = int(rows[0][0]) if statement["returns"] else None
    answers.append({"value": value, "seconds": time.monotonic() - started})
print(json.dumps({"answers": answers}))
