import type { Row } from '#shared/tables.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { CheckList } from '#renderer/ui/check-list.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

interface SopGatesProps {
  readonly workspace: Workspace
  readonly sop: Row<'sops'>
  readonly queues: readonly Row<'queues'>[]
}

/** Which queues give nobody a case before they have acknowledged this SOP. */
export function SopGates({ workspace, sop, queues }: SopGatesProps) {
  const gated = new Set(
    queues.filter(({ sopGates = [] }) => sopGates.some(({ groupId }) => groupId === sop.groupId)).map(({ id }) => id),
  )
  const change = (next: ReadonlySet<string>): void => {
    for (const { id } of queues) {
      if (next.has(id) === gated.has(id)) continue
      const named = workspace.mutate('sop.gate', { sopId: sop.id, queueId: id, isAsked: next.has(id) })
      if (!tellOutcome({ tell: notify }, named)) return
    }
  }
  return (
    <CheckList
      label={say('sop.gates')}
      items={queues.filter(({ kind }) => kind === 'cases').map(({ id, name }) => ({ id, label: name }))}
      chosen={gated}
      onChange={change}
    />
  )
}
