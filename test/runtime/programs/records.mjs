// The check of `validator.records()`, in nothing but the language and web streams. It throws at the first fault.

/** Lengths of chunks, over and over: none is a divisor of a record's length. */
const CHUNKS = [1, 7, 64, 3, 4099, 131];
/** More than the validator judges at a time. */
const COUNT = 2500;

/** Inputs of each format: the same IDs, in records that differ. */
const INPUTS = [
  { options: {}, start: "\ufeff", separator: "\r\n", end: "", record: (id) => id },
  {
    options: { format: "csv", field: "session id", delimiter: ";" },
    start: "note;session id\n",
    separator: "\n",
    end: "\n",
    record: (id, i) => (i % 5 === 0 ? `"é; ""${i}""\nand a second line";${id}` : `note ${i};"${id}"`),
  },
  { options: { format: "jsonl", field: "user.id" }, start: "", separator: "\n", end: "\n", record: jsonRecord },
  { options: { format: "json", field: "/user/id" }, start: "[", separator: ",\n", end: "]\n", record: jsonRecord },
];

/** @returns how many records had the right verdict, place and line */
export async function checkRecords(DurableObjectNamespace, { createValidator, idsFromNames, Verdict }) {
  const [rooms, sessions, others] = ["rooms", "sessions", "others"].map(
    (uniqueKey) => new DurableObjectNamespace({ uniqueKey }),
  );
  const names = Array.from({ length: COUNT / 5 }, (_, i) => `name ${i}`);
  const eu = sessions.jurisdiction("eu");
  const lists = [rooms, eu, others, sessions].map((namespace) => idsFromNames(namespace, names));
  const ids = names.flatMap((_, i) => [...lists.map((list) => list[i]), `${lists[0][i].slice(1)}g`]);
  const { valid, foreign, wrongJurisdiction, malformed } = Verdict;
  const expected = [valid, valid, foreign, wrongJurisdiction, malformed];
  let count = 0;
  for (const engine of [undefined, "pure"]) {
    const validator = createValidator([rooms, eu], { engine });
    for (const input of INPUTS) {
      const format = `${input.options.format ?? "text"} on the engine ${validator.engine}`;
      const { bytes, places } = write(input, ids);
      const found = await read(validator.records(input.options), bytes);
      same(found.length, ids.length, `the number of records of ${format}`);
      for (let i = 0; i < ids.length; i++) {
        const what = `of record ${i} of ${format}`;
        same(found[i].verdict, expected[i % 5], `the verdict ${what}`);
        same(found[i].offset, places[i].offset, `the offset ${what}`);
        same(found[i].length, places[i].length, `the length ${what}`);
        same(found[i].line, places[i].line, `the line ${what}`);
      }
      count += found.length;
    }
  }
  return count;
}

/** Every third ID has an escape in it. */
function jsonRecord(id, i) {
  const digits = i % 3 === 0 ? `\\u00${id.charCodeAt(0).toString(16)}${id.slice(1)}` : id;
  return `{"n": [${i}, "é😀"], "user": {"id": "${digits}"}}`;
}

/** The bytes of an input, and where its records are. */
function write({ start, separator, end, record }, ids) {
  const encoder = new TextEncoder();
  const size = (piece) => encoder.encode(piece).length;
  const places = [];
  let offset = size(start);
  let line = 1 + lineFeeds(start);
  let whole = start;
  for (let i = 0; i < ids.length; i++) {
    const piece = record(ids[i], i);
    places.push({ offset, length: size(piece), line });
    const rest = i === ids.length - 1 ? end : separator;
    offset += size(piece) + size(rest);
    line += lineFeeds(piece + rest);
    whole += piece + rest;
  }
  return { bytes: encoder.encode(whole), places };
}

const lineFeeds = (piece) => piece.split("\n").length - 1;

/** Sends bytes through a stream of records, in odd chunks. */
async function read(records, bytes) {
  const writer = records.writable.getWriter();
  const writing = (async () => {
    for (let at = 0, i = 0; at < bytes.length; at += CHUNKS[i++ % CHUNKS.length]) {
      await writer.write(bytes.subarray(at, at + CHUNKS[i % CHUNKS.length]));
    }
    await writer.close();
  })();
  const found = [];
  const reader = records.readable.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const { verdicts, offsets, lengths, lines } = next.value;
    verdicts.forEach((verdict, i) => {
      found.push({ verdict, offset: offsets[i], length: lengths[i], line: lines[i] });
    });
  }
  await writing;
  return found;
}

function same(actual, expected, what) {
  if (actual !== expected) throw new Error(`${what} is ${String(actual)}, not ${String(expected)}`);
}
