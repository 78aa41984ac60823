import { useCallback } from 'react'
import type { Row } from '#shared/tables.ts'
import { commandById } from '#renderer/commands/all-commands.ts'
import { useCommands, useKeyLabel } from '#renderer/commands/use-commands.ts'
import { Button } from '#renderer/ui/button.tsx'
import { say } from '#renderer/words/say.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { Part } from './part.tsx'

/** Who follows the case, by name. */
function useFollowerNames(row: Row<'cases'>): readonly string[] {
  const ids = row.followerIds
  const read = useCallback(
    (workspace: Workspace) => (ids ?? []).flatMap((id) => workspace.get('agents', id)?.name ?? []),
    [ids],
  )
  return useRows(['agents'], read)
}

/** Who hears of what becomes of the case. Anyone who sees it may follow it. */
export function Followers({ row }: { row: Row<'cases'> }) {
  const commands = useCommands()
  const names = useFollowerNames(row)
  const key = useKeyLabel('case.follow')
  const isMine = row.followerIds?.includes(useWorkspace().me.id) === true
  const toggle = (): void => {
    const command = commandById('case.follow')
    if (command !== undefined) commands.run(command)
  }
  return (
    <Part
      title={say('details.followers')}
      action={
        <Button size="sm" keys={key} aria-pressed={isMine} onClick={toggle}>
          {say(isMine ? 'details.unfollow' : 'details.follow')}
        </Button>
      }
    >
      <p dir="auto" className={names.length === 0 ? 'text-ink-2' : 'wrap-anywhere'}>
        {names.length === 0 ? say('details.no-followers') : names.join(', ')}
      </p>
    </Part>
  )
}
