import type { Row } from '#shared/tables.ts'
import { say, sayAt } from '#renderer/words/say.ts'

/** Who has the escalation and since when, as one line. */
export function standingWords(escalation: Row<'escalations'>, meId: string, queueName: string | undefined): string {
  const { state, submittedAt } = escalation
  if (state === 'queued') {
    return say('escalation.in-queue', {
      queue: queueName ?? say('escalation.unknown-queue'),
      at: sayAt(submittedAt),
    })
  }
  if (state === 'waiting' && escalation.waiting) {
    const { for: who, nextUpdateAt } = escalation.waiting
    return say('escalation.waits-for', { who: say(`waiting-for.${who}`), at: sayAt(nextUpdateAt) })
  }
  if (state === 'accepted' || state === 'in-progress') return heldWords(escalation, meId)
  const last = escalation.turns.at(-1)
  const turned = { name: last?.byName ?? '', at: sayAt(last?.at ?? submittedAt) }
  if (state === 'returned') return say('escalation.returned-by', turned)
  return state === 'handed-back' || state === 'resolved' ? say('escalation.decided-by', turned) : ''
}

function heldWords({ holderId, holderName, heldSince, submittedAt }: Row<'escalations'>, meId: string): string {
  const at = sayAt(heldSince ?? submittedAt)
  if (holderId === meId) return say('escalation.held-by-you', { at })
  return say('escalation.held-by', { name: holderName ?? say('escalation.nobody'), at })
}
