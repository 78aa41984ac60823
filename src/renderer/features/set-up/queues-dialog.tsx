import { Plus } from 'lucide-react'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { newId } from '#shared/new-id.ts'
import type { Row } from '#shared/tables.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { orderQueues, queuesByRank, routingRights, saveQueue } from '#renderer/workspace/routing-settings.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import { say } from '#renderer/words/say.ts'
import { type QueueDraft, newQueue, queueChanges, queueDraftOf, queueFaults } from './queue-draft.ts'
import { QueueForm } from './queue-form.tsx'
import { SettingList } from './setting-list.tsx'
import { SettingsFrame } from './settings-frame.tsx'
import { useDrafts } from './use-drafts.ts'

type Queue = Row<'queues'>

function lineWords({ kind, work, skills = [] }: Queue): string {
  const how = say(work === 'push' ? 'routing.push-short' : 'routing.pull-short')
  return [say(`routing.kind-${kind}`), how, ...skills].join(' · ')
}

/** The queues, the one that is being made last, and the one that is chosen. */
function useQueues() {
  const rows = useRows(['queues'], queuesByRank)
  const [made, setMade] = useState<Queue | null>(null)
  const [chosenId, choose] = useState(() => rows[0]?.id ?? '')
  const queues = useMemo(
    () => (made === null || rows.some(({ id }) => id === made.id) ? rows : [...rows, made]),
    [rows, made],
  )
  return { rows, queues, made, setMade, chosen: queues.find(({ id }) => id === chosenId), choose }
}

/** Moves a queue up or down among those that come first. */
function useMoving(rows: readonly Queue[], chosen: Queue | undefined): (by: -1 | 1) => void {
  const workspace = useWorkspace()
  return (by) => {
    const at = rows.findIndex(({ id }) => id === chosen?.id)
    const ids = rows.map(({ id }) => id)
    const [id, other] = [ids[at], ids[at + by]]
    if (id === undefined || other === undefined) return
    ids[at] = other
    ids[at + by] = id
    if (tellOutcome({ tell: notify }, orderQueues(workspace, ids, id))) {
      notify(say('routing.moved', { queue: chosen?.name ?? '', place: at + by + 1 }))
    }
  }
}

/** For those who lead: how each queue is worked, and which comes first. */
export function QueuesDialog() {
  const workspace = useWorkspace()
  const { rows, queues, made, setMade, chosen, choose } = useQueues()
  const drafts = useDrafts<QueueDraft, Queue>()
  const move = useMoving(rows, chosen)
  const [isTried, setTried] = useState(false)
  const first = useRef<HTMLInputElement>(null)
  const isNew = chosen !== undefined && chosen.id === made?.id && !rows.some(({ id }) => id === chosen.id)
  const draft = chosen === undefined ? undefined : (drafts.of(chosen) ?? queueDraftOf(chosen))
  const isChanged = (queue: Queue): boolean => {
    const written = drafts.of(queue)
    return written !== undefined && Object.keys(queueChanges(queue, written)).length > 0
  }
  const point = (id: string): void => {
    choose(id)
    setTried(false)
  }
  const add = (): void => {
    if (!routingRights(workspace).open()) return notify(say('refused.not-allowed'), { tone: 'bad' })
    const queue = made ?? newQueue(newId())
    setMade(queue)
    point(queue.id)
    requestAnimationFrame(() => first.current?.focus())
  }
  const save = (): void => {
    if (chosen === undefined || draft === undefined) return
    setTried(true)
    if (queueFaults(draft).length > 0) return
    const set = queueChanges(chosen, draft)
    if (!tellOutcome({ tell: notify }, saveQueue(workspace, chosen.id, set, isNew ? chosen.kind : undefined))) return
    drafts.saved(chosen)
    setTried(false)
    if (isNew) setMade(null)
    notify(say('routing.saved', { name: draft.name.trim() }))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || event.ctrlKey || event.metaKey) return
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null
    if (by === null && event.code !== 'KeyN') return
    event.preventDefault()
    event.stopPropagation()
    if (by === null) add()
    else if (!isNew) move(by)
  }
  const canSave = chosen !== undefined && isChanged(chosen)
  const faults = isTried && draft !== undefined ? queueFaults(draft).length : 0
  return (
    <SettingsFrame
      title={say('routing.queues')}
      text={say('routing.queues-text')}
      note={faults > 0 ? say('set-up.faults', { n: faults }) : say('routing.order-hint')}
      onSave={canSave ? save : undefined}
      onClose={() => drafts.leave(queues.filter(isChanged).length, () => useScreen.getState().show(null))}
      onKeyDown={onKeyDown}
      list={
        <>
          <SettingList
            items={queues}
            label={say('routing.queues')}
            chosen={chosen}
            wordsOf={(queue) => ({
              label: queue.name === '' ? say('routing.new-queue') : queue.name,
              detail: lineWords(queue),
              place: queues.indexOf(queue) + 1,
              isChanged: isChanged(queue),
            })}
            onPoint={point}
            onEnter={() => first.current?.focus()}
          />
          <div className="border-t border-line p-2">
            <Button icon={<Plus size={14} aria-hidden />} keys="Alt+N" onClick={add}>
              {say('routing.new-queue')}
            </Button>
          </div>
        </>
      }
    >
      {chosen === undefined || draft === undefined ? (
        <EmptyState title={say('routing.no-queue')} text={say('routing.no-queue-text')} />
      ) : (
        <QueueForm
          key={chosen.id}
          queue={chosen}
          isNew={isNew}
          draft={draft}
          isTried={isTried}
          first={first}
          onChange={(set) => drafts.put(chosen, { ...draft, ...set })}
          onKind={(kind) => setMade({ ...chosen, kind })}
        />
      )}
    </SettingsFrame>
  )
}
