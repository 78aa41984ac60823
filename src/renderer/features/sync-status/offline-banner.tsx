import { useCallback } from 'react'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { useCertificate } from '#renderer/workspace/certificate-store.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'
import { offlineWords } from './offline-words.ts'

/** Says that there is no connection and that work goes on. */
export function OfflineBanner() {
  const workspace = useWorkspace()
  const { isRefused } = useCertificate()
  const read = useCallback(({ sync }: Workspace) => offlineWords(sync, isRefused), [isRefused])
  const words = useRows(['sync'], read)
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
