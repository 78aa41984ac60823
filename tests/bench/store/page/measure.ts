import { threadLength } from '../shapes.ts'
import { type Listed, type LocalMutation, type OpenStore, type Patch, type Subject, numberOf } from './subject.ts'

/** What the page is asked to do. */
export interface Asked {
  readonly cases: number
  /** How long one rate is measured, in milliseconds. */
  readonly forMs: number
  /** How many single latencies are measured. */
  readonly latencies: number
}

export type Measured = Record<string, number>

const now = (): number => performance.now()
const after = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** The longest time for which the main thread did nothing else, while `work` ran. */
async function withStall<T>(work: () => Promise<T>): Promise<{ value: T; stall: number }> {
  let last = now()
  let stall = 0
  const look = (): void => {
    stall = Math.max(stall, now() - last)
    last = now()
  }
  const beat = setInterval(look, 4)
  try {
    const value = await work()
    await after(10)
    return { value, stall }
  } finally {
    look()
    clearInterval(beat)
  }
}

async function wireChunks({ wire }: Subject): Promise<Uint8Array<ArrayBuffer>[]> {
  const fetched: Uint8Array<ArrayBuffer>[] = []
  for (;;) {
    const response = await fetch(`/wire/${wire}/${fetched.length}`)
    if (!response.ok) return fetched
    fetched.push(new Uint8Array(await response.arrayBuffer()))
  }
}

/** From bytes in memory to durable. */
async function firstSync(subject: Subject): Promise<Measured> {
  const chunks = await wireChunks(subject)
  await after(100)
  const { value, stall } = await withStall(async () => {
    const begun = now()
    const store = await subject.open({ isFresh: true, isStrict: false })
    for (const [at, bytes] of chunks.entries()) await store.load(bytes, at)
    await store.finish()
    const took = now() - begun
    await store.close()
    return took
  })
  return { 'first-sync-ms': value, 'first-sync-stall-ms': stall }
}

function paint(rows: readonly Listed[]): void {
  const list = document.createElement('ul')
  for (const { subject, status, due_at, customer_name } of rows) {
    const line = document.createElement('li')
    line.textContent = `${subject} ${status} ${new Date(due_at).toISOString()} ${customer_name}`
    list.append(line)
  }
  document.body.append(list)
  // Lays it out now, as the next frame would.
  void list.offsetHeight
}

function demandFirstScreen(rows: readonly Listed[]): void {
  const isInOrder = rows.every(({ due_at }, at) => due_at >= (rows[at - 1]?.due_at ?? 0))
  if (rows.length !== 50 || !isInOrder) throw new Error(`wrong first screen: ${rows.length} rows`)
}

/** A new process on what was kept: the first screen, then every summary, then some threads. From the start of the navigation. */
async function reopen(subject: Subject, asked: Asked): Promise<Measured> {
  const script = now()
  const store = await subject.open({ isFresh: false, isStrict: false })
  const measured: Measured = { 'reopen-script-ms': script }
  if (store.firstScreen !== undefined) {
    const rows = await store.firstScreen()
    paint(rows)
    measured['reopen-first-ms'] = now()
    measured['reopen-first-after-script-ms'] = now() - script
    demandFirstScreen(rows)
  }
  if (store.summaries !== undefined) {
    const count = await store.summaries()
    measured['reopen-all-ms'] = now()
    if (count !== asked.cases) throw new Error(`wrong number of summaries: ${count}`)
  }
  if (store.thread !== undefined) measured['thread-read-ms'] = await threadReads(store, asked)
  await store.close()
  return measured
}

async function threadReads(store: OpenStore, { cases }: Asked): Promise<number> {
  const values: number[] = []
  for (let n = 0; n < 40; n++) {
    const begun = now()
    const length = await store.thread?.((n * 97) % cases)
    values.push(now() - begun)
    if (length !== threadLength) throw new Error(`wrong thread: ${length} messages`)
  }
  return median(values)
}

/** What the screen shows, and a way to wait until it shows something. */
class Screen {
  rows: readonly Listed[] = []
  #waiting: { readonly subject: string; readonly seen: (at: number) => void }[] = []

  readonly see = (rows: readonly Listed[]): void => {
    this.rows = rows
    this.#waiting = this.#waiting.filter(({ subject, seen }) => {
      const isShown = rows.some((row) => row.subject === subject)
      if (isShown) seen(now())
      return !isShown
    })
  }

  /** When a case with this subject was first on the screen. */
  shows(subject: string): Promise<number> {
    if (this.rows.some((row) => row.subject === subject)) return Promise.resolve(now())
    return new Promise((seen) => {
      this.#waiting.push({ subject, seen })
    })
  }
}

async function watching(store: OpenStore): Promise<Screen> {
  const screen = new Screen()
  await store.watch?.(screen.see)
  while (screen.rows.length === 0) await after(5)
  return screen
}

