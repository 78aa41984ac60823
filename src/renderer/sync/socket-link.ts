import { type Socket, io } from 'socket.io-client'
import type { z } from 'zod'
import {
  DigestReply,
  FeedPage,
  HeadHint,
  Hello,
  Leave,
  PROTOCOL_VERSION,
  PresenceTold,
  PullReply,
  PushReply,
  ThreadReply,
  wire,
} from '#shared/sync/protocol.ts'
import { readCopyPage } from './copy-bytes.ts'
import type { Dial, Link, LinkHandlers } from './link.ts'

/** Who connects, from where. */
export interface Credentials {
  readonly token: string
  readonly deviceId: string
}

/** How long an answer may take, in milliseconds; a page of a whole copy is large. */
const patience = { answer: 15_000, page: 60_000 }

/** Connections to the service over a websocket. Reconnecting is the sync client's business, so the library's own is off [S12]. */
export const socketDial =
  (serviceUrl: string, { token, deviceId }: Credentials): Dial =>
  (clientId, handlers) => {
    const socket = io(serviceUrl, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      timeout: patience.answer,
      auth: { token, deviceId, clientId, protocol: PROTOCOL_VERSION },
    })
    listen(socket, handlers)
    return socketLink(socket, serviceUrl, token)
  }

/** A message that does not have its shape is not acted on; the next pull brings what it may have meant. */
const checked =
  <T>(schema: z.ZodType<T>, act: (message: T) => void) =>
  (raw: unknown): void => {
    const parsed = schema.safeParse(raw)
    if (parsed.success) act(parsed.data)
  }

function listen(socket: Socket, handlers: LinkHandlers): void {
  socket.on(wire.hello, checked(Hello, handlers.up))
  socket.on(wire.patch, checked(FeedPage, handlers.patch))
  socket.on(
    wire.head,
    checked(HeadHint, ({ cursor }) => handlers.head(cursor)),
  )
  socket.on(wire.leave, checked(Leave, handlers.leave))
  socket.on(wire.presence, checked(PresenceTold, handlers.presence))
  socket.on('disconnect', () => handlers.down())
  socket.on('connect_error', (error: Error & { data?: unknown }) => {
    const refused = Leave.safeParse(error.data)
    if (refused.success) handlers.leave(refused.data)
    else handlers.down()
  })
}

function socketLink(socket: Socket, serviceUrl: string, token: string): Link {
  const ask = async <T>(event: string, request: unknown, schema: z.ZodType<T>): Promise<T> =>
    schema.parse(await socket.timeout(patience.answer).emitWithAck(event, request))
  const gone = new AbortController()
  return {
    push: (request) => ask(wire.push, request, PushReply),
    pull: (request) => ask(wire.pull, request, PullReply),
    thread: (caseId) => ask(wire.thread, { caseId }, ThreadReply),
    digest: (request) => ask(wire.digest, request, DigestReply),
    // Volatile: what cannot be said now is not worth saying later.
    present: (said) => socket.volatile.emit(wire.presence, said),
    purged: (said) => socket.emit(wire.purged, said),
    copy: async (request) => {
      const late = setTimeout(() => gone.abort(), patience.page)
      try {
        const response = await fetch(`${serviceUrl}/api/copy`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify(request),
          signal: gone.signal,
        })
        if (!response.ok) throw new Error(`copy: ${response.status}`)
        return readCopyPage(await response.arrayBuffer())
      } finally {
        clearTimeout(late)
      }
    },
    close: () => {
      gone.abort()
      socket.off()
      socket.close()
    },
  }
}
