"""Makes vectors/vectors.json, with nothing of durable-id: hashlib, hmac, and the answers of a real workerd.

Usage: python3 test/ports/make_vectors.py > vectors/vectors.json

Every case of workerd is copied from test/vectors/workerd.json and derived here once more; a difference ends the
program. The other cases are derived by docs/id-format.md, and those of celld by the rules of celld 0.3.0.
"""

import hashlib
import hmac
import json
import pathlib
import re
import sys

FOLDER = pathlib.Path(__file__).parent.parent / "vectors"
WORKERD = json.loads((FOLDER / "workerd.json").read_text("utf-8"))
OURS = json.loads((FOLDER / "jurisdiction.json").read_text("utf-8"))
CODES = {"eu": 1, "fedramp": 2, "fedramp-high": 3, "us": 4}

# An ID of celld 0.3.0 itself: the name "foo" in the class ChatRoom of my-worker.
CELLD_FOO = "2aeca8dc1e16ed05c432a2837ced60163b5a430598003a281c04893284816ba5"


def wtf8(text):
    return text.encode("utf-8", "surrogatepass")


def mac(key, data):
    return hmac.digest(key, data, "sha256")


def root_key(unique_key):
    return hashlib.sha256(wtf8(unique_key)).digest()


def key_of(root, jurisdiction):
    if jurisdiction is None:
        return root
    return mac(mac(b"durable-id/jurisdiction", root), jurisdiction.encode() + b"\x01")


def seal(key, base, jurisdiction):
    if jurisdiction is not None:
        base = base[:15] + bytes([CODES[jurisdiction]])
    return (base + mac(key, base)[:16]).hex()


def named_id(unique_key, name, jurisdiction=None):
    key = key_of(root_key(unique_key), jurisdiction)
    return seal(key, mac(key, wtf8(name))[:16], jurisdiction)


def unique_id(unique_key, base, jurisdiction=None):
    return seal(key_of(root_key(unique_key), jurisdiction), bytes.fromhex(base), jurisdiction)


def verdict(unique_key, string):
    """What a namespace without a jurisdiction says: a verdict, and the jurisdiction of a valid ID."""
    if not re.fullmatch("[0-9a-fA-F]{64}", string):
        return "malformed", None
    data = bytes.fromhex(string)
    for jurisdiction in [None, *CODES]:
        if jurisdiction is not None and CODES[jurisdiction] != data[15]:
            continue
        if mac(key_of(root_key(unique_key), jurisdiction), data[:16])[:16] == data[16:]:
            return "valid", jurisdiction
    return "foreign", None


# --- The keys ---

CELLD = [("my-worker", "ChatRoom"), ("büro-😀", "Room"), ("a:b/c", "$_9"), ("my-worker", "__D1Database")]


def celld_key(script, class_name):
    if class_name == "__D1Database":
        return "cells:v1:d1:__D1Database"
    return f"cells:v1:{len(script.encode())}:{script}:{class_name}"


unique_keys = [*WORKERD["uniqueKeys"], *(celld_key(*each) for each in CELLD)]
keys = [
    {
        "uniqueKey": unique_key,
        "uniqueKeyHex": wtf8(unique_key).hex(),
        "rootKey": root_key(unique_key).hex(),
        "jurisdictionKeys": {name: key_of(root_key(unique_key), name).hex() for name in CODES},
    }
    for unique_key in unique_keys
]
for key, (script, class_name) in zip(keys[len(WORKERD["uniqueKeys"]) :], CELLD):
    key["celld"] = {"script": script, "class": class_name}

ROOMS = unique_keys[0]
assert named_id(celld_key("my-worker", "ChatRoom"), "foo") == CELLD_FOO


# --- Names ---


def name_fields(name):
    """A name as bytes, and as text unless a lone surrogate is in it, which most readers of JSON refuse."""
    data = wtf8(name)
    unit, times = data, 1
    if len(data) > 256 and len(set(name)) == 1:
        unit, times = wtf8(name[0]), len(name)
    fields = {"nameHex": unit.hex()}
    if times > 1:
        fields["times"] = times
    is_text = all(not 0xD800 <= ord(char) <= 0xDFFF for char in name)
    return {"name": name if is_text and times == 1 else None, **fields}


named = []


