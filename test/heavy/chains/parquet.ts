/*
 * A Parquet file with one required column of text, in row groups of one plain page each: what check reads of a column,
 * without a package that writes Parquet.
 */

/** A value of Thrift's compact protocol. A struct has its fields by their numbers, in their order. */
type Thrift = number | bigint | string | readonly Thrift[] | { readonly [field: number]: Thrift };

const MAGIC = Buffer.from("PAR1");
const BYTE_ARRAY = 6;
const RLE = 3;

/** The file of a column's values. */
export function parquetOf(column: string, values: readonly string[], rowsInGroup: number): Buffer {
  const parts: Buffer[] = [MAGIC];
  const groups: Thrift[] = [];
  let offset = MAGIC.length;
  for (let from = 0; from < values.length; from += rowsInGroup) {
    const rows = values.slice(from, from + rowsInGroup);
    const page = pageOf(rows);
    const size = BigInt(page.length);
    const chunk = {
      ...{ 1: BYTE_ARRAY, 2: [0, RLE], 3: [column], 4: 0, 5: BigInt(rows.length), 6: size, 7: size },
      9: BigInt(offset),
    };
    groups.push({ 1: [{ 2: BigInt(offset), 3: chunk }], 2: size, 3: BigInt(rows.length) });
    parts.push(page);
    offset += page.length;
  }
  const schema: Thrift = [
    { 4: "schema", 5: 1 },
    { 1: BYTE_ARRAY, 3: 0, 4: column, 6: 0 },
  ];
  const footer = encode({ 1: 1, 2: schema, 3: BigInt(values.length), 4: groups });
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([...parts, footer, length, MAGIC]);
}

function pageOf(values: readonly string[]): Buffer {
  const data = Buffer.concat(
    values.flatMap((value) => {
      const bytes = Buffer.from(value);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(bytes.length);
      return [length, bytes];
    }),
  );
  const header = { 1: 0, 2: data.length, 3: data.length, 5: { 1: values.length, 2: 0, 3: RLE, 4: RLE } };
  return Buffer.concat([encode(header), data]);
}

function encode(value: Thrift): Buffer {
  if (typeof value === "number") return varint(zigzag(BigInt(value)));
  if (typeof value === "bigint") return varint(zigzag(value));
  if (typeof value === "string") return Buffer.concat([varint(BigInt(Buffer.byteLength(value))), Buffer.from(value)]);
  if (isList(value)) {
    const type = typeOf(value[0]);
    const head =
      value.length < 15
        ? Buffer.of((value.length << 4) | type)
        : Buffer.concat([Buffer.of(0xf0 | type), varint(BigInt(value.length))]);
    return Buffer.concat([head, ...value.map(encode)]);
  }
  let last = 0;
  const fields = Object.entries(value).flatMap(([name, field]) => {
    const head = Buffer.of(((Number(name) - last) << 4) | typeOf(field));
    last = Number(name);
    return [head, encode(field)];
  });
  return Buffer.concat([...fields, Buffer.of(0)]);
}

function typeOf(value: Thrift): number {
  if (typeof value === "number") return 5;
  if (typeof value === "bigint") return 6;
  if (typeof value === "string") return 8;
  return isList(value) ? 9 : 12;
}

function isList(value: Thrift): value is readonly Thrift[] {
  return Array.isArray(value);
}

function zigzag(value: bigint): bigint {
  return value >= 0n ? value << 1n : (-value << 1n) - 1n;
}

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    if (rest < 0x80n) return Buffer.from([...bytes, Number(rest)]);
    bytes.push(Number(rest & 0x7fn) | 0x80);
  }
}
