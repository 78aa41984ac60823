import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'
import { offlineWords } from './offline-words.ts'

const readBanner = ({ sync }: Workspace) => offlineWords(sync)

/** Says that there is no connection and that work goes on. */
export function OfflineBanner() {
  const workspace = useWorkspace()
  const words = useRows(['sync'], readBanner)
  if (words === null) return null
  return (
    <Banner
      tone="warn"
      action={
        <Button size="sm" onClick={() => workspace.retryNow()}>
          {say('offline.retry')}
        </Button>
      }
    >
      {say(words)}
    </Banner>
  )
}
