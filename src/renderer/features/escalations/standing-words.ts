import type { Row } from '#shared/tables.ts'
import { say, sayAge } from '#renderer/words/say.ts'

/** Who has the escalation and since when, as one line. */
export function standingWords(
  escalation: Row<'escalations'>,
  meId: string,
  queueName: string | undefined,
  now: number,
): string {
  const { state, submittedAt } = escalation
  if (state === 'queued') {
    return say('escalation.in-queue', {
      queue: queueName ?? say('escalation.unknown-queue'),
      age: sayAge(submittedAt, now),
    })
  }
  if (state === 'accepted') return heldWords(escalation, meId, now)
  const last = escalation.turns.at(-1)
  const turned = { name: last?.byName ?? '', age: sayAge(last?.at ?? submittedAt, now) }
  if (state === 'returned') return say('escalation.returned-by', turned)
  return state === 'handed-back' ? say('escalation.decided-by', turned) : ''
}

function heldWords({ holderId, holderName, heldSince, submittedAt }: Row<'escalations'>, meId: string, now: number): string {
  const age = sayAge(heldSince ?? submittedAt, now)
  if (holderId === meId) return say('escalation.held-by-you', { age })
  return say('escalation.held-by', { name: holderName ?? say('escalation.nobody'), age })
}
