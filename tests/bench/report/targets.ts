import type { BenchRow } from '../statistics.ts'

type Statistic = 'median' | 'p95' | 'min' | 'max'

/** One figure of a bench. */
interface Figure {
  readonly subject: string
  readonly metric: string
  readonly statistic?: Statistic
}

/** What must hold: a figure, or its ratio to another one of the same run. */
export interface Target {
  readonly words: string
  readonly figure: Figure
  /** Absent: the figure itself is what is bounded, in its own unit. */
  readonly against?: Figure
  readonly isAtMost: boolean
  readonly bound: number
}

/** What became of a target. `measured` is null where one of its figures was not measured. */
export interface Judged extends Target {
  readonly measured: number | null
  readonly isHeld: boolean
}

const of = (subject: string, metric: string): Figure => ({ subject, metric })

/** The figure of one subject against the same figure of a peer. */
const ratio = (
  words: string,
  [subject, peer]: readonly [string, string],
  metric: string,
  bound: { readonly atMost: number } | { readonly atLeast: number },
): Target => ({
  words,
  figure: of(subject, metric),
  against: of(peer, metric),
  isAtMost: 'atMost' in bound,
  bound: 'atMost' in bound ? bound.atMost : bound.atLeast,
})

/** How many times as fast as a peer. */
const faster = (words: string, subject: string, peer: string, metric: string, atLeast: number): Target => ({
  words,
  figure: of(peer, metric),
  against: of(subject, metric),
  isAtMost: false,
  bound: atLeast,
})

const atMostMs = (words: string, figure: Figure, bound: number): Target => ({ words, figure, isAtMost: true, bound })

const storeTargetsOf = (subject: string, overRaw: number): Target[] => [
  ratio(`${subject}: first sync to durable, × raw blobs`, [subject, 'raw-blobs'], 'first-sync-ms', { atMost: overRaw }),
  atMostMs(`${subject}: longest stall of the main thread in it`, of(subject, 'first-sync-stall-ms'), 25),
  faster(`${subject}: first sync, times as fast as TinyBase`, subject, 'tinybase', 'first-sync-ms', 2.5),
  faster(`${subject}: first sync, times as fast as Replicache`, subject, 'replicache', 'first-sync-ms', 7),
  faster(
    `${subject}: first sync, times as fast as Dexie with a row per message`,
    subject,
    'dexie-rows',
    'first-sync-ms',
    20,
  ),
  faster(`${subject}: first sync, times as fast as RxDB`, subject, 'rxdb-dexie', 'first-sync-ms', 40),
  ratio(`${subject}: first 50 painted, × Dexie with an index`, [subject, 'dexie-threads'], 'reopen-first-ms', {
    atMost: 0.5,
  }),
  atMostMs(`${subject}: first 50 painted, after the script starts`, of(subject, 'reopen-first-after-script-ms'), 25),
  ratio(`${subject}: all summaries, × Dexie with an index`, [subject, 'dexie-threads'], 'reopen-all-ms', {
    atMost: 0.5,
  }),
  ratio(
    `${subject}: remote patch to the model p50, × Dexie liveQuery`,
    [subject, 'dexie-rows'],
    'remote-patch-p50-ms',
    { atMost: 0.15 },
  ),
  ratio(`${subject}: remote patch to the model p50, × Replicache`, [subject, 'replicache'], 'remote-patch-p50-ms', {
    atMost: 0.25,
  }),
  ratio(`${subject}: remote patches in thousands, × Dexie`, [subject, 'dexie-rows'], 'remote-patches-per-s', {
    atLeast: 40,
  }),
  ratio(`${subject}: remote patches in thousands, × SQLite OPFS`, [subject, 'sqlite-opfs'], 'remote-patches-per-s', {
    atLeast: 8,
  }),
  ratio(`${subject}: local mutation to the model p50, × Dexie`, [subject, 'dexie-rows'], 'mutation-model-p50-ms', {
    atMost: 0.1,
  }),
  ...['durable-mutations-per-s', 'durable-mutations-relaxed-per-s'].flatMap((metric) => {
    const how = metric.includes('relaxed') ? 'relaxed' : 'strict'
    return [
      ratio(`${subject}: durable mutations, 32 under way, ${how}, × Dexie`, [subject, 'dexie-rows'], metric, {
        atLeast: 40,
      }),
      ratio(`${subject}: durable mutations, 32 under way, ${how}, × SQLite OPFS`, [subject, 'sqlite-opfs'], metric, {
        atLeast: 20,
      }),
    ]
  }),
]

