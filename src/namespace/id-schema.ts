import { namespaceArgument } from "./holder.js";
import type { DurableObjectId } from "./id.js";
import type { RefusedId } from "./parsed-id.js";
import type { DurableObjectNamespace } from "./types.js";

/**
 * A schema of a namespace's IDs, as version 1 of [Standard Schema](https://standardschema.dev) defines it. hono's
 * validator, tRPC and others accept it wherever they accept a schema of Zod, Valibot or ArkType.
 */
export interface IdSchema {
  /** The properties that validators read. */
  readonly "~standard": {
    /** The version of Standard Schema. */
    readonly version: 1;
    /** `durable-id` */
    readonly vendor: string;
    /**
     * Checks a value as `parseId` does: synchronously, and without exceptions.
     * @param value any value
     * @returns `{ value }`, the ID, or `{ issues }` with one {@link RefusedId}, whose `message` validators show
     */
    readonly validate: (value: unknown) => CheckedId;
    /** Only for the compiler: the input and output types. */
    readonly types?: {
      /** A string, or an ID of this library. */
      readonly input: string | DurableObjectId;
      /** An ID of the namespace. */
      readonly output: DurableObjectId;
    };
  };
}

/** The result of an {@link IdSchema}. */
export type CheckedId =
  | {
      /** The ID. */
      readonly value: DurableObjectId;
      /** Always missing. */
      readonly issues?: undefined;
    }
  | {
      /** The reason why the value is refused. */
      readonly issues: readonly [RefusedId];
    };

/**
 * Creates a schema of a namespace's IDs, for validators that support Standard Schema.
 * @typeParam T the class of the namespace's objects
 * @typeParam Stub the result type of the namespace's `get`
 * @param namespace a namespace, or a subnamespace, which refuses IDs in other jurisdictions
 * @returns a schema that accepts strings and IDs, and returns IDs
 * @throws TypeError (`ERR_DO_ARGUMENT`) if `namespace` is not a namespace of this library
 *
 * @example
 * ```js
 * import { DurableObjectNamespace, idSchema } from "durable-id";
 *
 * const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
 * const schema = idSchema(rooms);
 * const checked = schema["~standard"].validate("lobby");
 * checked.issues?.[0].reason; // → "other-text"
 * ```
 */
export function idSchema<T, Stub>(namespace: DurableObjectNamespace<T, Stub>): IdSchema {
  namespaceArgument(namespace, "idSchema", "durable-id");
  return {
    "~standard": {
      version: 1,
      vendor: "durable-id",
      validate(value) {
        const parsed = namespace.parseId(value);
        return parsed.ok ? { value: parsed.id } : { issues: [parsed] };
      },
    },
  };
}
