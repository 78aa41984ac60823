import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { isDown } from '#renderer/workspace/fail-over.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say, sayAt } from '#renderer/words/say.ts'
import type { Row } from '#shared/tables.ts'
import { queueNames, siteNames } from './site-words.ts'

const leading: ReadonlySet<string> = new Set(['supervisor', 'admin'])

/** What a site that is down means for whoever looks, or null where it means nothing to them. */
function wordsFor(workspace: Workspace, site: Row<'sites'>): string | null {
  const { me } = workspace
  const { since = '', reason = '', siteIds = [] } = site.down ?? {}
  const said = { site: site.name, at: sayAt(since), reason, takers: siteNames(workspace, siteIds) }
  if (me.siteId === site.id) return say('fail-over.mine', said)
  const lent = workspace
    .all('queues')
    .filter(({ lent: to }) =>
      to?.some((one) => one.forSiteId === site.id && me.siteId !== null && one.siteIds.includes(me.siteId)),
    )
    .sort((a, b) => a.position - b.position)
  if (lent.length === 0) return me.sees === 'workspace' ? say('fail-over.others', said) : null
  const queues = queueNames(
    workspace,
    lent.map(({ id }) => id),
  )
  return say('fail-over.lent', { ...said, queues })
}

const read = (
  workspace: Workspace,
): { readonly banners: { id: string; words: string }[]; readonly leads: boolean } => ({
  banners: workspace
    .all('sites')
    .filter(isDown)
    .flatMap((site) => {
      const words = wordsFor(workspace, site)
      return words === null ? [] : [{ id: site.id, words }]
    }),
  leads: leading.has(workspace.me.role),
})

/** Says which sites are down and who works their queues meanwhile. */
export function FailOverBanner() {
  const { banners, leads } = useRows(['sites', 'queues', 'agents'], read)
  return banners.map(({ id, words }) => (
    <Banner
      key={id}
      action={
        leads && (
          <Button size="sm" onClick={() => useScreen.getState().show('fail-over')}>
            {say('fail-over.show')}
          </Button>
        )
      }
    >
      {words}
    </Banner>
  ))
}
