import { type Socket, io } from 'socket.io-client'
import { z } from 'zod'
import {
  DigestReply,
  FeedPage,
  HeadHint,
  Hello,
  Leave,
  PROTOCOL_VERSION,
  PackedPage,
  PresenceTold,
  PullReply,
  PushReply,
  type Takes,
  ThreadReply,
  ToldPage,
  wire,
} from '#shared/sync/protocol.ts'
import { readCopyPage } from './copy-bytes.ts'
import { Hearing } from './hearing.ts'
import type { CopyPage, Dial, Link, LinkHandlers } from './link.ts'
import { canUnpack, unpackPage } from './unpack.ts'

/** Who connects, from where. */
export interface Credentials {
  readonly token: string
  readonly deviceId: string
}

/** How long an answer may take, in milliseconds; a page of a whole copy is large. */
const patience = { answer: 15_000, page: 60_000 }

/** Connections to the service over a websocket. Reconnecting is the sync client's business, so the library's own is off [S12]. */
export const socketDial = (serviceUrl: string, { token, deviceId }: Credentials): Dial => {
  const packing = { isTaken: canUnpack() }
  return (clientId, handlers) => {
    const socket = io(serviceUrl, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      timeout: patience.answer,
      auth: { token, deviceId, clientId, protocol: PROTOCOL_VERSION },
    })
    const line: Line = { socket, packing, hearing: new Hearing(), isClosed: false }
    listen(line, handlers)
    return socketLink(line, (request, signal) =>
      fetch(`${serviceUrl}/api/copy`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(request),
        signal,
      }),
    )
  }
}

/** One connection, and what was heard on it. */
interface Line {
  readonly socket: Socket
  /** Whether packed pages are taken: the next connections ask for plain ones where one could not be unpacked. */
  readonly packing: { isTaken: boolean }
  /** Unpacking takes a moment, and what comes meanwhile waits behind it. */
  readonly hearing: Hearing
  isClosed: boolean
}

function listen(line: Line, handlers: LinkHandlers): void {
  const { socket, hearing, packing } = line
  // What was said before the connection was given up may be waiting still [S20].
  const hear = (act: () => void): void =>
    hearing.next(() => {
      if (!line.isClosed) act()
    })
  /** A message that does not have its shape is not acted on; the next pull brings what it may have meant. */
  const checked =
    <T>(schema: z.ZodType<T>, act: (message: T) => void) =>
    (raw: unknown): void => {
      const parsed = schema.safeParse(raw)
      if (parsed.success) act(parsed.data)
    }
  const on = <T>(event: string, schema: z.ZodType<T>, act: (message: T) => void): void => {
    socket.on(
      event,
      checked(schema, (message) => hear(() => act(message))),
    )
  }
  on(wire.hello, Hello, handlers.up)
  on(wire.patch, FeedPage, handlers.patch)
  socket.on(
    wire.packed,
    checked(PackedPage, (packed) => hearing.next(() => hearPacked(line, packed, handlers))),
  )
  on(wire.head, HeadHint, ({ cursor }) => handlers.head(cursor))
  on(wire.leave, Leave, handlers.leave)
  on(wire.presence, PresenceTold, handlers.presence)
  socket.on('connect', () => {
    if (packing.isTaken) socket.emit(wire.takes, { packed: 'deflate-raw' } satisfies Takes)
  })
  socket.on('disconnect', () => hear(handlers.down))
  socket.on('connect_error', (error: Error & { data?: unknown }) => {
    const refused = Leave.safeParse(error.data)
    if (refused.success) handlers.leave(refused.data)
    else handlers.down()
  })
}

/** A page that cannot be unpacked still says how far it led: it is pulled instead. */
async function hearPacked(line: Line, packed: PackedPage, handlers: LinkHandlers): Promise<void> {
  const page = await unpackPage(packed, ToldPage).catch(() => null)
  if (page === null) line.packing.isTaken = false
  if (line.isClosed) return
  if (page === null) handlers.head(packed.to)
  else handlers.patch(page)
}

const AnyPullReply = z.union([PackedPage, PullReply])

function socketLink(line: Line, askForCopy: (request: object, signal: AbortSignal) => Promise<Response>): Link {
  const { socket, hearing } = line
  const gone = new AbortController()
  const ask = async <T>(event: string, request: unknown, schema: z.ZodType<T>): Promise<T> => {
    const answer: unknown = await socket.timeout(patience.answer).emitWithAck(event, request)
    await hearing.settled()
    return schema.parse(answer)
  }
  return {
    push: (request) => ask(wire.push, request, PushReply),
    pull: async (request) => plain(line, await ask(wire.pull, request, AnyPullReply)),
    thread: (caseId) => ask(wire.thread, { caseId }, ThreadReply),
    digest: (request) => ask(wire.digest, request, DigestReply),
    // Volatile: what cannot be said now is not worth saying later.
    present: (said) => socket.volatile.emit(wire.presence, said),
    purged: (said) => socket.emit(wire.purged, said),
    copy: async (request): Promise<CopyPage> => {
      const late = setTimeout(() => gone.abort(), patience.page)
      try {
        const response = await askForCopy(request, gone.signal)
        if (!response.ok) throw new Error(`copy: ${response.status}`)
        return readCopyPage(await response.arrayBuffer())
      } finally {
        clearTimeout(late)
      }
    },
    close: () => {
      line.isClosed = true
      gone.abort()
      socket.off()
      socket.close()
    },
  }
}

/** A page as it is applied. Rejects where it cannot be unpacked: the connection that is made then asks for plain ones. */
async function plain({ packing }: Line, reply: PackedPage | PullReply): Promise<PullReply> {
  if (!('base' in reply) || Array.isArray(reply.changes)) return reply as PullReply
  try {
    return await unpackPage(reply as PackedPage, FeedPage)
  } catch (error) {
    packing.isTaken = false
    throw error
  }
}
