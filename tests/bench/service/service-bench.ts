import type { BenchOptions } from '../bench-options.ts'
import { ensurePeers } from '../peers.ts'
import { type Figures, type Variant, interleaved } from '../runs.ts'
import type { BenchRow } from '../statistics.ts'
import { groupCommitRate, threeStatementRate } from './bare-postgres.ts'
import { fillWorkspace, startBenchPostgres } from './bench-database.ts'
import { bareCatchUp, tierdeskCatchUp } from './catch-up.ts'
import { type ChildServer, startChild } from './child-server.ts'
import { type RunningOut, clocksLate } from './clocks-late.ts'
import { plainFanOut, tierdeskFanOut } from './fan-out.ts'
import { Stopwatch, floorSenders, streamed, tierdeskSenders } from './round-trip.ts'
import { signInWindows } from './sign-in-windows.ts'
import { tierdeskRate } from './tierdesk-rate.ts'

/** How much of everything. */
interface Scale {
  readonly cases: number
  readonly agents: number
  readonly forMs: number
  readonly listeners: number
  /** Feed numbers that a window which was away is behind. */
  readonly back: number
  readonly clocks: RunningOut
}

const fullScale: Scale = {
  cases: 20_000,
  agents: 50,
  forMs: 3000,
  listeners: 500,
  back: 20_000,
  clocks: { spread: 500, together: 500, overMs: 10_000 },
}
const quickScale: Scale = {
  cases: 2000,
  agents: 50,
  forMs: 800,
  listeners: 50,
  back: 1000,
  clocks: { spread: 50, together: 50, overMs: 2000 },
}
/** The load of the round trip: people, not machines. */
const stream = { windows: 50, perSecond: 500 } as const
/** Mutations under way when a store is asked how many it takes. */
const underWay = 400
const usualRuns = 3
const say = (text: string): boolean => process.stdout.write(`${text}\n`)

/** Two databases with the same schema and rows, the service's own and one that only bare statements write to, and one of clocks. */
interface Bases {
  readonly served: string
  readonly bare: string
  /** Where something is promised on cases: on the others nothing is, so that no clock stands between them and their peers. */
  readonly promised: string
}

/** What the central service does with a mutation, how soon others see it, and what each of many windows costs. */
export async function serviceBench({ runs, only, isQuick }: BenchOptions): Promise<BenchRow[]> {
  await ensurePeers()
  const scale = isQuick ? quickScale : fullScale
  say('Starting PostgreSQL and writing the cases.')
  const postgres = await startBenchPostgres()
  try {
    const bases = {
      served: await postgres.database('served'),
      bare: await postgres.database('bare'),
      promised: await postgres.database('promised'),
    }
    for (const url of [bases.served, bases.bare]) await fillWorkspace(url, scale)
    await fillWorkspace(bases.promised, { ...scale, cases: 0 })
    const variants = variantsOf(bases, scale).filter(({ subject }) => only === null || only.has(subject))
    return await interleaved('service', runs ?? (isQuick ? 1 : usualRuns), variants)
  } finally {
    await postgres.remove()
  }
}

function variantsOf(bases: Bases, scale: Scale): Variant[] {
  const { cases, forMs, listeners, back, clocks } = scale
  const load = { underWay, forMs }
  return [
    { subject: 'tierdesk', run: () => tierdeskRate(bases.served, cases, load) },
    { subject: 'pg-group-commit', run: () => groupCommitRate(bases.bare, cases, load) },
    { subject: 'pg-begin-3-commit', run: () => threeStatementRate(bases.bare, cases, 1, forMs) },
    { subject: 'pg-begin-3-commit-8', run: () => threeStatementRate(bases.bare, cases, 8, forMs) },
    { subject: 'tierdesk', run: () => tierdeskRoundTrip(bases, scale) },
    { subject: 'socket.io-group-commit', run: () => floorRoundTrip(bases, scale) },
    { subject: 'tierdesk', run: () => tierdeskFan(bases, scale) },
    { subject: 'socket.io-broadcast', run: () => plainFan('socket.io', listeners, forMs) },
    { subject: 'ws-bare', run: () => plainFan('ws', listeners, forMs) },
    { subject: 'tierdesk', run: () => catchUp(bases, scale) },
    { subject: 'tierdesk', run: () => clocksLate(bases.promised, clocks) },
    { subject: 'pg-text-rows', run: () => bareCatchUp(bases.served, back) },
  ]
}

async function on(program: string, args: readonly string[], work: (server: ChildServer) => Promise<Figures>) {
  const server = await startChild(program, args)
  try {
    return await work(server)
  } finally {
    await server.stop()
  }
}

const tierdeskRoundTrip = ({ served }: Bases, { cases, agents, forMs }: Scale): Promise<Figures> =>
  on('tierdesk-server.ts', [served], async (server) => {
    const watch = new Stopwatch()
    const windows = await signInWindows(served, stream.windows, agents)
    const senders = await tierdeskSenders(server, windows, cases, watch.see)
    return streamed(senders, watch, { ...stream, cases, forMs })
  })

const floorRoundTrip = ({ bare }: Bases, { cases, forMs }: Scale): Promise<Figures> =>
  on('floor-server.ts', [bare, String(cases), String(stream.windows)], async (server) => {
    const watch = new Stopwatch()
    const senders = await floorSenders(server, stream.windows, watch.see)
    return streamed(senders, watch, { ...stream, cases, forMs })
  })

const tierdeskFan = ({ served }: Bases, { agents, listeners, forMs }: Scale): Promise<Figures> =>
  on('tierdesk-server.ts', [served], async (server) =>
    tierdeskFanOut(server, await signInWindows(served, listeners + 1, agents), forMs),
  )

const plainFan = (kind: 'socket.io' | 'ws', listeners: number, forMs: number): Promise<Figures> =>
  on('broadcast-server.ts', [kind], (server) => plainFanOut(server, kind, listeners, forMs))

const catchUp = ({ served }: Bases, { agents, back }: Scale): Promise<Figures> =>
  on('tierdesk-server.ts', [served], async (server) => {
    const [window] = await signInWindows(served, 1, agents, back)
    if (window === undefined) throw new Error('Nobody is signed in.')
    return tierdeskCatchUp(server, window)
  })
