import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { type Socket, io } from 'socket.io-client'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { allMutations } from '#shared/mutations/all-mutations.ts'
import { OLDEST_PROTOCOL, PROTOCOL_VERSION } from '#shared/sync/protocol.ts'
import { type ServiceUnderTest, serviceUnderTest } from '#tests/service-under-test.ts'

/**
 * What windows of an earlier protocol said over a real wire, word for word, while an agent and a Tier 2 agent did their main job on the
 * demo workspace with an outage in between (`npm run record-window`); what becomes of each mutation when it is said again; and the shapes
 * in which those windows read every answer. A reply that names a party's message by the id of the recorded run is on a thread that moved.
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

/** A window of the recording: it sends what was recorded and reads answers in the shapes that it knew. */
class RecordedWindow {
  readonly #recording: Recording
  readonly #url: string
  readonly outcomes = new Map<string, unknown>()
  #token = ''
  #cursor = ''
  #next: unknown = null
  #socket: Socket | null = null

  constructor(recording: Recording, url: string) {
    this.#recording = recording
    this.#url = url
  }

  async play({ do: what, request }: Recording['exchanges'][number]): Promise<void> {
    if (what === 'sign-in')
      this.#token = String(this.#read('SignInReply', await this.#json('/api/sign-in', request))['token'])
    else if (what === 'snapshot')
      this.#cursor = String(this.#read('SnapshotPage', await this.#json('/api/snapshot', request))['cursor'])
    else if (what === 'copy') await this.#copy(request)
    else if (what === 'connect') await this.#connect(request)
    else if (what === 'pull') await this.pull(request['clientId'])
    else if (what === 'digest')
      this.#read('DigestReply', await this.#ask('digest', { ...request, cursor: this.#cursor }))
    else if (what === 'push') {
      const reply = this.#read('PushReply', await this.#ask('push', request))
      if (reply['ok'] !== true) throw new Error(`A push was not taken in: ${JSON.stringify(reply)}`)
      await this.pull(request['clientId'])
    } else this.#socket?.emit(what, request)
  }

  async pull(clientId: unknown): Promise<void> {
    const page = this.#readPage('PullReply', await this.#ask('pull', { clientId, cursor: this.#cursor }))
    this.#cursor = String(page['to'])
    this.#note(page)
  }

  close(): void {
    this.#socket?.close()
  }

  async #connect(handshake: Said): Promise<void> {
    this.#socket?.close()
    const auth = { ...handshake, token: this.#token }
    const socket = io(this.#url, { transports: ['websocket'], reconnection: false, forceNew: true, auth })
    this.#socket = socket
    socket.on('patch', (said) => this.#note(this.#read('FeedPage', said)))
    socket.on('packed', (said) => this.#note(this.#readPage('ToldPage', said)))
    socket.on('presence', (said) => this.#read('PresenceTold', said))
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

  /** Windows from protocol 2 on take pages whose changes are packed. */
  #readPage(message: string, said: unknown): Said {
    const { changes } = said as { readonly changes?: unknown }
    if (!(changes instanceof Uint8Array)) return this.#read(message, said)
    this.#read('PackedPage', said)
    const unpacked: unknown = JSON.parse(inflateRawSync(changes).toString())
    return this.#read(message, { ...(said as Said), changes: unpacked })
  }

  #read(message: string, said: unknown): Said {
    const shape = z.fromJSONSchema(this.#recording.schemas[message] as Parameters<typeof z.fromJSONSchema>[0])
    return shape.parse(said) as Said
  }

  async #copy(request: Said): Promise<void> {
    const after = request['after'] === null ? null : this.#next
    const body = Buffer.from(await (await this.#post('/api/copy', { ...request, after })).arrayBuffer())
    const head = this.#read('CopyHead', JSON.parse(body.toString('utf8', 4, 4 + body.readUInt32BE(0))))
    this.#cursor = String(head['cursor'])
    this.#next = head['next']
  }

  async #json(path: string, body: unknown): Promise<unknown> {
    return (await this.#post(path, body)).json()
  }

  #post(path: string, body: unknown): Promise<Response> {
    const headers = {
      'content-type': 'application/json',
      ...(this.#token === '' ? {} : { authorization: `Bearer ${this.#token}` }),
    }
    return fetch(this.#url + path, { method: 'POST', headers, body: JSON.stringify(body) })
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

/** Plays a recording on a demo workspace of its own, as the recorded windows had; answers what became of each mutation. */
async function played(recording: Recording, service: ServiceUnderTest): Promise<object> {
  const windows = new Map(['ana', 'ben'].map((who) => [who, new RecordedWindow(recording, service.directUrl)]))
  const clients = new Map<string, unknown>()
  for (const { who, do: what, request } of recording.exchanges) {
    if (who === 'party') await service.partyWrites(String(request['number']), String(request['text']))
    else await windows.get(who)?.play({ who, do: what, request })
    if ('clientId' in request) clients.set(who, request['clientId'])
  }
  const outcomes = new Map<string, unknown>()
  for (const [who, window] of windows) {
    await window.pull(clients.get(who))
    for (const [opId, outcome] of window.outcomes) outcomes.set(opId, outcome)
    window.close()
  }
  return Object.fromEntries(outcomes)
}

// Catches: a new field that is demanded, a renamed mutation, an answer that an old window cannot read.
test.each(recordings)(
  '[S19] a window of protocol $protocol does its main job as it did when it was new',
  async (recording) => {
    const service = await serviceUnderTest()
    try {
      expect(await played(recording, service)).toEqual(recording.outcomes)
    } finally {
      await service.remove()
    }
  },
)

// Catches: an argument that became compulsory, which would park what agents wrote in old windows.
test.each(recordings)(
  '[S19] every mutation of protocol $protocol is still understood with the arguments of then',
  ({ samples }) => {
    expect(Object.keys(samples).length).toBeGreaterThan(0)
    for (const [name, args] of Object.entries(samples)) {
      expect([name, allMutations.get(name)?.args.safeParse(args).error?.message]).toEqual([name, undefined])
    }
  },
)
