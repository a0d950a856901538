import { type ClassKey, classKey } from "./class-key.js";
import type { ConfigValue } from "./config-value.js";

/** The history of a Worker's Durable Object classes, from its `migrations` or `exports`. */
export interface ClassHistory {
  /** The current classes of the Worker. */
  readonly live: ReadonlySet<string>;
  /** The former names of each class, newest first, by its unique key. */
  readonly formerly: ReadonlyMap<string, readonly ClassKey[]>;
}

/**
 * Reads the history of a Worker's classes.
 * @param migrations the list of migrations, oldest first
 * @param declarations the declarative `exports`, which replace migrations
 * @param script returns the Worker's name; called only if needed
 */
export function readHistory(migrations: ConfigValue, declarations: ConfigValue, script: () => string): ClassHistory {
  const history = new History(script);
  for (const migration of migrations.list()) history.migrate(migration);
  for (const className of declarations.names()) history.declare(className, declarations.get(className));
  return history;
}

class History implements ClassHistory {
  readonly live = new Set<string>();
  readonly formerly = new Map<string, readonly ClassKey[]>();
  readonly #script: () => string;

  constructor(script: () => string) {
    this.#script = script;
  }

  /** Applies a migration in wrangler's order: a class name that it frees can be used by a new class. */
  migrate(migration: ConfigValue): void {
    for (const deleted of migration.get("deleted_classes").list()) {
      this.live.delete(deleted.text());
      this.formerly.delete(this.#own(deleted.text()).uniqueKey);
    }
    for (const renamed of migration.get("renamed_classes").list()) {
      const from = renamed.get("from").text();
      const to = renamed.get("to").text();
      this.live.delete(from);
      this.live.add(to);
      this.#move(this.#own(from), this.#own(to));
    }
    for (const transferred of migration.get("transferred_classes").list()) {
      const to = transferred.get("to").text();
      this.live.add(to);
      this.#move(classKey(transferred.get("from_script").text(), transferred.get("from").text()), this.#own(to));
    }
    for (const kind of ["new_classes", "new_sqlite_classes"]) {
      for (const created of migration.get(kind).list()) this.live.add(created.text());
    }
  }

  /** Applies a declaration: a live class, or the fate of a former one. */
  declare(className: string, declaration: ConfigValue): void {
    if (declaration.get("type").optionalText() !== "durable-object") return;
    switch (declaration.get("state").optionalText() ?? "created") {
      case "created":
        this.live.add(className);
        break;
      case "expecting-transfer":
        this.live.add(className);
        this.#move(classKey(declaration.get("transfer_from").text(), className), this.#own(className));
        break;
      case "renamed":
        this.#move(this.#own(className), this.#own(declaration.get("renamed_to").text()));
        break;
      case "transferred":
        this.#move(this.#own(className), classKey(declaration.get("transferred_to").text(), className));
        break;
    }
  }

  #own(className: string): ClassKey {
    return classKey(this.#script(), className);
  }

  #move(from: ClassKey, to: ClassKey): void {
    const known = this.formerly.get(to.uniqueKey) ?? [];
    this.formerly.set(to.uniqueKey, [from, ...(this.formerly.get(from.uniqueKey) ?? []), ...known]);
    this.formerly.delete(from.uniqueKey);
  }
}