def add_named(unique_key, name, jurisdiction, expected, source):
    id = named_id(unique_key, name, jurisdiction)
    assert expected in (None, id), (unique_key, name, jurisdiction)
    key = unique_keys.index(unique_key)
    named.append({"key": key, "jurisdiction": jurisdiction, **name_fields(name), "id": id, "source": source})


# The first 24 names of each key are chosen, the others random: of those, short ones of each kind.
seen = {}
for case in WORKERD["named"]:
    unique_key, name = WORKERD["uniqueKeys"][case["key"]], case["name"]
    count = seen[unique_key] = seen.get(unique_key, 0) + 1
    if count <= (34 if case["key"] == 0 else 6) and (len(name) <= 64 or len(set(name)) == 1):
        add_named(unique_key, name, None, case["id"], "workerd")

seen = {}
for case in OURS["named"]:
    unique_key, name, jurisdiction = OURS["uniqueKeys"][case["key"]], case["name"], case["jurisdiction"]
    count = seen[unique_key, jurisdiction] = seen.get((unique_key, jurisdiction), 0) + 1
    if count <= (13 if case["key"] == 0 else 2):
        add_named(unique_key, name, jurisdiction, case["id"], "format")

for each in CELLD:
    # Under celld, the name "\ud800x" is "\ufffdx" before it is hashed.
    for name in ["foo", "", "é", "\ufffdx"]:
        add_named(celld_key(*each), name, None, CELLD_FOO if (each[0], each[1], name) == (*CELLD[0], "foo") else None, "celld")


# --- Unique IDs ---

unique = []


def add_unique(unique_key, base, jurisdiction, expected, source):
    id = unique_id(unique_key, base, jurisdiction)
    assert expected == id, (unique_key, base, jurisdiction)
    key = unique_keys.index(unique_key)
    unique.append({"key": key, "jurisdiction": jurisdiction, "base": base, "id": id, "source": source})


for case in WORKERD["unique"][::25]:
    add_unique(WORKERD["uniqueKeys"][case["key"]], case["id"][:32], None, case["id"], "workerd")
for case in OURS["unique"][::5]:
    add_unique(OURS["uniqueKeys"][case["key"]], case["entropy"], case["jurisdiction"], case["id"], "format")


# --- Strings ---

strings = []


def add_string(unique_key, string, expected, source, reason=None, within=None):
    """`within`: the jurisdiction of the subnamespace that is asked."""
    answer, jurisdiction = verdict(unique_key, string)
    if within is not None and (answer, jurisdiction) != ("valid", within) and answer == "valid":
        # A refused ID gives no jurisdiction.
        answer, jurisdiction = "wrongJurisdiction", None
    assert answer == expected, (unique_key, string, answer)
    key = unique_keys.index(unique_key)
    strings.append(
        {
            **{"key": key, "within": within, "string": string},
            **{"verdict": answer, "jurisdiction": jurisdiction, "reason": reason, "source": source},
        }
    )


MESSAGES = {
    None: "valid",
    "Durable Object ID is not valid for this namespace.": "foreign",
    "Invalid Durable Object ID: must be 64 hex digits": "malformed",
}
picked = {}
for case in WORKERD["strings"]:
    answer = MESSAGES[case.get("message")]
    string = case["string"]
    kind = (answer, len(string), string.isascii(), string.lower() == string, case["key"] % 2)
    picked[kind] = picked.get(kind, 0) + 1
    if picked[kind] <= 3 and len(string) < 200 and all(not 0xD800 <= ord(char) <= 0xDFFF for char in string):
        add_string(WORKERD["uniqueKeys"][case["key"]], string, answer, "workerd")
picked = {}
for case in OURS["strings"]:
    answer = "valid" if case["valid"] else case["reason"]
    kind = (answer, case.get("jurisdiction"), case["key"], case["string"].lower() == case["string"])
    picked[kind] = picked.get(kind, 0) + 1
    if picked[kind] <= 2:
        add_string(OURS["uniqueKeys"][case["key"]], case["string"], answer, "format")

FOO = named_id(ROOMS, "foo")
EU_FOO = named_id(ROOMS, "foo", "eu")


def with_digit(id, at, digit):
    return id[:at] + digit + id[at + 1 :]


