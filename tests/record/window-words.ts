import type { Page, Request, WebSocket } from '@playwright/test'
import { z } from 'zod'
import { wire } from '#shared/sync/protocol.ts'

/** One thing that somebody did: a window that asked the service, or the party that wrote on a case. */
export interface Exchange {
  readonly who: string
  readonly do: string
  readonly request: unknown
}

/** What the service is asked by HTTP, by the name that it has in a recording. Other calls are no part of the wire's version. */
const posts: { readonly [path: string]: string } = { '/api/sign-in': 'sign-in', '/api/copy': 'copy' }

/** Socket.IO's packets, as Engine.IO carries them: https://socket.io/docs/v4/socket-io-protocol/ */
const packets = { connect: /^40(?<body>\{.*\})$/s, event: /^42\d*(?<body>\[.*\])$/s }

const Handshake = z.object({ deviceId: z.string(), clientId: z.string(), protocol: z.number() })
const SaidEvent = z.tuple([z.string(), z.unknown()])

/** Writes down, in the order in which it is said, what this page says to the service: without its tokens. */
export function recordWords(page: Page, who: string, into: Exchange[]): void {
  page.on('request', (request: Request) => {
    const named = posts[new URL(request.url()).pathname]
    if (named !== undefined) into.push({ who, do: named, request: request.postDataJSON() as unknown })
  })
  page.on('websocket', (socket: WebSocket) => {
    socket.on('framesent', ({ payload }) => {
      const exchange = typeof payload === 'string' ? saidIn(payload) : null
      if (exchange !== null) into.push({ who, ...exchange })
    })
  })
}

function saidIn(payload: string): Omit<Exchange, 'who'> | null {
  const handshake = packets.connect.exec(payload)?.groups?.['body']
  if (handshake !== undefined) return { do: 'connect', request: Handshake.parse(JSON.parse(handshake)) }
  const event = packets.event.exec(payload)?.groups?.['body']
  if (event === undefined) return null
  const [name, request] = SaidEvent.parse(JSON.parse(event))
  // A thread that is read ahead depends on where the mouse was.
  return name === wire.thread ? null : { do: name, request }
}
