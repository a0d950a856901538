/** One fault, put into one file of `assembly/`. */
export interface Mutant {
  /** What is wrong with it. */
  readonly fault: string;
  /** The file, in `assembly/`. */
  readonly file: string;
  /** A text that the file has exactly once. */
  readonly text: string;
  /** What replaces it. */
  readonly replacement: string;
}

/** Faults that a hand could make. Each must compile, and fail a unit test. */
export const MUTANTS: readonly Mutant[] = [
  // Hashing one message.
  {
    fault: "a rotation by 14 bits, not 13",
    file: "sha256.ts",
    text: "rotr(x, 13)",
    replacement: "rotr(x, 14)",
  },
  {
    fault: "two words of the schedule swapped",
    file: "sha256.ts",
    text: "i32x4.shuffle(sums, sums, 1, 3, 0, 2)",
    replacement: "i32x4.shuffle(sums, sums, 1, 3, 2, 0)",
  },
  {
    fault: "the last state word without the one before the block",
    file: "sha256.ts",
    text: "store<u32>(to, load<u32>(from, 28) + h, 28)",
    replacement: "store<u32>(to, h, 28)",
  },
  { fault: "a wrong initial word", file: "memory.ts", text: "0x5be0cd19", replacement: "0x5be0cd18" },
  { fault: "a wrong round constant", file: "memory.ts", text: "0xa81a664b", replacement: "0xa81a664a" },
  // Hashing four at once.
  {
    fault: "a shift of four lanes by 23 bits, not 22",
    file: "sha256x4.ts",
    text: "i32x4.shr_u(x, 22)",
    replacement: "i32x4.shr_u(x, 23)",
  },
  {
    fault: "a word of four lanes' schedule taken from the wrong place",
    file: "sha256x4.ts",
    text: "v128.load(ahead, 192), v128.load(ahead, 272)",
    replacement: "v128.load(ahead, 192), v128.load(ahead, 256)",
  },
  { fault: "a round too few", file: "sha256x4.ts", text: "k < K_END", replacement: "k < K_END - 32" },
  {
    fault: "the padding bit one word later",
    file: "sha256x4.ts",
    text: "t === 8 ? load<u32>(END)",
    replacement: "t === 9 ? load<u32>(END)",
  },
  { fault: "a wrong word of folded padding", file: "memory.ts", text: "0x00c00066", replacement: "0x00c00067" },
  {
    fault: "a lane read twice",
    file: "hmacx4.ts",
    text: "v128.store(to, i64x2.shuffle(ab2, cd2, 1, 3), 48)",
    replacement: "v128.store(to, i64x2.shuffle(ab2, cd2, 0, 3), 48)",
  },
  {
    fault: "a lane written that has no name",
    file: "hmacx4.ts",
    text: "if (count > 2)",
    replacement: "if (count > 1)",
  },
  {
    fault: "tags compared without their last word",
    file: "hmacx4.ts",
    text: "v128.or(v128.or(x, y), v128.or(z, w))",
    replacement: "v128.or(v128.or(x, y), z)",
  },
  // HMAC, and the end of a message.
  { fault: "the inner pad of another byte", file: "hmac.ts", text: "0x36", replacement: "0x37" },
  { fault: "56 bytes in one block", file: "hmac.ts", text: "length > 55", replacement: "length > 56" },
  {
    fault: "the length in the wrong byte order",
    file: "hmac.ts",
    text: "store<u64>(block, bswap(total << 3), 56)",
    replacement: "store<u64>(block, total << 3, 56)",
  },
  {
    fault: "a length of 32 bits, for messages of 512 MB and more",
    file: "hmac.ts",
    text: "store<u64>(block, bswap(total << 3), 56)",
    replacement: "store<u64>(block, bswap(<u64>(<u32>(total << 3))), 56)",
  },
  {
    fault: "a length of 32 bits in a block of its own",
    file: "hmac.ts",
    text: "store<u64>(LAST_BLOCK, bswap(total << 3), 56)",
    replacement: "store<u64>(LAST_BLOCK, bswap(<u64>(<u32>(total << 3))), 56)",
  },
  {
    fault: "blocks counted in 32 bits of bytes",
    file: "hmac.ts",
    text: "((<u64>absorbed + 1) << 6)",
    replacement: "(<u64>((absorbed + 1) << 6))",
  },
  {
    fault: "the block of the key not counted",
    file: "hmac.ts",
    text: "((<u64>absorbed + 1) << 6)",
    replacement: "((<u64>absorbed) << 6)",
  },
  {
    fault: "a message's last block not cleared",
    file: "hmac.ts",
    text: "  clearBlock(LAST_BLOCK);\n  copyShort",
    replacement: "  copyShort",
  },
  // Bytes, digits and rows.
  {
    fault: "the last byte of a message read with the one after it",
    file: "bytes.ts",
    text: "store<u8>(to, load<u8>(from))",
    replacement: "store<u8>(to, <u8>load<u16>(from))",
  },
  { fault: "16 bytes at the end not copied", file: "bytes.ts", text: "length >= 16", replacement: "length > 16" },
  {
    fault: "two bytes of a word in the wrong order",
    file: "bytes.ts",
    text: "11, 10, 9, 8, 15, 14, 13, 12",
    replacement: "11, 10, 9, 8, 15, 14, 12, 13",
  },
  { fault: "`G` a digit", file: "hex.ts", text: "i8x16.splat(0x41));", replacement: "i8x16.splat(0x42));" },
  { fault: "`:` a digit", file: "hex.ts", text: "i8x16.splat(6)", replacement: "i8x16.splat(5)" },
  {
    fault: "the last sixteen digits not validated",
    file: "hex.ts",
    text: "v128.or(v128.or(a, b), v128.or(c, d))",
    replacement: "v128.or(v128.or(a, b), c)",
  },
  { fault: "upper-case digits written", file: "hex.ts", text: "0x61 - 0x3a", replacement: "0x41 - 0x3a" },
  {
    fault: "a jurisdiction's byte in the wrong place",
    file: "id.ts",
    text: "store<u8>(id, <u8>code, 15)",
    replacement: "store<u8>(id, <u8>code, 14)",
  },
  {
    fault: "a tag compared in its first half only",
    file: "id.ts",
    text: "v128.any_true(v128.xor(tagOf(context, id), v128.load(id, 16)))",
    replacement: "i64x2.extract_lane(v128.xor(tagOf(context, id), v128.load(id, 16)), 0)",
  },
  {
    fault: "names of 56 bytes in four lanes",
    file: "names.ts",
    text: "const LONGEST: u32 = 55",
    replacement: "const LONGEST: u32 = 56",
  },
  {
    fault: "the last lanes' names forgotten",
    file: "names.ts",
    text: "if (lanes) deriveFour",
    replacement: "if (lanes > 1) deriveFour",
  },
  {
    fault: "a lane's name kept from the last four",
    file: "names.ts",
    text: "    clearBlock(block);\n",
    replacement: "",
  },
  {
    fault: "the jurisdiction's mask of seven bits",
    file: "names.ts",
    text: "i32x4.splat(0xff)",
    replacement: "i32x4.splat(0x7f)",
  },
  {
    fault: "lanes without a row judged",
    file: "rows.ts",
    text: "lane < lanes; lane++",
    replacement: "lane < 4; lane++",
  },
  {
    fault: "namespaces of eight bits",
    file: "rows.ts",
    text: "<u16>namespace",
    replacement: "<u16>(<u8>namespace)",
  },
  {
    fault: "an accepted row left pending",
    file: "rows.ts",
    text: "store<u8>(jurisdictions + row, <u8>code);\n      } else {",
    replacement: "store<u8>(jurisdictions + row, <u8>code);\n      }\n      {",
  },
  {
    fault: "malformed rows pending",
    file: "rows.ts",
    text: "left += u32(ok)",
    replacement: "left++",
  },
  {
    fault: "pending rows lost by a partition",
    file: "rows.ts",
    text: "store<u32>(pending + (i << 2), load<u32>(pending + (others << 2)))",
    replacement: "store<u32>(pending + (i << 2), row)",
  },
  // Scanning text.
  {
    fault: "a carriage return kept in a line",
    file: "scan/text.ts",
    text: "=== CR) lineEnd--",
    replacement: "=== LF) lineEnd--",
  },
  {
    fault: "a line cut by the end of a chunk taken for whole",
    file: "scan/text.ts",
    text: "else if (!isLast) break;",
    replacement: "else if (isLast) break;",
  },
  {
    fault: "a line feed at the edge of a chunk not awaited",
    file: "scan/text.ts",
    text: "end - at >= 66",
    replacement: "end - at >= 64",
  },
  {
    fault: "a line feed in the third sixteen bytes overlooked",
    file: "scan/text.ts",
    text: "v128.or(v128.or(a, b), v128.or(c, d))",
    replacement: "v128.or(v128.or(a, b), d)",
  },
  {
    fault: "a line feed found after the end",
    file: "scan/record.ts",
    text: "if (found) return min(from + ctz(found), end);",
    replacement: "if (found) return from + ctz(found);",
  },
  {
    fault: "line feeds of a last block not counted",
    file: "scan/record.ts",
    text: "for (; from < end; from++) count",
    replacement: "for (; from < end - 1; from++) count",
  },
  {
    fault: "a row with the digits of an earlier scan",
    file: "scan/record.ts",
    text: "  store<u8>(ROWS + (index << 6), HYPHEN);\n",
    replacement: "",
  },
  {
    fault: "65 digits taken for an ID",
    file: "scan/record.ts",
    text: "to - from !== 64",
    replacement: "to - from - 64 > 1",
  },
  // Scanning CSV.
  {
    fault: "the state of quotes lost after a doubled quote",
    file: "scan/csv.ts",
    text: "else if (at === closing + 1) isQuoted = true;",
    replacement: "else if (at === closing + 2) isQuoted = true;",
  },
  {
    fault: "a quote in the middle of a field opens it",
    file: "scan/csv.ts",
    text: "else if (at === field) {",
    replacement: "else if (at >= field) {",
  },
  {
    fault: "a delimiter within quotes ends a field",
    file: "scan/csv.ts",
    text: "if (byte === delimiter) {\n        if (isQuoted) continue;",
    replacement: "if (byte === delimiter) {",
  },
  {
    fault: "a line feed within quotes not counted",
    file: "scan/csv.ts",
    text: "lines++;\n        if (isQuoted) continue;",
    replacement: "if (isQuoted) continue;\n        lines++;",
  },
  {
    fault: "bytes after the end scanned for a row's end",
    file: "scan/csv.ts",
    text: "if (end - block < 64) found",
    replacement: "if (end - block < 63) found",
  },
  {
    fault: "a column too few for the field",
    file: "scan/csv.ts",
    text: "if (column < wanted) addRecord(row, MISSING, start, end, startLines);",
    replacement: "if (column + 1 < wanted) addRecord(row, MISSING, start, end, startLines);",
  },
  {
    fault: "an open quote at the end not reported",
    file: "scan/csv.ts",
    text: "control.fault = OPEN_QUOTE;",
    replacement: "",
  },
  {
    fault: "a row too many for the caller's arrays",
    file: "scan/csv.ts",
    text: "if (row === limit)",
    replacement: "if (row === limit + 1)",
  },
  // Scanning JSON.
  {
    fault: "an escaped backslash overlooked",
    file: "scan/json.ts",
    text: "hasEscapes = true;\n    at++;",
    replacement: "hasEscapes = true;",
  },
  {
    fault: "a control character in a string accepted",
    file: "scan/json.ts",
    text: "i8x16.splat(0x1f)",
    replacement: "i8x16.splat(0x1e)",
  },
  {
    fault: "`\\u` with three digits accepted",
    file: "scan/json.ts",
    text: "i < 4; i++",
    replacement: "i < 3; i++",
  },
  {
    fault: "a number that begins with zeros accepted",
    file: "scan/json.ts",
    text: "if (load<u8>(at) === 0x30) at++;",
    replacement: "if (load<u8>(at) === 0x30) at = skipDigits(at);",
  },
  {
    fault: "a fraction without digits accepted",
    file: "scan/json.ts",
    text: "if (end === at + 1) return 0;",
    replacement: "",
  },
  {
    fault: "names of 16 to 31 bytes not found",
    file: "scan/json.ts",
    text: "for (; length >= 16; length -= 16)",
    replacement: "for (; length >= 32; length -= 16)",
  },
  {
    fault: "all but the first 16 bytes of a name ignored",
    file: "scan/json.ts",
    text: "length -= 16) {",
    replacement: "length = 0) {",
  },
  {
    fault: "the first of two members of the same name wins",
    file: "scan/json.ts",
    text: "if (next) kind = MISSING;",
    replacement: "",
  },
  {
    fault: "a container closed by the other bracket",
    file: "scan/json.ts",
    text: "byte !== (isObject ? BRACE_END : BRACKET_END)",
    replacement: "byte !== BRACE_END && byte !== BRACKET_END",
  },
  {
    fault: "65 open containers in a word of 64 bits",
    file: "scan/json.ts",
    text: "depth === DEEPEST",
    replacement: "depth === DEEPEST + 1",
  },
  {
    fault: "an element counted from 1",
    file: "scan/json.ts",
    text: "store<u32>(INDICES + ((depth - 1) << 2), 0);",
    replacement: "store<u32>(INDICES + ((depth - 1) << 2), 1);",
  },
  {
    fault: "the byte after the input not restored",
    file: "scan/json-lines.ts",
    text: "store<u8>(end, saved);",
    replacement: "",
  },
  {
    fault: "a last line without a line feed counted as two",
    file: "scan/json-lines.ts",
    text: "lines += u32(feed < end);",
    replacement: "lines++;",
  },
  {
    fault: "an element cut by the end of a chunk taken for whole",
    file: "scan/json-array.ts",
    text: "if (found === end && !control.isLast) break;",
    replacement: "",
  },
  {
    fault: "a quote after a backslash ends an element's string",
    file: "scan/json-array.ts",
    text: "if (byte === BACKSLASH) at++;\n      else if",
    replacement: "if",
  },
  {
    fault: "anything accepted after the array",
    file: "scan/json-array.ts",
    text: "control.fault = AFTER_ARRAY;",
    replacement: "",
  },
  // Searching.
  {
    fault: "a run of 65 digits found",
    file: "scan/search.ts",
    text: "if (at - start !== DIGITS) continue;",
    replacement: "if (at - start > DIGITS + 1) continue;",
  },
  {
    fault: "a run that may go on in the next chunk found",
    file: "scan/search.ts",
    text: "if (at === end && !isLast) {",
    replacement: "if (at > end && !isLast) {",
  },
  {
    fault: "the byte before the window overlooked",
    file: "scan/search.ts",
    text: "others(begin - 1) & 1 ? begin : endOfRun(begin, end)",
    replacement: "begin",
  },
  {
    fault: "a line's start one byte early",
    file: "scan/search.ts",
    text: "return end + 32 - clz(found);",
    replacement: "return end + 31 - clz(found);",
  },
];
