/** The text of the help below the options of the program. Each paragraph or list item is one line, which is wrapped when it is printed. */

/** The meaning of each exit code, the same in all commands. */
export const exitCodesHelp = `
  0    success
  1    the command ran, and some IDs are invalid or missing
  2    the command failed: one line on standard error gives the reason
  130  stopped by Ctrl-C (SIGINT)
  141  the reader of the output closed it, as head does: not an error
  143  stopped by SIGTERM`;

/** The environment variables that the commands read. */
export const environmentHelp = `
  CLOUDFLARE_API_TOKEN  the token for pull; or CLOUDFLARE_API_KEY with CLOUDFLARE_EMAIL
  CLOUDFLARE_ACCOUNT_ID  the account for pull
  FORCE_COLOR  1 turns colours on, also in pipes and files; 0 turns them off
  NO_COLOR     1 turns colours off; --color and FORCE_COLOR override it
  TMPDIR       the folder for temporary files of check --duplicates, reconcile, scan and serve`;

export const programHelp = `
Exit codes:${exitCodesHelp}

Environment:${environmentHelp}

Never pass a secret key as an argument: put it into a file, and pass --key-file.`;
