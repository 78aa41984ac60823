import { useCallback, useRef, useState } from 'react'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { useCommands } from '#renderer/commands/use-commands.ts'
import { CheckList } from '#renderer/ui/check-list.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { atWork, coverage, isDown, markDown, queuesOfSite } from '#renderer/workspace/fail-over.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say, sayList } from '#renderer/words/say.ts'
import type { Row } from '#shared/tables.ts'
import type { SiteProps } from './down-site.tsx'
import { FailOverFrame } from './fail-over-frame.tsx'
import { siteNames } from './site-words.ts'

type Site = Row<'sites'>

/** The sites that could stand in for this one. */
const others = (workspace: Workspace, site: Site): Site[] =>
  workspace
    .all('sites')
    .filter((one) => {
      const isNamed = site.failoverSiteIds?.includes(one.id) === true
      return one.id !== site.id && !isDown(one) && (isNamed || workspace.me.sees === 'workspace')
    })
    .sort((a, b) => a.name.localeCompare(b.name))

/** What there is to choose from, with how much it comes to. */
function useChoices(site: Site) {
  const read = useCallback(
    (workspace: Workspace) => ({
      takers: others(workspace, site).map(({ id, name }) => ({
        id,
        label: say('fail-over.taker', { site: name, n: atWork(workspace, id) }),
      })),
      queues: queuesOfSite(workspace, site.id).map(({ id, name }) => ({
        id,
        label: say('fail-over.queue', { queue: name, n: workspace.lists.count(`queue/${id}`) }),
      })),
    }),
    [site],
  )
  return useRows(['sites', 'queues', 'agents', 'agentStatuses', 'cases', 'teams'], read)
}

/** Whether those who take over may see what waits. */
function Coverage({ queueIds, siteIds }: { queueIds: readonly string[]; siteIds: readonly string[] }) {
  const read = useCallback((workspace: Workspace) => coverage(workspace, queueIds, siteIds), [queueIds, siteIds])
  const { open, unseen, markets } = useRows(['cases', 'agents'], read)
  if (open === 0 || siteIds.length === 0) return null
  return unseen === 0 ? (
    <p className="text-sm text-ink-2">{say('fail-over.covered', { n: open })}</p>
  ) : (
    <p className="text-sm text-warn">{say('fail-over.uncovered', { n: unseen, markets: sayList(markets) })}</p>
  )
}

/** Who takes over which queues of a site, and why. */
export function MarkDownForm({ site, head, onClose }: SiteProps) {
  const workspace = useWorkspace()
  const commands = useCommands()
  const { takers, queues } = useChoices(site)
  const [chosenSites, setSites] = useState<ReadonlySet<string>>(
    () => new Set(takers.map(({ id }) => id).filter((id) => site.failoverSiteIds?.includes(id))),
  )
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const reasonField = useRef<HTMLInputElement>(null)
  const siteIds = takers.flatMap(({ id }) => (chosenSites.has(id) ? [id] : []))
  const queueIds = queues.flatMap(({ id }) => (left.has(id) ? [] : [id]))
  const chosenQueues = new Set(queueIds)
  const isReasonMissing = reason.trim() === ''
  const send = (): void => {
    setTried(true)
    if (isReasonMissing) return reasonField.current?.focus()
    if (siteIds.length === 0) return
    const { desk } = commands.contextNow()
    if (!tellOutcome(desk, markDown(workspace, { siteId: site.id, siteIds, queueIds, reason: reason.trim() }))) return
    onClose()
    desk.tell(say('fail-over.done', { site: site.name, takers: siteNames(workspace, siteIds) }))
  }
  return (
    <FailOverFrame doLabel={say('fail-over.do')} onDo={send} onClose={onClose}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        {head}
        <Field
          label={say('fail-over.reason')}
          hint={say('fail-over.reason-hint')}
          error={isTried && isReasonMissing ? say('fail-over.reason-missing') : null}
        >
          {(control) => (
            <TextField
              {...control}
              ref={reasonField}
              maxLength={300}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <CheckList
          label={say('fail-over.takers')}
          items={takers}
          chosen={chosenSites}
          error={isTried && siteIds.length === 0 ? say('fail-over.takers-missing') : null}
          onChange={setSites}
        />
        <CheckList
          label={say('fail-over.queues')}
          items={queues}
          chosen={chosenQueues}
          emptyText={say('fail-over.no-queues')}
          onChange={(chosen) => setLeft(new Set(queues.flatMap(({ id }) => (chosen.has(id) ? [] : [id]))))}
        />
        <Coverage key={[...queueIds, ...siteIds].join()} queueIds={queueIds} siteIds={siteIds} />
      </form>
    </FailOverFrame>
  )
}
