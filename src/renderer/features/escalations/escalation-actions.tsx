import type { Row } from '#shared/tables.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { Button } from '#renderer/ui/button.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { type WordKey, say } from '#renderer/words/say.ts'
import {
  acceptEscalation,
  beginEscalation,
  closeEscalation,
  sendHandedBack,
  withdrawEscalation,
} from '#renderer/workspace/case-actions.ts'
import { takeDecisionBack } from '#renderer/workspace/incident-steps.ts'
import { useComposeRequests } from '#renderer/workspace/compose-request.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Named } from '#renderer/workspace/workspace.ts'
import { type StepName, stepsOf } from './escalation-steps.ts'

interface EscalationActionsProps {
  readonly row: Row<'cases'>
  readonly escalation: Row<'escalations'>
}

/** What this agent can do about the escalation now; what they may not is shown with the reason. */
export function EscalationActions({ row, escalation }: EscalationActionsProps) {
  const workspace = useWorkspace()
  const steps = stepsOf(workspace, row, escalation)
  const runs = useRuns(row, escalation)
  const reasons = [...new Set(steps.flatMap(({ why }) => why ?? []))]
  if (steps.length === 0) return null
  return (
    <div className="flex flex-wrap items-center gap-2">
      {steps.map(({ name, why }, index) => (
        <Button
          key={name}
          size="sm"
          look={index === 0 && name !== 'withdraw' ? 'primary' : 'plain'}
          disabled={why !== null}
          title={why ?? undefined}
          onClick={runs[name]}
        >
          {say(`escalation.${name}`)}
        </Button>
      ))}
      {reasons.length > 0 && <span className="text-sm text-ink-3">{reasons.join(' ')}</span>}
    </div>
  )
}

function useRuns(row: Row<'cases'>, escalation: Row<'escalations'>): { readonly [N in StepName]: () => void } {
  const workspace = useWorkspace()
  const show = useScreen((screen) => screen.show)
  const write = useScreen((screen) => screen.write)
  const ask = useComposeRequests((requests) => requests.ask)
  const of = { caseId: row.id, escalationId: escalation.id }
  const tell = (named: Named, words: WordKey): void => {
    if (tellOutcome({ tell: notify }, named)) notify(say(words))
  }
  return {
    accept: () => tell(acceptEscalation(workspace, of, escalation.queueId), 'escalation.accepted'),
    return: () => show('return'),
    'hand-back': () => show('hand-back'),
    begin: () => tell(beginEscalation(workspace, of), 'escalation.done'),
    wait: () => show('wait'),
    reject: () => show('reject'),
    redirect: () => show('redirect'),
    resolve: () => show('resolve'),
    'send-reply': () => tell(sendHandedBack(workspace, row, escalation), 'escalation.closed'),
    complete: () => show('escalate'),
    withdraw: () => tell(withdrawEscalation(workspace, of), 'escalation.withdrawn'),
    'take-back': () => tell(takeDecisionBack(workspace, of), 'escalation.taken-back'),
    close: () => tell(closeEscalation(workspace, of), 'escalation.closed'),
    'use-reply': () => {
      ask({ caseId: row.id, kind: 'reply', text: escalation.replyText ?? '', macroId: null, how: 'insert' })
      write('reply')
      notify(say('escalation.reply-ready'))
    },
  }
}
