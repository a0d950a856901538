"""`durable-id check --annotate -` as a column function for Spark: one process for each partition."""

import os
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
from pyspark import SparkFiles

# The columns that the filter puts before each line, and the columns that the rows get.
COLUMNS = ("verdict", "namespace", "jurisdiction")

# 64 printable ASCII characters are sent to the filter unchanged. Everything else is malformed by definition (null,
# empty, longer, shorter, with line breaks or a byte order mark), and is replaced by a line that is not an ID either.
# So each row is one line, and a value of a gigabyte is not sent anywhere.
SENDABLE = "^[ -~]{64}$"
STAND_IN = "-" * 64

# Bytes of a read from the pipe.
READ_SIZE = 1 << 20


class FilterError(RuntimeError):
    """The filter could not do its work; the message has the line it gave as its reason."""


class Filter:
    """A running filter: a context, at whose end the process is gone."""

    def __init__(self, argv: list[str]) -> None:
        self._name = os.path.basename(argv[0])
        # A file instead of a pipe, because a full pipe would block the filter.
        self._errors: IO[bytes] = tempfile.TemporaryFile()
        try:
            self._process = subprocess.Popen(
                argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors
            )
        except OSError as error:
            self._errors.close()
            raise FilterError(f"can't start {argv[0]!r} on this executor: {error.strerror}") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._errors):
            try:
                pipe.close()
            except BrokenPipeError:
                pass

    def annotate(self, values: pa.Array) -> list[pa.Array]:
        """The three columns for a column of strings."""
        lines = sendable(values)
        if len(lines) == 0:
            return [pa.array([], pa.string()) for _ in COLUMNS]
        # Writes and reads at the same time: a filter whose answers are not read stops reading lines.
        writer = threading.Thread(target=self._write, args=(text_of(lines),), daemon=True)
        writer.start()
        answers = parse_answers(self._read_lines(len(lines)))
        writer.join()
        if not answers["record"].combine_chunks().equals(lines):
            raise FilterError("the filter answered other lines than it was asked")
        return [answers[name].combine_chunks() for name in COLUMNS]

    def finish(self) -> None:
        """Ends the input; the filter must end too, and say that it is content (0: all valid, 1: not all)."""
        self._process.stdin.close()
        rest = self._process.stdout.read()
        if self._process.wait() not in (0, 1):
            raise self._failure()
        if rest:
            raise FilterError("the filter answered more lines than it was asked")

    def _write(self, text: bytes) -> None:
        try:
            self._process.stdin.write(text)
            self._process.stdin.flush()
        except BrokenPipeError:
            pass  # It has ended: the reader of its answers notices, and reports the reason.

    def _read_lines(self, count: int) -> bytes:
        chunks: list[bytes] = []
        while count > 0:
            chunk = self._process.stdout.read1(READ_SIZE)
            if not chunk:
                raise self._failure()
            count -= chunk.count(b"\n")
            chunks.append(chunk)
        return b"".join(chunks)

    def _failure(self) -> FilterError:
        code = self._process.wait()
        self._errors.seek(0)
        reason = reason_in(self._errors.read().decode("utf-8", "replace"))
        return FilterError(f"{self._name} ended with exit code {code}: {reason}")


def sendable(values: pa.Array) -> pa.Array:
    """The lines for these values, one for each."""
    strings = values.cast(pa.string())
    is_sendable = pc.fill_null(pc.match_substring_regex(strings, SENDABLE), False)
    return pc.if_else(is_sendable, strings, STAND_IN)


def text_of(lines: pa.Array) -> bytes:
    """The lines, each with its end."""
    joined = pc.binary_join(pa.ListArray.from_arrays(pa.array([0, len(lines)], pa.int32()), lines), "\n")
    return joined[0].as_buffer().to_pybytes() + b"\n"


def parse_answers(text: bytes) -> pa.Table:
    """The fields of the answers; what is empty is null."""
    names = ["verdict", "reason", "namespace", "jurisdiction", "input", "line", "record"]
    return pa_csv.read_csv(
        pa.py_buffer(text),
        read_options=pa_csv.ReadOptions(column_names=names, use_threads=False),
        parse_options=pa_csv.ParseOptions(delimiter="\t", quote_char=False),
        convert_options=pa_csv.ConvertOptions(
            column_types={name: pa.string() for name in names}, null_values=[""], strings_can_be_null=True
        ),
    )


def reason_in(errors: str) -> str:
    """The line of a program's last words that says why: durable-id's own, or Node's."""
    lines = [line.strip() for line in errors.splitlines() if line.strip()]
    own = [line for line in lines if line.startswith("durable-id:")]
    nodes = [line for line in lines if "Error" in line]
    return next(iter(own[-1:] + nodes[:1] + lines[-1:]), "it gave no reason")


def shipped(name: str) -> str:
    """Where a file is on this executor: an absolute path is there already, a bare name came with `--files`."""
    path = name if os.path.isabs(name) else SparkFiles.get(name)
    if not os.path.exists(path):
        raise FilterError(f"{name!r} is not on this executor: ship it with --files, or give its path there")
    return path


def annotator(
    column: str, program: str, unique_keys: list[str], key_files: list[str]
) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """
    A function for `DataFrame.mapInArrow` that adds the three columns.

    :param column: the column that holds the IDs, of strings
    :param program: `durable-id.mjs` as it was shipped, or where it is on all executors
    :param unique_keys: namespaces by their unique keys, which are not secret
    :param key_files: namespaces by files that hold their keys, as they were shipped, or where they are
    """

    def annotate(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        # Runs on the executor, with its own paths and environment.
        # A partition may be empty.
        command = ["check", "--annotate", "--allow-empty"]
        argv = [os.environ.get("DURABLE_ID_NODE", "node"), shipped(program), *command]
        for key in unique_keys:
            argv.append(f"--unique-key={key}")
        for name in key_files:
            argv.append(f"--key-file={shipped(name)}")
        with Filter([*argv, "-"]) as filter_:
            for batch in batches:
                added = filter_.annotate(batch.column(column))
                yield pa.RecordBatch.from_arrays([*batch.columns, *added], [*batch.schema.names, *COLUMNS])
            filter_.finish()

    return annotate
