import { agentIdOf } from '../domain/actor.ts'
import type { Case } from '../domain/case.ts'
import type { CaseEvent, Message } from '../domain/message.ts'
import { handedOn, leftBy, workOf } from '../routing.ts'
import { type Change, type Context, create, put } from './define-mutation.ts'

/** Why a case goes back to its queue without being answered. */
export type GiveBackReason = 'away' | 'offline' | 'site-down' | 'end-of-shift' | 'lying'

/** What the thread says of something that nobody wrote. */
export const eventOn = (row: Case, id: string, event: CaseEvent, { actor, at }: Context): Message => ({
  id,
  caseId: row.id,
  kind: 'event',
  author:
    actor.kind === 'agent'
      ? { kind: 'agent', id: actor.agent.id, name: actor.agent.name }
      : { kind: 'system', id: agentIdOf(actor), name: actor.name },
  text: '',
  html: null,
  at,
  macroId: null,
  event,
  source: null,
})

/** The case back in its queue, with a word on it in the thread. Whoever had it comes first, should they be back before somebody else has it. */
export function givenBack(
  row: Case,
  from: { readonly agentId: string; readonly name: string },
  said: { readonly eventId: string; readonly why: GiveBackReason; readonly detail?: CaseEvent['detail'] },
  context: Context,
): readonly Change[] {
  const { routed, leftLying = [] } = workOf(row)
  const detail = { agent: from.name, why: said.why, ...said.detail }
  const event: CaseEvent = { name: 'case-given-back', detail }
  const left = said.why === 'lying' ? { leftLying: leftBy({ leftLying }, { ...from, at: context.at }) } : {}
  return [
    create('messages', eventOn(row, said.eventId, event, context)),
    put('cases', {
      ...handedOn(row, {
        assigneeId: null,
        claim: null,
        routed: { agentId: from.agentId, at: routed?.at ?? context.at },
        ...left,
      }),
      messageCount: row.messageCount + 1,
      updatedAt: context.at,
    }),
  ]
}
