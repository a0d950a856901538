import type { Batch } from "../../bulk/records/batch.js";
import { ID_DIGITS, ID_SIZE } from "../../format/codec.js";
import { decodeHexBytes } from "../../format/hex.js";
import { UNRESTRICTED } from "../../format/jurisdiction.js";
import { NO_NAMESPACE, Verdict } from "../../format/verdict.js";
import type { VerdictClient } from "../../remote/client.js";
import { TooMuchAtOnce } from "../../remote/fault.js";
import type { Judge } from "../judge.js";
import type { AnswerReader } from "./answer-reader.js";
import { type Entry, Question } from "./question.js";
import { RequestSize } from "./request-size.js";

/**
 * Lets a Worker judge. Several requests run at a time, and batches are settled in order. Malformed records are judged
 * here, so that nothing but 64 hex digits leaves this process.
 */
export class RemoteJudge implements Judge {
  readonly #client: VerdictClient;
  readonly #reader: AnswerReader;
  readonly #requests: number;
  readonly #size: RequestSize;
  /** Aborts all pending requests. */
  readonly #end = new AbortController();
  readonly #signal: AbortSignal;
  readonly #entries: Entry[] = [];
  readonly #queue: Question[] = [];
  readonly #id = new Uint8Array(ID_SIZE);
  /** Collects records until it is full. */
  #open = new Question();
  #underWay = 0;
  /** The reason why there will be no more verdicts. */
  #failure: unknown;
  #wake: () => void = () => undefined;

  /**
   * @param size the maximum number of IDs in a request
   * @param requests the maximum number of requests at a time
   */
  constructor(
    client: VerdictClient,
    reader: AnswerReader,
    size: number,
    requests: number,
    stop: AbortSignal | undefined,
  ) {
    this.#client = client;
    this.#reader = reader;
    this.#size = new RequestSize(size);
    this.#requests = requests;
    this.#signal = stop === undefined ? this.#end.signal : AbortSignal.any([stop, this.#end.signal]);
  }

  submit(batch: Batch): void {
    const { count, rows, verdicts, namespaces, jurisdictions } = batch;
    const entry: Entry = { batch, waiting: 0 };
    this.#entries.push(entry);
    for (let i = 0; i < count; i++) {
      if (decodeHexBytes(rows, i * ID_DIGITS, this.#id)) {
        entry.waiting++;
        this.#open.add(entry, i);
        if (this.#open.size >= this.#size.size) this.#close();
      } else {
        verdicts[i] = Verdict.malformed;
        namespaces[i] = NO_NAMESPACE;
        jurisdictions[i] = UNRESTRICTED;
      }
    }
    this.#ask();
  }

  isSettled(): boolean {
    return this.#entries[0].waiting === 0 || this.#failure !== undefined;
  }

  async settle(): Promise<void> {
    const [oldest] = this.#entries;
    // Send the question before it is full: no more records come until this batch is settled.
    if (this.#open.has(oldest)) this.#close();
    this.#ask();
    while (oldest.waiting > 0) {
      if (this.#failure !== undefined) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#entries.shift();
  }

  async close(): Promise<void> {
    this.#end.abort();
  }

  #close(): void {
    this.#queue.push(this.#open);
    this.#open = new Question();
  }

  #ask(): void {
    while (this.#underWay < this.#requests && this.#failure === undefined) {
      const question = this.#queue.shift();
      if (question === undefined) return;
      if (question.size > this.#size.size) {
        this.#queue.unshift(...question.split(this.#size.size));
        continue;
      }
      this.#underWay++;
      this.#answer(question).then(
        () => this.#done(),
        (error: unknown) => {
          this.#failure ??= this.#reader.failure(error);
          this.#done();
        },
      );
    }
  }

  async #answer(question: Question): Promise<void> {
    const { size } = question;
    try {
      const answer = await this.#client.ask(question.text(), size, this.#signal);
      question.settle(this.#reader.writer(answer));
      this.#size.passed();
    } catch (error) {
      if (!(error instanceof TooMuchAtOnce) || size === 1) throw error;
      this.#size.failed(size);
      this.#queue.unshift(question);
    }
  }

  #done(): void {
    this.#underWay--;
    this.#ask();
    this.#wake();
  }
}
