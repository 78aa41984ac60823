import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Socket, io } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { allMutations } from '#shared/mutations/all-mutations.ts'
import { OLDEST_PROTOCOL, PROTOCOL_VERSION } from '#shared/sync/protocol.ts'
import { type ServiceUnderTest, serviceUnderTest } from '#tests/service-under-test.ts'

/**
 * What windows of an earlier protocol said over a real wire, word for word, while an agent and a Tier 2 agent did their main job on the
 * demo workspace with an outage in between; what became of each mutation; and the shapes in which those windows read every answer.
 */
interface Recording {
  readonly protocol: number
  readonly exchanges: readonly { readonly who: string; readonly do: string; readonly request: Said }[]
  readonly outcomes: { readonly [opId: string]: { readonly applied?: true; readonly refused?: string } }
  readonly schemas: { readonly [message: string]: object }
  readonly samples: { readonly [mutation: string]: unknown }
}
type Said = { readonly [field: string]: unknown }

const folder = 'tests/fixtures'
const names = (await readdir(folder)).filter((name) => /^protocol-\d+\.json$/.test(name))
const recordings = await Promise.all(
  names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as Recording),
)

/** The case on which the party wrote while the recorded agent was offline. */
const movedCase = '10314'

let service: ServiceUnderTest
beforeAll(async () => {
  service = await serviceUnderTest()
})
afterAll(() => service.remove())

/** A window of the recording: it sends what was recorded and reads answers in the shapes that it knew. */
class RecordedWindow {
  readonly #recording: Recording
  readonly outcomes = new Map<string, unknown>()
  #token = ''
  #cursor = ''
  #socket: Socket | null = null

  constructor(recording: Recording) {
    this.#recording = recording
  }

  async play({ do: what, request }: Recording['exchanges'][number]): Promise<void> {
    if (what === 'sign-in')
      this.#token = String(this.#read('SignInReply', await this.#post('/api/sign-in', request))['token'])
    else if (what === 'snapshot') {
      this.#cursor = String(this.#read('SnapshotPage', await this.#post('/api/snapshot', request))['cursor'])
    } else if (what === 'connect') await this.#connect(request)
    else if (what === 'pull') await this.pull(request['clientId'])
    else if (what === 'push') {
      const reply = this.#read('PushReply', await this.#ask('push', request))
      if (reply['ok'] !== true) throw new Error(`A push was not taken in: ${JSON.stringify(reply)}`)
      await this.pull(request['clientId'])
    }
  }

  async pull(clientId: unknown): Promise<void> {
    const page = this.#read('PullReply', await this.#ask('pull', { clientId, cursor: this.#cursor }))
    this.#cursor = String(page['to'])
    this.#note(page)
  }

  close(): void {
    this.#socket?.close()
  }

  async #connect(handshake: Said): Promise<void> {
    this.#socket?.close()
    const auth = { ...handshake, token: this.#token }
    const socket = io(service.directUrl, { transports: ['websocket'], reconnection: false, forceNew: true, auth })
    this.#socket = socket
    socket.on('patch', (said) => this.#note(this.#read('FeedPage', said)))
    socket.on('head', (said) => this.#read('HeadHint', said))
    await new Promise<void>((resolve, reject) => {
      socket.once('hello', (said) => {
        this.#read('Hello', said)
        resolve()
      })
      socket.once('connect_error', reject)
    })
  }

  #note(page: Said): void {
    const results = page['results'] as { opId: string; outcome: unknown }[]
    for (const { opId, outcome } of results) this.outcomes.set(opId, outcome)
  }

  #read(message: string, said: unknown): Said {
    const shape = z.fromJSONSchema(this.#recording.schemas[message] as Parameters<typeof z.fromJSONSchema>[0])
    return shape.parse(said) as Said
  }

  async #post(path: string, body: unknown): Promise<unknown> {
    const headers = {
      'content-type': 'application/json',
      ...(this.#token === '' ? {} : { authorization: `Bearer ${this.#token}` }),
    }
    const response = await fetch(service.directUrl + path, { method: 'POST', headers, body: JSON.stringify(body) })
    return response.json()
  }

  #ask(event: string, request: unknown): Promise<unknown> {
    if (this.#socket === null) throw new TypeError('The recording asks before it connects.')
    return this.#socket.timeout(10_000).emitWithAck(event, request)
  }
}

// Catches: raising the protocol without recording the windows that are out there with a full outbox.
test('[S19] there is a recording of every earlier protocol that the service still speaks', () => {
  const earlier = Array.from({ length: PROTOCOL_VERSION - OLDEST_PROTOCOL }, (_, n) => OLDEST_PROTOCOL + n)
  expect(recordings.map(({ protocol }) => protocol).sort((a, b) => a - b)).toEqual(earlier)
})

// Catches: a new field that is demanded, a renamed mutation, an answer that an old window cannot read.
test.each(recordings)(
  '[S19] a window of protocol $protocol does its main job as it did when it was new',
  async (recording) => {
    const windows = new Map(['ana', 'ben'].map((who) => [who, new RecordedWindow(recording)]))
    let hasWritten = false
    for (const exchange of recording.exchanges) {
      const isBack = exchange.who === 'ana' && exchange.do === 'connect' && windows.get('ana')?.outcomes.size === 2
      if (isBack && !hasWritten) {
        hasWritten = true
        await service.partyWrites(movedCase, 'One more thing: the box was open, too.')
      }
      await windows.get(exchange.who)?.play(exchange)
    }
    const clients = new Map(recording.exchanges.map(({ who, request }) => [who, request['clientId']]))
    const outcomes = new Map<string, unknown>()
    for (const [who, window] of windows) {
      await window.pull(clients.get(who))
      for (const [opId, outcome] of window.outcomes) outcomes.set(opId, outcome)
      window.close()
    }
    const sentAgain = recording.exchanges
      .flatMap(({ do: what, request }) =>
        what === 'push' ? (request['mutations'] as { opId: string; mid: number }[]) : [],
      )
      .find(({ mid }) => mid === 4)
    // The reply that was sent again named the party's message by an id that only the recorded run had.
    const expected = { ...recording.outcomes, [String(sentAgain?.opId)]: { refused: 'thread-moved' } }
    expect(Object.fromEntries(outcomes)).toEqual(expected)
  },
)

// Catches: an argument that became compulsory, which would park what agents wrote in old windows.
test.each(recordings)(
  '[S19] every mutation of protocol $protocol is still understood with the arguments of then',
  ({ samples }) => {
    for (const [name, args] of Object.entries(samples)) {
      expect([name, allMutations.get(name)?.args.safeParse(args).error?.message]).toEqual([name, undefined])
    }
  },
)
