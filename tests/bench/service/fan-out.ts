import { inflateRawSync } from 'node:zlib'
import { WebSocket } from 'ws'
import type { Figures } from '../runs.ts'
import type { ChildServer } from './child-server.ts'
import { caseOfRound, changesPerRound, roundMark, roundsApart } from './rounds.ts'
import type { SignedIn } from './sign-in-windows.ts'

/** Rounds that may be on their way: enough to keep the server busy, too few to fill anybody's memory. */
const roundsUnderWay = 2
const patienceMs = 30_000

/**
 * Sockets that listen without reading what they get: a frame is searched for the last change of a round, so that the listeners of all subjects cost the
 * same and little. Each of them stands for a computer of its own, which would unpack a packed page for itself; here one unpacking serves all.
 */
class Listeners {
  readonly #sockets: WebSocket[] = []
  readonly #at: number[] = []
  readonly #ends = new RoundEnds()
  readonly #pages = new PackedPages(this.#ends)
  #waiting: { readonly round: number; readonly done: () => void } | null = null

  async add(count: number, open: (number: number, socket: WebSocket) => Promise<void>, address: string): Promise<void> {
    // A few at a time, as people come in; all at once would measure the accept queue.
    for (let from = 0; from < count; from += 25) {
      const some = Array.from({ length: Math.min(25, count - from) }, (_, n) => this.#add(from + n, open, address))
      await Promise.all(some)
    }
  }

  async #add(
    number: number,
    open: (number: number, socket: WebSocket) => Promise<void>,
    address: string,
  ): Promise<void> {
    const socket = new WebSocket(address, { skipUTF8Validation: true })
    this.#sockets.push(socket)
    this.#at[number] = 0
    await new Promise<void>((opened) => socket.on('open', opened))
    await open(number, socket)
    socket.on('message', (said, isBinary) => this.#take(number, said, isBinary))
  }

  #take(number: number, said: Buffer, isBinary: boolean): void {
    const before = this.#at[number] ?? 0
    const round = isBinary ? this.#pages.reached(said, before) : this.#ends.reached(said, before)
    if (round === before) return
    this.#at[number] = round
    this.#look()
  }

