import { type WorkerdOptions, withWorkerd } from "../../../../support/workerd/runtime.js";
import { loadVectors } from "../../../load-vectors.js";
import { inWords } from "../../probe.js";
import type { MintAnswer, MintQuestion } from "../../questions.js";
import type { Answer } from "../subject.js";

/** `test/vectors/workerd.json`. */
interface Vectors {
  readonly uniqueKeys: readonly string[];
  readonly named: readonly { key: number; name: string; id: string; nameReadBack?: string }[];
  readonly unique: readonly { key: number; id: string }[];
  readonly strings: readonly { key: number; string: string; id?: string; message?: string }[];
}

/** Asks a release for every vector: IDs of names, the names read back, and verdicts. */
export async function askVectors(release: WorkerdOptions["release"] & object): Promise<Answer[]> {
  const { uniqueKeys, named, unique, strings } = loadVectors<Vectors>("workerd.json");
  const namespaces = uniqueKeys.map((uniqueKey, key) => {
    const isOfKey = (vector: { key: number }) => vector.key === key;
    return {
      binding: `space${key}`,
      uniqueKey,
      named: named.filter(isOfKey),
      judged: [
        ...unique.filter(isOfKey).map(({ id }) => ({ string: id, expected: id })),
        ...strings.filter(isOfKey).map(({ string, id, message }) => ({ string, expected: id ?? message })),
      ],
    };
  });
  const questions = namespaces.map(
    (each): MintQuestion => ({
      binding: each.binding,
      names: each.named.map(({ name }) => name),
      unique: 0,
      strings: each.judged.map(({ string }) => string),
    }),
  );
  const options = { entry: "test/conformance/worker.ts", namespaces, release };
  const answers = await withWorkerd(options, (running) => running.ask<MintAnswer[]>("/mint", questions));
  return namespaces.flatMap((each, key) => {
    const { named, readBack, verdicts } = answers[key];
    return [
      ...each.named.map(({ name, id, nameReadBack = name }, i) => ({
        question: `vectors: key ${key}, name ${i}`,
        expected: inWords([id, nameReadBack]),
        answer: inWords([named[i], readBack[i]]),
      })),
      ...each.judged.map(({ expected }, i) => ({
        question: `vectors: key ${key}, string ${i}`,
        expected: inWords(expected),
        answer: inWords(verdicts[i]),
      })),
    ];
  });
}
