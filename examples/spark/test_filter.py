"""The filter by itself: no cluster, any program in its place."""

import sys

import pyarrow as pa
import pytest

from durable_id_filter import STAND_IN, Filter, FilterError, reason_in, sendable
from make_data import HOSTILE, spoil

ID = "0123456789abcdef" * 4


def python(program: str) -> list[str]:
    return [sys.executable, "-u", "-c", program]


ECHO = "import sys\nfor line in sys.stdin: print('valid', '', 'ns', '', 'stdin', '1', line, sep='\\t', end='', flush=True)"


def test_only_what_could_be_an_id_is_sent() -> None:
    values = [ID, ID.upper(), "z" * 64, *HOSTILE, *[spoil(ID, kind) for kind in range(12)]]
    sent = sendable(pa.array(values, pa.string())).to_pylist()
    assert sent[:3] == values[:3]
    assert all(len(line) == 64 and line.isascii() and line.isprintable() for line in sent)
    assert all(line == STAND_IN for value, line in zip(values, sent, strict=True) if value is None or len(value) != 64)


@pytest.mark.parametrize("type_", [pa.string(), pa.large_string(), pa.string_view()])
def test_answers_come_for_each_row(type_: pa.DataType) -> None:
    with Filter(python(ECHO)) as running:
        for values in ([ID, None, "\n"], [], [ID] * 50_000):
            verdicts, namespaces, jurisdictions = running.annotate(pa.array(values, type_))
            assert verdicts.to_pylist() == ["valid"] * len(values)
            assert namespaces.to_pylist() == ["ns"] * len(values)
            assert jurisdictions.to_pylist() == [None] * len(values)
        running.finish()


def test_a_part_of_an_array_is_taken_as_it_is() -> None:
    with Filter(python(ECHO)) as running:
        verdicts, _, _ = running.annotate(pa.array([None, ID, ID])[1:2])
        assert verdicts.to_pylist() == ["valid"]


@pytest.mark.parametrize(
    ("program", "message"),
    [
        ("print('durable-id: no room', file=sys.stderr); sys.exit(2)", "ended with exit code 2: durable-id: no room"),
        ("input(); sys.exit(2)", "ended with exit code 2: it gave no reason"),
        ("os.kill(os.getpid(), 9)", "ended with exit code -9: it gave no reason"),
        (f"print('valid\\t\\t\\t\\t\\t\\t{'f' * 64}'); sys.stdin.read()", "answered other lines than it was asked"),
    ],
)
def test_a_filter_that_fails(program: str, message: str) -> None:
    with pytest.raises(FilterError, match=message), Filter(python(f"import os, sys\n{program}")) as running:
        running.annotate(pa.array([ID]))


def test_a_filter_that_fails_at_the_end() -> None:
    with Filter(python(f"{ECHO}\nsys.exit('durable-id: the end')")) as running:
        running.annotate(pa.array([ID]))
        running.finish()  # 1 is what it ends with where not all are valid.
    with Filter(python(f"{ECHO}\nprint('more')")) as running:
        running.annotate(pa.array([ID]))
        with pytest.raises(FilterError, match="more lines than it was asked"):
            running.finish()


def test_a_program_that_is_not_there() -> None:
    with pytest.raises(FilterError, match="can't start '/nowhere/node' on this executor: No such file or directory"):
        Filter(["/nowhere/node"])


def test_the_reason_in_the_last_words() -> None:
    assert reason_in("summary\ndurable-id: disk full\n") == "durable-id: disk full"
    assert reason_in("node:internal\n  throw err;\nError: Cannot find module 'x'\n\nNode.js v20") == (
        "Error: Cannot find module 'x'"
    )
    assert reason_in("") == "it gave no reason"
