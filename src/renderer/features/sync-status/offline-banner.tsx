import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'

const readIsOffline = ({ sync }: Workspace): boolean => sync.connection === 'offline' && sync.ended === null

/** Says that there is no connection and that work goes on. */
export function OfflineBanner() {
  const workspace = useWorkspace()
  const isOffline = useRows(['sync'], readIsOffline)
  if (!isOffline) return null
  return (
    <Banner
      tone="warn"
      action={
        <Button size="sm" onClick={() => workspace.retryNow()}>
          {say('offline.retry')}
        </Button>
      }
    >
      {say('offline.banner')}
    </Banner>
  )
}
