import { createHash, timingSafeEqual } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Pool } from 'pg'
import type { z } from 'zod'
import { Case } from '#shared/domain/case.ts'
import { Id } from '#shared/domain/base.ts'
import { can } from '#shared/permissions.ts'
import {
  KeepFiles,
  type KeptFilesReply,
  type UploadReply,
  UploadQuery,
  mostAttachmentBytes,
} from '#shared/sync/attachments-protocol.ts'
import type { Attachments, Uploaded } from '../attachments/attachments.ts'
import type { AttachmentRecord } from '../attachments/attachment-records.ts'
import { rowsById, rowsSeen } from '../sync/rows.ts'
import { badRequest, notSignedIn, refuseWith } from './refusal.ts'
import { type SessionPorts, sessionOf } from './session-of.ts'

export interface AttachmentPorts extends SessionPorts {
  readonly reading: Pool
  readonly attachments: Attachments
  readonly inboundToken: string
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Types that may be shown as they are; everything else is only ever saved. */
const shownTypes: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/bmp',
  'application/pdf',
  'text/plain',
])

/**
 * `POST /api/attachments` takes a file in, `…/keep` keeps those that are not sent yet, and `GET /api/attachments/:id` hands it out, to agents who see its case;
 * `/inbound/attachments` does both for a channel that shows its token.
 */
export function attachmentRoutes(server: FastifyInstance, ports: AttachmentPorts): void {
  void server.register(async (files) => {
    // The bytes are counted as they are written, not gathered in memory first.
    files.addContentTypeParser(
      'application/octet-stream',
      { bodyLimit: mostAttachmentBytes },
      (_request, bytes, done) => done(null, bytes),
    )
    agentRoutes(files, ports)
    channelRoutes(files, ports)
  })
}

function agentRoutes(server: FastifyInstance, ports: AttachmentPorts): void {
  const { attachments } = ports
  server.post('/api/attachments', async (request, reply) => {
    const session = await sessionOf(request, ports)
    if (session === null) return notSignedIn(reply)
    const asked = UploadQuery.safeParse(request.query)
    if (!asked.success || !isStream(request.body)) return tooLargeOr(request, reply)
    const row = await caseSeenBy(ports, session.agentId, asked.data.caseId)
    const agent = ports.directory.active(session.agentId)
    if (row === null || agent === null || !can({ kind: 'agent', agent }).note(row)) return notFound(reply)
    return answer(reply, await attachments.upload(asked.data, agent.id, request.body))
  })

  server.post('/api/attachments/keep', async (request, reply) => {
    const session = await sessionOf(request, ports)
    if (session === null) return notSignedIn(reply)
    const asked = KeepFiles.safeParse(request.body)
    if (!asked.success) return badRequest(reply)
    const gone = await attachments.keep(asked.data.ids, session.agentId)
    return reply.send({ gone } satisfies z.infer<typeof KeptFilesReply>)
  })

  server.get<{ Params: { id: string } }>('/api/attachments/:id', async (request, reply) => {
    const session = await sessionOf(request, ports)
    if (session === null) return notSignedIn(reply)
    const record = await recordOf(ports, request)
    const row = record === null ? null : await caseSeenBy(ports, session.agentId, record.caseId)
    return record === null || row === null ? notFound(reply) : handOut(ports, reply, record)
  })
}

function channelRoutes(server: FastifyInstance, ports: AttachmentPorts): void {
  const expected = digest(ports.inboundToken)
  const isChannel = (request: FastifyRequest): boolean => {
    const shown = request.headers['x-tierdesk-token']
    return typeof shown === 'string' && timingSafeEqual(digest(shown), expected)
  }
  server.post('/inbound/attachments', async (request, reply) => {
    if (!isChannel(request)) return wrongToken(reply)
    const asked = UploadQuery.safeParse(request.query)
    if (!asked.success || !isStream(request.body)) return tooLargeOr(request, reply)
    const [row] = await rowsById(ports.reading, [{ table: 'cases', id: asked.data.caseId }])
    if (row === undefined) return notFound(reply)
    return answer(reply, await ports.attachments.upload(asked.data, null, request.body))
  })

  server.get<{ Params: { id: string } }>('/inbound/attachments/:id', async (request, reply) => {
    if (!isChannel(request)) return wrongToken(reply)
    const record = await recordOf(ports, request)
    return record === null ? notFound(reply) : handOut(ports, reply, record)
  })
}