  /** Resolves when every listener has had the whole round. Rejects where one of them does not get it. */
  have(round: number): Promise<void> {
    return new Promise((done, failed) => {
      const lost = setTimeout(() => failed(new Error(`Round ${round} did not reach every listener.`)), patienceMs)
      this.#waiting = {
        round,
        done: () => {
          clearTimeout(lost)
          done()
        },
      }
      this.#look()
    })
  }

  #look(): void {
    if (this.#waiting === null) return
    const { round, done } = this.#waiting
    if (this.#at.some((at) => at < round)) return
    this.#waiting = null
    done()
  }

  close(): void {
    for (const socket of this.#sockets) socket.terminate()
  }
}

/** How a round that has come whole is known: its last change, with its mark. */
class RoundEnds {
  readonly #known: (readonly [Buffer, Buffer])[] = []

  /** The last round that is whole with this frame, for a listener who had `before`. */
  reached(frame: Buffer, before: number): number {
    let round = before
    while (this.#isIn(frame, round + 1)) round += 1
    return round
  }

  #isIn(frame: Buffer, round: number): boolean {
    this.#known[round] ??= [Buffer.from(caseOfRound(round, changesPerRound - 1)), Buffer.from(roundMark(round))]
    const [last, mark] = this.#known[round]
    return frame.includes(last) && frame.includes(mark)
  }
}

/** Packed pages that came lately, by their bytes: each is unpacked and searched once, for all who get the same. */
class PackedPages {
  readonly #ends: RoundEnds
  #known: { readonly packed: Buffer; readonly before: number; readonly reached: number }[] = []

  constructor(ends: RoundEnds) {
    this.#ends = ends
  }

  reached(packed: Buffer, before: number): number {
    const known = this.#known.find((one) => one.before === before && packed.equals(one.packed))
    if (known !== undefined) return known.reached
    const reached = this.#ends.reached(inflateRawSync(packed), before)
    this.#known = [{ packed, before, reached }, ...this.#known.slice(0, 2 * roundsUnderWay)]
    return reached
  }
}

/** What sends rounds to the listeners. */
interface Rounds {
  send(round: number): void | Promise<void>
}

async function measured(listeners: Listeners, rounds: Rounds, count: number, forMs: number): Promise<number> {
  const begun = performance.now()
  let sent = 0
  let had = 0
  while (performance.now() - begun < forMs) {
    while (sent < had + roundsUnderWay) {
      sent += 1
      await rounds.send(sent)
    }
    had += 1
    await listeners.have(had)
  }
  const took = performance.now() - begun
  await listeners.have(sent)
  return (had * changesPerRound * count * 1000) / took
}

/** Changes that reach listeners per second, all listeners together, and what a listener costs in memory. */
async function fanOut(
  server: ChildServer,
  count: number,
  forMs: number,
  listen: (listeners: Listeners) => Promise<void>,
  rounds: Rounds,
): Promise<Figures> {
  const before = await server.rssKb()
  const listeners = new Listeners()
  try {
    await listen(listeners)
    const after = await server.rssKb()
    const rate = await measured(listeners, rounds, count, forMs)
    return { 'fan-out-changes-per-s': rate, 'memory-per-socket-kb': (after - before) / count }
  } finally {
    listeners.close()
  }
}

/** Everyone is sent each change, as a frame of its own. */
export function plainFanOut(
  server: ChildServer,
  kind: 'socket.io' | 'ws',
  count: number,
  forMs: number,
): Promise<Figures> {
  const address = server.url.replace('http', 'ws')
  const isWs = kind === 'ws'
  return fanOut(
    server,
    count,
    forMs,
    (listeners) =>
      listeners.add(
        count,
        (_, socket) => (isWs ? Promise.resolve() : enter(socket, {})),
        isWs ? address : `${address}/socket.io/?EIO=4&transport=websocket`,
      ),
    { send: (round) => server.round(round) },
  )
}

/** Everyone is told by the real service, which takes each round in as mutations of one window. */
export async function tierdeskFanOut(
  server: ChildServer,
  windows: readonly SignedIn[],
  forMs: number,
): Promise<Figures> {
  const [writer, ...others] = windows
  if (writer === undefined) throw new Error('Nobody is signed in.')
  const address = `${server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`
  const socket = new WebSocket(address)
  await new Promise<void>((opened) => socket.on('open', opened))
  await enter(socket, writer.auth)
  try {
    return await fanOut(
      server,
      others.length,
      forMs,
      (listeners) =>
        listeners.add(
          others.length,
          async (number, listener) => {
            const window = others[number]
            if (window !== undefined) await enterAndPull(listener, window)
          },
          address,
        ),
      { send: (round) => pushRound(socket, writer.auth.clientId, round) },
    )
  } finally {
    socket.terminate()
  }
}

/** Waits for a frame that begins like this. */
const frame = (socket: WebSocket, begins: string): Promise<string> =>
  new Promise((resolve) => {
    const look = (said: Buffer): void => {
      const text = said.toString()
      if (!text.startsWith(begins)) return
      socket.off('message', look)
      resolve(text)
    }
    socket.on('message', look)
  })

/** Says hello in Socket.IO's own words: https://socket.io/docs/v4/socket-io-protocol/ */
async function enter(socket: WebSocket, auth: object): Promise<void> {
  const entered = frame(socket, '40')
  // Without an answer the server would hang up. Every frame comes by here, so it is not decoded for this.
  socket.on('message', (said) => {
    if (said.length === 1 && said.toString() === '2') socket.send('3')
  })
  socket.send(`40${JSON.stringify(auth)}`)
  await entered
}

async function enterAndPull(socket: WebSocket, { auth, cursor }: SignedIn): Promise<void> {
  await enter(socket, auth)
  socket.send(`42${JSON.stringify(['takes', { packed: 'deflate-raw' }])}`)
  const pulled = frame(socket, '430')
  socket.send(`420${JSON.stringify(['pull', { clientId: auth.clientId, cursor }])}`)
  await pulled
}

async function pushRound(socket: WebSocket, clientId: string, round: number): Promise<void> {
  const at = new Date().toISOString()
  const mutations = Array.from({ length: changesPerRound }, (_, n) => ({
    mid: (round - 1) * changesPerRound + n + 1,
    opId: crypto.randomUUID(),
    name: 'case.change-tags',
    args: { caseId: caseOfRound(round, n), add: [roundMark(round)], remove: [roundMark(round - roundsApart)] },
    at,
    dependsOn: [],
  }))
  const kept = frame(socket, `43${round}[`)
  socket.send(`42${round}${JSON.stringify(['push', { clientId, mutations }])}`)
  const said = await kept
  if (!said.includes('"ok":true')) throw new Error(`The service said: ${said.slice(0, 200)}`)
}
