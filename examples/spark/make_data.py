"""Makes a table of sessions with IDs of several namespaces and all kinds of faults, the same each time."""

import argparse
import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

# The key of the namespace with a secret key. Never use these bytes for anything else.
SECRET_KEY = bytes(range(32))
KEY_FILE = "rooms.key"
UNIQUE_KEYS = ("chat-ChatRoom", "chat-Presence")

# Rows of one group of the Parquet file, the smallest unit that Spark gives to a task.
ROW_GROUP = 1 << 16


def mint(program: str, count: int, *options: str) -> Iterator[str]:
    """IDs of the names session-0, session-1, …, by durable-id itself."""
    names = "".join(f"session-{i}\n" for i in range(count))
    minted = subprocess.run(
        ["node", program, "mint", *options, "-"], input=names, stdout=subprocess.PIPE, text=True, check=True
    )
    return iter(minted.stdout.splitlines())


# Values that must be malformed, and must not shift the verdicts of other rows.
HOSTILE = (
    None,
    "",
    "\n",
    "\r\n\r\n",
    "two\nlines",
    "a\tb",
    "NULL",
    "\ufeff",
    "\u2028",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
    '"quoted, and with a comma"',
    "\\",
    "-" * 64,
    " " * 64,
    "é" * 64,
    "x" * 100_000,
)


def spoil(id_: str, kind: int) -> str | None:
    """An ID with something wrong with it: most of what does not belong there is white space that nobody sees."""
    faults = (
        f"{id_}\n",
        f"{id_}\r",
        f"\ufeff{id_}",
        f" {id_}",
        f"{id_}\t",
        f"{id_}\n{id_}",
        f"{id_[:32]}\n{id_[32:]}",
        f"{id_[:32]}\r{id_[33:]}",
        f"{id_}\0",
        f"0x{id_}",
        id_[:-1],
        f"{id_[:-1]}g",
    )
    return (*faults, *HOSTILE)[kind % (len(faults) + len(HOSTILE))]


def flip(id_: str) -> str:
    """An ID with one digit changed."""
    return f"{id_[:20]}{'1' if id_[20] == '0' else '0'}{id_[21:]}"


def kind_of(row: int) -> str:
    """The IDs of rows: of each hundred, four are spoilt, five are of a deleted namespace, one has a wrong digit."""
    match row % 100:
        case 17 | 39 | 61 | 83:
            return "spoilt"
        case 5 | 25 | 45 | 65 | 85:
            return "gone"
        case 99:
            return "flipped"
        case j if j % 4 == 1:
            return "presence"
        case j if j % 12 == 0:
            return "secret"
        case j if j % 12 == 6:
            return "eu"
        case _:
            return "rooms"


def ids(program: str, count: int, key_file: Path) -> Iterator[str | None]:
    """The IDs of that many rows."""
    numbers = Counter(kind_of(row) for row in range(100))
    numbers.update(rooms=numbers["spoilt"], secret=numbers["flipped"])
    options = {
        "rooms": [f"--unique-key={UNIQUE_KEYS[0]}"],
        "presence": [f"--unique-key={UNIQUE_KEYS[1]}"],
        "secret": [f"--key-file={key_file}"],
        "eu": [f"--unique-key={UNIQUE_KEYS[0]}", "--jurisdiction=eu"],
        "gone": ["--unique-key=gone-Lobby"],
    }
    minted = {kind: mint(program, numbers[kind] * (count // 100 + 1), *more) for kind, more in options.items()}
    for row in range(count):
        match kind_of(row):
            case "spoilt":
                yield spoil(next(minted["rooms"]), row // 22)
            case "flipped":
                yield flip(next(minted["secret"]))
            case "secret":
                yield next(minted["secret"]).upper()
            case kind:
                yield next(minted[kind])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where sessions.parquet, sessions.jsonl and rooms.key go")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--program", required=True, help="durable-id's single file")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    key_file = options.folder / KEY_FILE
    key_file.touch(mode=0o600)
    key_file.write_bytes(SECRET_KEY)
    column = list(ids(options.program, options.rows, key_file))
    table = pa.table({"row": pa.array(range(options.rows), pa.int64()), "session_id": pa.array(column, pa.string())})
    pq.write_table(table, options.folder / "sessions.parquet", row_group_size=ROW_GROUP)
    with open(options.folder / "sessions.jsonl", "w", encoding="utf-8") as lines:
        for row, id_ in enumerate(column):
            lines.write(json.dumps({"row": row, "session_id": id_}) + "\n")


if __name__ == "__main__":
    main()
