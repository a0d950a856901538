"""Checks the Durable Object IDs in a table of sessions: see docs/spark.md."""

import argparse
import json
import sys
import time
from pathlib import Path

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.types import StringType, StructField, StructType

from durable_id_filter import COLUMNS, annotator

VERDICTS = ("valid", "malformed", "foreign", "wrongJurisdiction")


def read_table(spark: SparkSession, path: str, format_: str, partitions: int | None) -> DataFrame:
    """The table, in as many parts as asked for."""
    if format_ == "parquet":
        table = spark.read.parquet(path)
    else:
        # RFC 4180: quotes are doubled, and fields may contain line breaks.
        table = spark.read.csv(path, header=True, quote='"', escape='"', multiLine=True)
    return table if partitions is None else table.repartition(partitions)


def with_verdicts(table: DataFrame, options: argparse.Namespace) -> DataFrame:
    """The rows of a table, each with its verdict, namespace and jurisdiction."""
    column = options.column
    if column not in table.columns:
        raise ValueError(f"the table has no column {column!r}; it has {', '.join(table.columns)}")
    if not isinstance(table.schema[column].dataType, StringType):
        raise ValueError(f"column {column!r} is {table.schema[column].dataType.simpleString()}, and string is wanted")
    taken = [name for name in COLUMNS if name in table.columns]
    if taken:
        raise ValueError(f"the table has a column {taken[0]!r} already: rename it first")
    if options.sql is not None:
        # Expressions printed by `durable-id sql`: Spark evaluates them without other software.
        return table.withColumns({name: F.expr(Path(options.sql, f"{name}.sql").read_text()) for name in COLUMNS})
    added = [StructField(name, StringType()) for name in COLUMNS]
    schema = StructType([*table.schema.fields, *added])
    return table.mapInArrow(annotator(column, options.program, options.unique_key, options.key_file), schema)


def tallies_of(rows: DataFrame) -> DataFrame:
    """How many rows there are of each verdict, namespace and jurisdiction."""
    return rows.groupBy(*COLUMNS).agg(F.count("*").alias("rows")).orderBy(*COLUMNS)


def summary_of(tallies: DataFrame) -> dict[str, object]:
    """The tallies under the keys of `durable-id check --json`; namespaces in alphabetical order."""
    counts = tallies.collect()

    def total(**wanted: str | None) -> int:
        return sum(row["rows"] for row in counts if all(row[name] == value for name, value in wanted.items()))

    labels = sorted({row["namespace"] for row in counts if row["namespace"] is not None})
    codes = {row["jurisdiction"] for row in counts if row["verdict"] == "valid"}
    return {
        "total": total(),
        **{verdict: total(verdict=verdict) for verdict in VERDICTS},
        "namespaces": [
            {
                "label": label,
                "valid": total(verdict="valid", namespace=label),
                "wrongJurisdiction": total(verdict="wrongJurisdiction", namespace=label),
            }
            for label in labels
        ],
        "jurisdictions": {code or "unrestricted": total(verdict="valid", jurisdiction=code) for code in codes},
    }


def check(spark: SparkSession, options: argparse.Namespace) -> dict[str, object]:
    """Writes the rows and the tallies under the output path. Returns the summary, with its time."""
    started = time.monotonic()
    format_ = options.format or ("csv" if options.input.endswith(".csv") else "parquet")
    table = read_table(spark, options.input, format_, options.partitions)
    rows = with_verdicts(table, options)
    rows.write.mode("overwrite").parquet(f"{options.output}/rows")
    seconds = time.monotonic() - started
    # Computed from the written rows, so that nothing is checked twice and the tallies match the rows.
    tallies = tallies_of(spark.read.parquet(f"{options.output}/rows")).cache()
    tallies.coalesce(1).write.mode("overwrite").parquet(f"{options.output}/tallies.parquet")
    tallies.coalesce(1).write.mode("overwrite").option("ignoreNullFields", False).json(f"{options.output}/tallies.json")
    summary = summary_of(tallies)
    return {**summary, "seconds": round(seconds, 1), "rowsPerSecond": round(int(str(summary["total"])) / seconds)}


def parse_options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("input", help="a table: Parquet, or CSV with a header")
    parser.add_argument("output", help="where the folders rows, tallies.parquet and tallies.json go")
    parser.add_argument("--format", choices=("parquet", "csv"), help="the default is by the input's name")
    parser.add_argument("--column", default="session_id", help="the column that holds the IDs")
    parser.add_argument("--sql", help="a folder with verdict.sql, namespace.sql and jurisdiction.sql of durable-id sql")
    parser.add_argument("--unique-key", action="append", default=[], help="a namespace by its unique key; no secret")
    parser.add_argument("--key-file", action="append", default=[], help="a file with a secret key, as --files ships it")
    parser.add_argument("--program", default="durable-id.mjs", help="durable-id's single file, as --files ships it")
    parser.add_argument("--partitions", type=int, help="into how many parts to cut the table; the default is Spark's")
    options = parser.parse_args(argv)
    has_key = bool(options.unique_key or options.key_file)
    if options.sql is None and not has_key:
        parser.error("no key: pass --sql FOLDER, or --unique-key KEY and --key-file FILE for the filter")
    if options.sql is not None and has_key:
        parser.error("--sql can't be combined with --unique-key or --key-file: its SQL has the keys")
    return options


def main(argv: list[str]) -> None:
    options = parse_options(argv)
    spark = SparkSession.builder.appName("durable-id check").getOrCreate()
    try:
        print(json.dumps(check(spark, options)))
    finally:
        spark.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
