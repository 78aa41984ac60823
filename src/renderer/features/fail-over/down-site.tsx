import type { ReactNode } from 'react'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { useCommands } from '#renderer/commands/use-commands.ts'
import { takeBack } from '#renderer/workspace/fail-over.ts'
import { useRow, useWorkspace } from '#renderer/workspace/use-rows.ts'
import { say, sayAt } from '#renderer/words/say.ts'
import type { Row } from '#shared/tables.ts'
import { FailOverFrame } from './fail-over-frame.tsx'
import { queueNames, siteNames } from './site-words.ts'

export interface SiteProps {
  site: Row<'sites'>
  /** Where another site can be chosen. */
  head: ReactNode
  onClose: () => void
}

/** A site that is down: since when, who works what, and the way back. */
export function DownSite({ site, head, onClose }: SiteProps) {
  const workspace = useWorkspace()
  const commands = useCommands()
  const by = useRow('agents', site.down?.byAgentId)
  const { since = '', reason = '', siteIds = [], queueIds = [] } = site.down ?? {}
  const back = (): void => {
    const { desk } = commands.contextNow()
    onClose()
    if (tellOutcome(desk, takeBack(workspace, site))) desk.tell(say('fail-over.back-done', { site: site.name }))
  }
  return (
    <FailOverFrame doLabel={say('fail-over.back')} onDo={back} onClose={onClose}>
      <div className="flex flex-col gap-3">
        {head}
        <p className="wrap-anywhere">
          {say('fail-over.down-text', { at: sayAt(since), by: by?.name ?? say('presence.somebody'), reason })}
        </p>
        <p className="wrap-anywhere text-ink-2">
          {say('fail-over.down-takers', {
            takers: siteNames(workspace, siteIds),
            queues: queueNames(workspace, queueIds),
          })}
        </p>
      </div>
    </FailOverFrame>
  )
}