malformed = [
    ("", "empty"),
    ("null", "null-word"),
    ("undefined", "null-word"),
    ("\\N", "null-word"),
    (f" {FOO}", "whitespace"),
    (f"{FOO}\n", "whitespace"),
    (f"\ufeff{FOO}", "whitespace"),
    (f'"{FOO}"', "quoted"),
    (f"0x{FOO}", "prefixed"),
    (f"\\x{FOO}", "prefixed"),
    (":".join(FOO[i : i + 2] for i in range(0, 64, 2)), "separators"),
    (f"{FOO[:32]} {FOO[32:]}", "separators"),
    ("123e4567-e89b-12d3-a456-426614174000", "uuid"),
    ("NwI96920PgzW050f7KH7VI2ts2YxQSdtQ+DQVYFOBYvF"[:43] + "=", "base64"),
    ("lobby", "other-text"),
    (FOO[:63], "truncated"),
    (FOO[:32], "truncated"),
    (f"{FOO}0", "too-long"),
    (FOO + FOO, "too-long"),
    (with_digit(FOO, 63, "g"), "not-hex"),
    (with_digit(FOO, 0, "O"), "not-hex"),
    (with_digit(FOO, 5, "\uff10"), "not-hex"),
    (with_digit(FOO, 20, "\u0663"), "not-hex"),
    (with_digit(FOO, 40, " "), "separators"),
    (with_digit(FOO, 0, "+"), "not-hex"),
    (with_digit(FOO, 0, "-"), "separators"),
    (f"ChatRoom:{FOO}", "other-text"),
]
for string, reason in malformed:
    add_string(ROOMS, string, "malformed", "format", reason)

# One wrong digit at every place of the tag and of the base, and in byte 15 of a jurisdictional ID.
for at in [0, 15, 29, 30, 31, 32, 47, 63]:
    add_string(ROOMS, with_digit(FOO, at, "0" if FOO[at] != "0" else "1"), "foreign", "format")
for digit in "023456789abcdef":
    add_string(ROOMS, with_digit(EU_FOO, 31, digit), "foreign", "format")
for string in ["0" * 64, "f" * 64, FOO[32:] + FOO[:32], FOO[:32] + EU_FOO[32:], FOO[:62] + FOO[63] + FOO[62]]:
    add_string(ROOMS, string, "foreign", "format")
add_string(unique_keys[1], FOO, "foreign", "format")
add_string(unique_keys[1], EU_FOO, "foreign", "format")
add_string(ROOMS, FOO.upper(), "valid", "format")
add_string(ROOMS, EU_FOO.upper(), "valid", "format")

# Unrestricted IDs whose byte 15 looks like a code: the root key is tried first.
for code in CODES.values():
    add_string(ROOMS, unique_id(ROOMS, f"{'07' * 15}{code:02x}"), "valid", "format")

# Asked of a subnamespace.
for jurisdiction in CODES:
    own = named_id(ROOMS, "foo", jurisdiction)
    for within in CODES:
        answer = "valid" if within == jurisdiction else "wrongJurisdiction"
        reason = None if answer == "valid" else "jurisdiction"
        add_string(ROOMS, own, answer, "format", reason, within)
    add_string(ROOMS, FOO, "wrongJurisdiction", "format", "jurisdiction", jurisdiction)
    add_string(ROOMS, named_id(unique_keys[2], "foo", jurisdiction), "foreign", "format", None, jurisdiction)
    add_string(ROOMS, "lobby", "malformed", "format", "other-text", jurisdiction)

for each in CELLD:
    id = named_id(celld_key(*each), "foo")
    add_string(celld_key(*each), id, "valid", "celld")
    add_string(celld_key(*each), id.upper(), "valid", "celld")
    add_string(celld_key(*each), named_id(celld_key("my-worker", "Other"), "foo"), "foreign", "celld")


# --- The file: one case a line ---


def line(case):
    """Without the fields that are None. In ASCII, since some characters are invisible."""
    known = {name: value for name, value in case.items() if value is not None}
    return json.dumps(known, separators=(",", ":"))


def lines(cases):
    return "[\n" + ",\n".join(map(line, cases)) + "\n]"


fields = {
    "about": json.dumps("Durable Object IDs and verdicts. vectors/README.md tells the meaning of each field."),
    "licence": json.dumps("MIT"),
    "jurisdictionCodes": json.dumps(CODES),
    **{"keys": lines(keys), "named": lines(named), "unique": lines(unique), "strings": lines(strings)},
}
sys.stdout.reconfigure(encoding="utf-8", newline="\n")
print("{\n" + ",\n".join(f'"{name}": {text}' for name, text in fields.items()) + "\n}")
