import type { Judged } from './targets.ts'

/** What was found out about a figure that may be missed, by its metric: from profiles, not from guesses. Taken out once it is held. */
const reasons: ReadonlyMap<string, string> = new Map([
  [
    'first-sync-ms',
    'writing the bytes costs what the raw limit does; the rest is decoding 20,000 rows for the model and opening two databases (half of all CPU time of the page).',
  ],
  ['first-sync-stall-ms', 'the lists are made and put in order once when the copy counts: one task of 30 to 40 ms.'],
  [
    'reopen-first-ms',
    "the script of an empty page starts at two fifths of Dexie's first 50; loading the picture, opening its seal and one layout come after that.",
  ],
  [
    'reopen-first-after-script-ms',
    'one key and one record are opened (two answers of WebCrypto and of the vault), and fifty lines are laid out.',
  ],
  [
    'reopen-all-ms',
    "the main thread is busy throughout: evaluating the store's code with its schemas (63 ms), 56 packs handed over by IndexedDB and opened (96 ms), decoding 20,000 rows (137 ms), under load. Dexie hands over plain rows and checks nothing. Reading and opening in a worker would be next.",
  ],
  [
    'remote-patches-per-s',
    "of the 9 ms for a thousand changes half is the browser's commit; the rest is what differs, its text and seal, and the lists, which are in order again before the next batch.",
  ],
  [
    'durable-mutations-per-s',
    'each round of 32 waits for one strict commit of IndexedDB (0.65 ms) and, beside it, for the flush of the journal; the rules, the view and the seal of 32 steps are 1 ms of JavaScript.',
  ],
  ['durable-mutations-relaxed-per-s', 'the outbox is never relaxed: this is the strict figure against relaxed peers.'],
  [
    'mutations-per-s',
    "PostgreSQL's own group commit, which looks at nothing, is only 13 to 15 times as fast as one connection on this machine, and 4 times as fast as eight.",
  ],
  [
    'visible-p50-ms',
    'at 500 a second there are one or two mutations to a batch, and each batch reads (rows as the agent may see them) and then commits: two answers of PostgreSQL where the floor waits for one, on two cores that windows, service and database share.',
  ],
  [
    'open-case-ms',
    'a thread that nothing had read ahead takes two draws: the head of the case, then its messages, which the virtual list measures.',
  ],
  ['open-case-busy-ms', 'as without changes, and a drawing of changes may be under way when the key comes.'],
  ['search-ms', 'laying out the lines of the result: texts of several scripts are measured by the browser.'],
  ['search-busy-ms', 'as without changes, and a drawing of changes may be under way when the key comes.'],
  [
    'gnome_known_item-mrr5',
    'plain MiniSearch finds 0.744 of a possible 1, so 1.3 × it would be 0.967. Almost all of it is among the first five (recall 0.98): what is missing is the order of pages that are much alike (`docs/search.md`).',
  ],
  [
    'query-ms',
    'wall time: one query with thirty snippets takes 3 ms of processor time, which other programs on the same cores stretch.',
  ],
  ['longest-task-steady-ms', 'the first opening of the macro list, or laying out the result of a search.'],
])

/** A line for each metric that is missed and of which the reason is known. */
export function reasonsOf(judged: readonly Judged[]): string {
  const missed = new Set(judged.filter(({ isHeld }) => !isHeld).map(({ figure }) => figure.metric))
  return [...missed]
    .flatMap((metric) => {
      const reason = reasons.get(metric)
      return reason === undefined ? [] : [`- \`${metric}\`: ${reason}`]
    })
    .join('\n')
}