// Random enough that no text was ever there before, also on a profile that was used.
const mark = (): string => `Marked ${crypto.randomUUID()}`

/** Changes of the service: one at a time until the screen's model has it, then in batches of 1,000 until they are kept. */
async function remote(subject: Subject, asked: Asked): Promise<Measured> {
  const store = await subject.open({ isFresh: false, isStrict: false })
  if (store.patch === undefined) return {}
  const patch = store.patch.bind(store)
  const screen = await watching(store)
  const shown = screen.rows.map(({ id }) => numberOf(id))
  const latencies: number[] = []
  for (let n = 0; n < asked.latencies; n++) {
    const text = mark()
    const seen = screen.shows(text)
    const begun = now()
    const kept = patch([{ case: shown[n % shown.length] ?? 0, fields: { subject: text } }])
    latencies.push((await seen) - begun)
    await kept
    await after(3)
  }
  const rate = await patchRate(patch, screen, shown, asked)
  await store.close()
  return { 'remote-patch-p50-ms': median(latencies), 'remote-patches-per-s': rate }
}

async function patchRate(
  patch: (patches: readonly Patch[]) => Promise<void>,
  screen: Screen,
  shown: readonly number[],
  { cases, forMs }: Asked,
): Promise<number> {
  const begun = now()
  let done = 0
  let text = ''
  while (now() - begun < forMs) {
    text = mark()
    const patches: Patch[] = Array.from({ length: 999 }, (_, at) => ({
      case: (Math.imul(done + at, 7919) >>> 0) % cases,
      fields: { assignee: `u${at % 300}`, updated_at: done + at },
    }))
    patches.push({ case: shown[done % shown.length] ?? 0, fields: { subject: text } })
    await patch(patches)
    done += 1000
  }
  await screen.shows(text)
  return (done / (now() - begun)) * 1000
}

/** What an agent does: until the screen's model has it, and how many a second are durable with 32 under way. */
async function mutations(subject: Subject, asked: Asked): Promise<Measured> {
  const measured: Measured = {}
  for (const isStrict of [true, false]) {
    const store = await subject.open({ isFresh: false, isStrict })
    if (store.mutate === undefined) return {}
    const screen = await watchingIfItCan(store)
    const shown = screen?.rows.map(({ id }) => numberOf(id)) ?? Array.from({ length: 50 }, (_, n) => n)
    if (isStrict && screen !== null) {
      measured['mutation-model-p50-ms'] = median(await mutationLatencies(store, screen, shown, asked.latencies))
    }
    const metric = isStrict ? 'durable-mutations-per-s' : 'durable-mutations-relaxed-per-s'
    measured[metric] = await mutationRate(store, shown, asked)
    await store.close()
  }
  return measured
}

const watchingIfItCan = (store: OpenStore): Promise<Screen | null> =>
  store.watch === undefined ? Promise.resolve(null) : watching(store)

async function mutationLatencies(
  store: OpenStore,
  screen: Screen,
  shown: readonly number[],
  count: number,
): Promise<number[]> {
  const values: number[] = []
  for (let n = 0; n < count; n++) {
    const subject = mark()
    const seen = screen.shows(subject)
    const begun = now()
    const kept = store.mutate?.({ id: crypto.randomUUID(), case: shown[n % shown.length] ?? 0, fields: { subject } })
    values.push((await seen) - begun)
    await kept
    await after(3)
  }
  return values
}

const underWay = 32

async function mutationRate(store: OpenStore, shown: readonly number[], { forMs }: Asked): Promise<number> {
  const mutate = (mutation: LocalMutation): Promise<void> => store.mutate?.(mutation) ?? Promise.resolve()
  const begun = now()
  let done = 0
  while (now() - begun < forMs) {
    const wave = Array.from({ length: underWay }, (_, at) =>
      mutate({
        id: crypto.randomUUID(),
        case: shown[(done + at) % shown.length] ?? 0,
        fields: { subject: mark() },
      }),
    )
    await Promise.all(wave)
    await store.settle?.()
    done += underWay
  }
  return (done / (now() - begun)) * 1000
}

const commands = { 'first-sync': firstSync, reopen, remote, mutations } as const

/** The name of what a page can be asked to measure. */
export type Command = keyof typeof commands

/** Puts what the bench calls into the page; a page with `?reopen` measures that by itself, from its navigation on. */
export function offer(subject: Subject): void {
  Reflect.set(globalThis, 'tierdeskBench', (command: Command, asked: Asked) => commands[command](subject, asked))
  const asked = new URLSearchParams(location.search).get('reopen')
  if (asked === null) return
  const measured = reopen(subject, JSON.parse(asked) as Asked)
  // Met by whoever asks for the result.
  measured.catch(() => undefined)
  Reflect.set(globalThis, 'tierdeskReopened', measured)
}
