import type { FastifyReply } from 'fastify'
import type { HttpRefusal } from '#shared/sync/accounts-protocol.ts'
import { OLDEST_PROTOCOL, PROTOCOL_VERSION } from '#shared/sync/protocol.ts'
import { spread } from '../spread.ts'

/** Answers that something cannot be done: `error` for code, `sentence` for people. */
export const refuseWith = (reply: FastifyReply, status: number, error: string, sentence: string): FastifyReply =>
  reply.status(status).send({ error, sentence } satisfies HttpRefusal)

/** For a request whose form is wrong: most often it comes from another version. */
export const badRequest = (reply: FastifyReply): FastifyReply =>
  refuseWith(
    reply,
    400,
    'bad-request',
    `The request was not understood: this service speaks versions ${OLDEST_PROTOCOL} to ${PROTOCOL_VERSION} of the wire. Update Tierdesk and try again.`,
  )

/** For a device that is to forget everything. */
export const deviceWiped = (reply: FastifyReply): FastifyReply =>
  refuseWith(
    reply,
    403,
    'wiped',
    'An administrator has had this computer forget its cases. Ask your supervisor before you go on here.',
  )

/** For whoever may not work here any more. */
export const accountClosed = (reply: FastifyReply): FastifyReply =>
  refuseWith(
    reply,
    403,
    'account-closed',
    'This account is closed. Ask your supervisor if that is a mistake: what was not sent yet is kept and opens with the account.',
  )

/** For whoever has no session, or none any more. */
export const notSignedIn = (reply: FastifyReply): FastifyReply =>
  refuseWith(reply, 401, 'not-signed-in', 'You are signed out. Sign in again to go on.')

/** For what would work in a moment; the waits of several windows are spread. */
export const busy = (reply: FastifyReply): FastifyReply =>
  refuseWith(
    reply.header('retry-after', String(Math.ceil(spread(2000) / 1000))),
    503,
    'busy',
    'The service is busy. Try again in a moment.',
  )