const isStream = (body: unknown): body is Readable =>
  typeof body === 'object' && body !== null && 'pipe' in body && typeof body.pipe === 'function'

/** The case as this agent sees it, or null where they do not. */
async function caseSeenBy(
  { reading, directory }: AttachmentPorts,
  agentId: string,
  caseId: string,
): Promise<Case | null> {
  const [found] = await rowsSeen(reading, directory.heldBy(agentId), [{ table: 'cases', id: caseId }], [])
  return found === undefined ? null : Case.parse(found.row)
}

function recordOf({ attachments }: AttachmentPorts, request: FastifyRequest): Promise<AttachmentRecord | null> {
  const id = Id.safeParse((request.params as { id: unknown }).id)
  return id.success ? attachments.find(id.data) : Promise.resolve(null)
}

/** Says how long it may be where that is what is wrong. */
function tooLargeOr(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { size } = request.query as { size?: unknown }
  return Number(size) > mostAttachmentBytes ? tooLarge(reply) : badRequest(reply)
}

const tooLarge = (reply: FastifyReply): FastifyReply =>
  refuseWith(reply, 413, 'too-large', 'A file may have 25 MB at most. Make it smaller, or send it in parts.')

const notFound = (reply: FastifyReply): FastifyReply =>
  refuseWith(
    reply,
    404,
    'not-found',
    'This file is not here for you: its case is not yours to see, or it has not come yet.',
  )

const wrongToken = (reply: FastifyReply): FastifyReply =>
  refuseWith(
    reply,
    401,
    'wrong-token',
    'The channel token is missing or wrong. Set the one that the service was given.',
  )

function answer(reply: FastifyReply, uploaded: Uploaded): FastifyReply {
  if ('record' in uploaded) {
    const { id, type, state } = uploaded.record
    if (state === 'arriving' || state === 'forgotten')
      return refuseWith(reply, 503, 'busy', 'This file is arriving already. Try again in a moment.')
    return reply.send({ id, type, state } satisfies UploadReply)
  }
  switch (uploaded.refused) {
    case 'too-large':
      return tooLarge(reply)
    case 'id-taken':
      return refuseWith(reply, 409, 'id-taken', 'Another file has this identity. Attach the file again.')
    case 'wrong-bytes':
      return refuseWith(reply, 400, 'wrong-bytes', 'The file did not arrive whole. Try again.')
    case 'over-quota':
      return refuseWith(
        reply,
        429,
        'over-quota',
        'You have attached as much as a day allows. Try again tomorrow, or ask your supervisor.',
      )
  }
}

/** Nothing that a file holds may run where it is opened, whatever it says of itself. */
async function handOut(
  { attachments }: AttachmentPorts,
  reply: FastifyReply,
  record: AttachmentRecord,
): Promise<FastifyReply> {
  if (record.state === 'refused') {
    return refuseWith(
      reply,
      403,
      'refused',
      'The scanner refused this file, so nobody can open it. Ask for another one.',
    )
  }
  if (record.state === 'forgotten') {
    return refuseWith(
      reply,
      410,
      'gone',
      'This file was attached but never sent, so the service let go of it. Attach it again.',
    )
  }
  const bytes = await attachments.open(record)
  if (bytes === null) {
    return refuseWith(
      reply.header('retry-after', '5'),
      409,
      'not-ready',
      'This file is not ready: it still arrives or is being scanned. Try again in a moment.',
    )
  }
  return reply
    .header('content-type', shownTypes.has(record.type) ? record.type : 'application/octet-stream')
    .header('content-length', record.size)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(record.name)}`)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store')
    .send(bytes)
}
