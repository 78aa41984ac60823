import { useCallback, useState } from 'react'
import { canMoveFrom } from '#shared/domain/dispute-state.ts'
import { isOpenAction, isWithin, spentOn } from '#shared/domain/desk-action.ts'
import type { DeskAction } from '#shared/domain/desk-action.ts'
import { can } from '#shared/permissions.ts'
import type { Row } from '#shared/tables.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { say, sayAt } from '#renderer/words/say.ts'
import { approveAction, declineAction, withdrawAction } from '#renderer/workspace/desk-action-steps.ts'
import { useNow } from '#renderer/workspace/use-now.ts'
import { useRow, useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Named, Workspace } from '#renderer/workspace/workspace.ts'
import { actionWords } from './action-words.ts'

/** What was asked for on a case and is not done yet, with what this agent can do about it. */
export function ActionLines({ row }: { row: Row<'cases'> }) {
  const find = useCallback((from: Workspace) => from.children('actions', row.id), [row.id])
  const actions = useRows(['actions'], find)
  const open = actions.filter(({ state }) => isOpenAction(state))
  if (open.length === 0) return null
  return (
    <section aria-label={say('action.open')} className="flex shrink-0 flex-col border-b border-line bg-raise">
      {open.map((action) => (
        <ActionLine key={action.id} row={row} action={action} all={actions} />
      ))}
    </section>
  )
}

interface ActionLineProps {
  readonly row: Row<'cases'>
  readonly action: DeskAction
  readonly all: readonly DeskAction[]
}

/** After so long somebody wonders what becomes of it. */
const soonMs = 60_000

/** What becomes of something that was ordered and is not carried out: nobody may have been told how, or by whom. */
function Ordered({ action }: Pick<ActionLineProps, 'action'>) {
  const now = useNow()
  const dispute = useRow('disputes', action.disputeId)
  const { state } = dispute?.work ?? {}
  if (action.state !== 'ordered' || action.ordered === null) return null
  const isCalledFor = state === undefined || canMoveFrom(state, 'execute')
  if (isCalledFor && now - Date.parse(action.ordered.at) < soonMs) return null
  return (
    <span className="w-full text-sm text-warn">
      {isCalledFor ? say('action.not-yet', { at: sayAt(action.ordered.at) }) : say('action.not-called-for')}
    </span>
  )
}

const tell = (named: Named, words: string): void => {
  if (tellOutcome({ tell: notify }, named)) notify(words)
}

function ActionLine({ row, action, all }: ActionLineProps) {
  const workspace = useWorkspace()
  const [why, setWhy] = useState<string | null>(null)
  const of = { caseId: row.id, actionId: action.id }
  const isOwn = action.asked.byAgentId === workspace.me.id
  const spent = spentOn(
    all.filter(({ id }) => id !== action.id),
    action.currency,
  )
  const { kind, amount, currency } = action
  const isWithinMine = isWithin(workspace.all('limits'), workspace.me.role, {
    kind,
    market: row.market,
    amount,
    currency,
    spent,
  })
  const mayDecline = can({ kind: 'agent', agent: workspace.me }).declineAction(action)
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 py-2">
      <Tag tone={action.state === 'asked' ? 'warn' : 'accent'}>{say(`action-state.${action.state}`)}</Tag>
      <span className="min-w-0 font-medium">{actionWords(action)}</span>
      <span dir="auto" className="min-w-0 truncate text-ink-2" title={action.reason}>
        <bdi>{action.asked.byName}</bdi> · {action.reason}
      </span>
      {action.state === 'asked' && (
        <span className="ml-auto flex items-center gap-2">
          {!isOwn && isWithinMine && (
            <Button
              size="sm"
              look="primary"
              onClick={() => tell(approveAction(workspace, action), say('action.ordered'))}
            >
              {say('action.approve')}
            </Button>
          )}
          {mayDecline && (
            <Button size="sm" onClick={() => setWhy('')}>
              {say('action.decline')}
            </Button>
          )}
          {isOwn && (
            <Button size="sm" onClick={() => tell(withdrawAction(workspace, of), say('action-state.withdrawn'))}>
              {say('action.withdraw')}
            </Button>
          )}
        </span>
      )}
      <Ordered action={action} />
      {why !== null && (
        <form
          className="flex w-full items-center gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            if (why.trim() !== '') tell(declineAction(workspace, of, why.trim()), say('action-state.declined'))
          }}
        >
          <TextField
            aria-label={say('action.why')}
            placeholder={say('action.why')}
            dir="auto"
            maxLength={1000}
            value={why}
            onChange={(event) => setWhy(event.target.value)}
          />
          <Button size="sm" type="submit" disabled={why.trim() === ''}>
            {say('action.decline')}
          </Button>
        </form>
      )}
    </div>
  )
}
