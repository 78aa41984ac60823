import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'
import { keepAgain } from './keep-again.ts'
import { keepingWords } from './keeping-words.ts'

const read = (workspace: Workspace) => keepingWords(workspace.keeping, workspace.waiting().length)

/** Says what an agent should know about how things are kept here: the most pressing of it, until it is settled or read. */
export function KeepingBanner() {
  const workspace = useWorkspace()
  const banner = useRows(['keeping', 'outbox'], read)
  if (banner === null) return null
  const { show } = useScreen.getState()
  return (
    <Banner
      tone={banner.tone}
      action={
        <>
          {(banner.is === 'unsafe' || banner.is === 'behind') && (
            <Button size="sm" onClick={() => keepAgain(workspace)}>
              {say('health.keep-again')}
            </Button>
          )}
          {banner.is === 'incidents' && (
            <Button size="sm" look="quiet" onClick={() => workspace.dismissIncidents()}>
              {say('health.read')}
            </Button>
          )}
          <Button size="sm" onClick={() => show('health')}>
            {say('keeping.details')}
          </Button>
        </>
      }
    >
      {banner.words}
    </Banner>
  )
}
