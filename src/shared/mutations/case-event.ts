import { agentIdOf } from '../domain/actor.ts'
import type { Case } from '../domain/case.ts'
import type { CaseEvent, Message } from '../domain/message.ts'
import { type Change, type Context, create, put } from './define-mutation.ts'

/** Something that happened on a case, for its thread. The id is made by whoever names the mutation. */
export interface Happened extends CaseEvent {
  readonly id: string
}

/** An entry of the thread that says what happened. */
export const eventMessage = ({ actor, at }: Context, caseId: string, { id, name, detail }: Happened): Message => ({
  id,
  caseId,
  kind: 'event',
  author:
    actor.kind === 'agent'
      ? { kind: 'agent', id: agentIdOf(actor), name: actor.agent.name }
      : { kind: 'system', id: null, name: actor.name },
  text: '',
  html: null,
  at,
  macroId: null,
  event: { name, detail },
  source: null,
})

/** Writes a case that changed, and in its thread what happened to it. */
export const changedWith = (context: Context, row: Case, happened: Happened): Change[] => [
  put('cases', { ...row, updatedAt: context.at, messageCount: row.messageCount + 1 }),
  create('messages', eventMessage(context, row.id, happened)),
]
