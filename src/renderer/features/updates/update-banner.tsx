import { useEffect } from 'react'
import { commandById } from '#renderer/commands/all-commands.ts'
import { useCommands } from '#renderer/commands/use-commands.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { followUpdates, putOffUpdate, useUpdate } from '#renderer/workspace/update-store.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { say } from '#renderer/words/say.ts'

/** Says that an update is here, until the person restarts or puts it off. */
export function UpdateBanner() {
  const workspace = useWorkspace()
  const commands = useCommands()
  const { state, putOff } = useUpdate()
  useEffect(() => followUpdates(workspace), [workspace])
  if (state.is !== 'ready' || putOff === state.version) return null
  const restart = commandById('desk.restart-to-update')
  return (
    <Banner
      action={
        <>
          <Button size="sm" onClick={() => restart !== undefined && commands.run(restart)}>
            {say('updates.restart')}
          </Button>
          <Button size="sm" look="quiet" onClick={putOffUpdate}>
            {say('updates.later')}
          </Button>
        </>
      }
    >
      {say('updates.ready', { version: state.version })}
    </Banner>
  )
}
