import { benchCommand } from "./bench.js";
import { checkCommand } from "./check.js";
import { completionCommand } from "./completion.js";
import type { CommandDefinition } from "./definition.js";
import { grepCommand } from "./grep.js";
import { importCommand } from "./import.js";
import { inspectCommand } from "./inspect.js";
import { locateCommand } from "./locate.js";
import { mintCommand } from "./mint.js";
import { pullCommand } from "./pull.js";
import { reconcileCommand } from "./reconcile.js";
import { scanCommand } from "./scan.js";
import { serveCommand } from "./serve.js";
import { sqlCommand } from "./sql.js";

/** All commands, in the order of the help. */
export const COMMANDS: readonly CommandDefinition[] = [
  checkCommand,
  grepCommand,
  mintCommand,
  inspectCommand,
  sqlCommand,
  locateCommand,
  scanCommand,
  importCommand,
  pullCommand,
  reconcileCommand,
  serveCommand,
  benchCommand,
  completionCommand,
];
