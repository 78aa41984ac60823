import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Pool } from 'pg'
import { z } from 'zod'
import { everything } from '#shared/audience.ts'
import { Id, WrittenText } from '#shared/domain/base.ts'
import type { MutationResult } from '#shared/sync/protocol.ts'
import { languageOf } from '../channels/language-of.ts'
import { stableId } from '../stable-id.ts'
import type { Attachments } from '../attachments/attachments.ts'
import type { Batcher } from '../sync/batcher.ts'
import { caseIdByNumber } from '../sync/rows.ts'
import { badRequest, refuseWith } from './refusal.ts'

const Inbound = z
  .strictObject({
    caseId: Id.optional(),
    caseNumber: z.string().min(1).max(40).optional(),
    /** The channel's own name for the message: the same one again changes nothing. */
    messageId: z.string().min(1).max(200),
    text: WrittenText,
    /** Who of the case's parties wrote it; missing: the case's own. */
    partyId: Id.optional(),
    /** Files that were brought to `/inbound/attachments` before. */
    attachmentIds: z.array(Id).max(20).optional(),
  })
  .refine(({ caseId, caseNumber }) => (caseId === undefined) !== (caseNumber === undefined))

export interface InboundPorts {
  readonly reading: Pool
  readonly batcher: Batcher
  readonly inboundToken: string
  readonly attachments: Attachments
  readonly now: () => string
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** `POST /inbound/messages`: what a party wrote, brought by a channel that shows its token in `x-tierdesk-token`. */
export function inboundRoute(
  server: FastifyInstance,
  { reading, batcher, inboundToken, attachments, now }: InboundPorts,
): void {
  const expected = digest(inboundToken)
  server.post('/inbound/messages', async (request, reply) => {
    const shown = request.headers['x-tierdesk-token']
    if (typeof shown !== 'string' || !timingSafeEqual(digest(shown), expected)) {
      return refuseWith(
        reply,
        401,
        'wrong-token',
        'The channel token is missing or wrong. Set the one that the service was given.',
      )
    }
    const asked = Inbound.safeParse(request.body)
    if (!asked.success) return badRequest(reply)
    const { caseNumber, messageId, text, partyId, attachmentIds = [] } = asked.data
    const caseId = asked.data.caseId ?? (await caseIdByNumber(reading, caseNumber ?? ''))
    if (caseId === null) return notFound(reply)
    const language = languageOf(text)
    const by = { ...(partyId === undefined ? {} : { partyId }), ...(language === undefined ? {} : { language }) }
    // Whoever brought a file named the case that they know.
    const files = await attachments.broughtFor(attachmentIds, caseId)
    if (files === null) return fileMissing(reply)
    const receive = async (toId: string): Promise<Received> => {
      const id = stableId('channel-message', toId, messageId)
      const opId = stableId('channel', toId, messageId)
      const sent = { mid: 1, opId, name: 'case.receive', at: now(), dependsOn: [] }
      const args = { caseId: toId, messageId: id, text, ...by, ...files }
      const { reply: taken, results } = await batcher.submit(1, () => ({
        actor: { kind: 'system', name: 'channel' },
        held: everything,
        clientId: null,
        mutations: [{ ...sent, args }],
      }))
      return { outcome: taken.ok ? results[0]?.outcome : undefined, messageId: id }
    }
    const { outcome, messageId: id } = await followingMerges(caseId, receive)
    return answer(reply, outcome, id)
  })
}

interface Received {
  readonly outcome: MutationResult['outcome'] | undefined
  readonly messageId: string
}

/** Cases merged into one another in turn, which a message is taken along. */
const mostMerges = 10

/** Where a case was merged into another the message goes there: a rule alone can tell, at the moment it runs. */
async function followingMerges(caseId: string, receive: (toId: string) => Promise<Received>): Promise<Received> {
  let received = await receive(caseId)
  for (let merges = 0; merges < mostMerges; merges++) {
    const { outcome } = received
    if (outcome === undefined || !('refused' in outcome) || outcome.refused !== 'case-merged') break
    if (outcome.about === undefined) break
    received = await receive(outcome.about)
  }
  return received
}

const notFound = (reply: FastifyReply): FastifyReply =>
  refuseWith(reply, 404, 'not-found', 'There is no such case. Check its number.')

const fileMissing = (reply: FastifyReply): FastifyReply =>
  refuseWith(
    reply,
    409,
    'file-missing',
    'A file of this message is not here. Bring it to /inbound/attachments with the same case first.',
  )

function answer(reply: FastifyReply, outcome: MutationResult['outcome'] | undefined, messageId: string): FastifyReply {
  if (outcome === undefined) {
    return refuseWith(
      reply.header('retry-after', '2'),
      503,
      'busy',
      'The service is busy. Send the message again in a moment.',
    )
  }
  if ('applied' in outcome) return reply.status(200).send({ messageId })
  if (outcome.refused === 'not-found') return notFound(reply)
  if (outcome.refused === 'not-a-party') {
    return refuseWith(
      reply,
      409,
      'not-a-party',
      'Whoever wrote this has no part in the case. Check the party, or open a case.',
    )
  }
  return refuseWith(
    reply,
    409,
    outcome.refused,
    'The case does not take messages any more. Open a new case for this one.',
  )
}
