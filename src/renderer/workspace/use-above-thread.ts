import { useState } from 'react'
import type { Row } from '#shared/tables.ts'
import { type Tall, firstToShow } from './above-thread.ts'
import { useRow, useWorkspace } from './use-rows.ts'

/** Whether one of several is a line for now, and what shows it whole, or makes it one; null where it has the room to itself. */
export interface Fold {
  readonly isLine: boolean
  readonly turn: () => void
}

/** Which of what stands above the thread is shown whole, where there is more than one: the most urgent, until somebody says otherwise. */
export function useAboveThread(row: Row<'cases'>): { readonly [T in Tall]: Fold | null } {
  const workspace = useWorkspace()
  const queue = useRow('queues', row.escalation?.queueId)
  // A question on the case is seen by those alone whom it is about.
  const ask = useRow('asks', row.ask?.id)
  const [chosen, choose] = useState<Tall | null>(null)
  const first = ask === undefined ? null : firstToShow(row, queue, workspace.me)
  if (first === null) return { escalation: null, ask: null }
  const whole = chosen ?? first
  const fold = (what: Tall, other: Tall): Fold => ({
    isLine: whole !== what,
    turn: () => choose(whole === what ? other : what),
  })
  return { escalation: fold('escalation', 'ask'), ask: fold('ask', 'escalation') }
}
