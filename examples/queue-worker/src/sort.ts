import { type Validator, Verdict } from "durable-id";

/** A message of the queue: a browser with a session cookie has viewed a page. */
export interface PageView {
  readonly session: string;
  readonly page: string;
}

/** A rejected page view, and the reason. */
export interface Rejection extends PageView {
  readonly verdict: keyof typeof Verdict;
}

/** The result of sorting a batch. */
export interface Sorted<Message> {
  /** The messages of valid sessions, by the session's ID in lower case. */
  readonly accepted: ReadonlyMap<string, Message[]>;
  readonly rejected: readonly Rejection[];
}

/** The names of verdicts, by code. */
const NAMES: Rejection["verdict"][] = [];
for (const name of Object.keys(Verdict) as Rejection["verdict"][]) NAMES[Verdict[name]] = name;

/** Checks the session IDs of a batch in one call, and sorts its messages by verdict. */
export function sortOut<Message extends { readonly body: PageView }>(
  validator: Validator,
  messages: readonly Message[],
): Sorted<Message> {
  const { verdicts } = validator.check(messages.map(({ body }) => body.session));
  const accepted = new Map<string, Message[]>();
  const rejected: Rejection[] = [];
  for (const [i, message] of messages.entries()) {
    if (verdicts[i] !== Verdict.valid) {
      rejected.push({ ...message.body, verdict: NAMES[verdicts[i]] });
      continue;
    }
    const session = message.body.session.toLowerCase();
    const others = accepted.get(session);
    if (others === undefined) accepted.set(session, [message]);
    else others.push(message);
  }
  return { accepted, rejected };
}
