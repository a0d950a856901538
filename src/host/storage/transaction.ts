import { ErrorCode, plainError } from "../../format/errors.js";
import type { AlarmTime } from "./alarm.js";
import { KeyValueApi } from "./key-value-api.js";
import type { KeyValues } from "./key-values.js";

/** The argument of `ctx.storage.transaction`'s callback: the methods of the storage, and `rollback`. */
export class Transaction extends KeyValueApi {
  #state: "open" | "rolled back" | "committed" = "open";

  constructor(values: KeyValues, alarm: AlarmTime) {
    super(values, alarm, (method) => {
      if (this.#state === "rolled back") {
        throw plainError(ErrorCode.argument, `Cannot ${method}() on rolled back transaction`);
      }
      if (this.#state === "committed") {
        throw plainError(
          ErrorCode.argument,
          `Cannot call ${method}() on transaction that has already committed: did you move \`txn\` outside of the closure?`,
        );
      }
    });
  }

  /** Undoes all changes of the transaction when its callback has ended. The transaction can't be used after this call. */
  rollback(): void {
    this.#state = "rolled back";
  }

  /** @internal Ends the transaction. @returns whether to keep its changes */
  end(): boolean {
    const isKept = this.#state === "open";
    if (isKept) this.#state = "committed";
    return isKept;
  }
}