const serviceTargets: Target[] = [
  ratio(
    'Mutations, × BEGIN/three statements/COMMIT on one connection',
    ['tierdesk', 'pg-begin-3-commit'],
    'mutations-per-s',
    { atLeast: 10 },
  ),
  ratio('Mutations, × the same on eight connections', ['tierdesk', 'pg-begin-3-commit-8'], 'mutations-per-s', {
    atLeast: 10,
  }),
  ratio(
    "Mutations, × PostgreSQL's bare group commit of the same rows",
    ['tierdesk', 'pg-group-commit'],
    'mutations-per-s',
    { atLeast: 0.5 },
  ),
  ratio(
    '500/s, 50 windows: visible elsewhere p50, × Socket.IO with bare group commit',
    ['tierdesk', 'socket.io-group-commit'],
    'visible-p50-ms',
    { atMost: 2 },
  ),
  ratio(
    'Fan-out in changes per second, × plain Socket.IO',
    ['tierdesk', 'socket.io-broadcast'],
    'fan-out-changes-per-s',
    { atLeast: 8 },
  ),
  atMostMs('A clock that ran out is seen by a window, p99', of('tierdesk', 'clock-late-p99-ms'), 1000),
  atMostMs('The last of 500 that ran out in one instant', of('tierdesk', 'clock-late-together-ms'), 1000),
]

const painted: readonly (readonly [string, string])[] = [
  ['open-case', 'Open a case'],
  ['type', 'Type a letter'],
  ['type-rich', 'Type a letter with formatting'],
  ['search', 'Search SOPs'],
  ['apply-macro', 'Apply a macro'],
  ['jump', 'Jump to the end of the longest list'],
]

const deskTargets: Target[] = [
  ...painted.flatMap(([metric, words]) =>
    [metric, `${metric}-busy`].map((name) =>
      atMostMs(
        `${words}, painted p95${name.endsWith('busy') ? ', while 200 changes/s arrive' : ''}`,
        { subject: 'tierdesk', metric: `${name}-ms`, statistic: 'p95' },
        50,
      ),
    ),
  ),
  atMostMs(
    'Longest task in steady state',
    { subject: 'tierdesk', metric: 'longest-task-steady-ms', statistic: 'max' },
    50,
  ),
  atMostMs('Longest task at start', { subject: 'tierdesk', metric: 'longest-task-start-ms', statistic: 'max' }, 200),
]

const desktopTargets: Target[] = [
  ratio('Start to the painted queue of 20,000 cases, × an empty window', ['tierdesk', 'empty-window'], 'start-ms', {
    atMost: 2,
  }),
  {
    words: 'The same by the fastest start of each',
    figure: { subject: 'tierdesk', metric: 'start-ms', statistic: 'min' },
    against: { subject: 'empty-window', metric: 'start-ms', statistic: 'min' },
    isAtMost: true,
    bound: 2,
  },
  {
    words: 'Processor time when idle, of one core',
    figure: of('tierdesk', 'idle-cpu-percent'),
    isAtMost: true,
    bound: 1,
  },
  { words: 'Size of the packed app', figure: of('tierdesk', 'asar-kb'), isAtMost: true, bound: 8000 },
]

const threadTargets: Target[] = [
  atMostMs(
    'Frame to frame while wheeling, p95',
    { subject: 'tierdesk', metric: 'wheel-frame-ms', statistic: 'p95' },
    16.7,
  ),
  atMostMs('Opened, painted p95', { subject: 'tierdesk', metric: 'open-ms', statistic: 'p95' }, 50),
  atMostMs('To its end, painted p95', { subject: 'tierdesk', metric: 'to-end-ms', statistic: 'p95' }, 50),
]

/** How many times as good as the plain baseline. */
const better = (words: string, metric: string): Target =>
  ratio(`${words}, × plain MiniSearch`, ['tierdesk', 'minisearch'], metric, { atLeast: 1.3 })

const searchTargets: Target[] = [
  better('SOP for a customer’s words (star_sop), MRR@5', 'star_sop-mrr5'),
  better('Page for its summary, all languages (gnome_known_item), MRR@5', 'gnome_known_item-mrr5'),
  better('Page for its summary, Chinese, MRR@5', 'gnome_zh-mrr5'),
  better('Article that was linked, by title only (kb_link), MRR@5', 'kb_link-mrr5'),
  better('Next macro, MRR@5', 'macro-mrr5'),
  better('Next macro without any history, MRR@5', 'macro-mrr5-no-history'),
  atMostMs('One query p95', { subject: 'tierdesk', metric: 'query-ms', statistic: 'p95' }, 15),
]

const targets: ReadonlyMap<string, readonly Target[]> = new Map([
  ['store', [...storeTargetsOf('tierdesk', 1.5), ...storeTargetsOf('tierdesk-sealed', 2.2)]],
  ['service', serviceTargets],
  ['desk', deskTargets],
  ['desktop', desktopTargets],
  ['thread', threadTargets],
  ['search', searchTargets],
])

/** What must hold of a bench, judged by its rows. */
export const judge = (bench: string, rows: readonly BenchRow[]): Judged[] =>
  (targets.get(bench) ?? []).map((target) => {
    const figure = valueOf(rows, target.figure)
    const against = target.against === undefined ? 1 : valueOf(rows, target.against)
    if (figure === null || against === null) return { ...target, measured: null, isHeld: false }
    const measured = figure / against
    return { ...target, measured, isHeld: target.isAtMost ? measured <= target.bound : measured >= target.bound }
  })

function valueOf(rows: readonly BenchRow[], { subject, metric, statistic = 'median' }: Figure): number | null {
  const row = rows.find((one) => one.subject === subject && one.metric === metric)
  return row === undefined ? null : row[statistic]
}
