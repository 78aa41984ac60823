import { useState } from 'react'
import { type DisputeDeadline, expiriesOf } from '#shared/domain/dispute-deadline.ts'
import { DisputeState } from '#shared/domain/dispute-state.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import { saveDeadline } from '#renderer/workspace/dispute-actions.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { expiryWords, kindWords } from './dispute-words.ts'

const close = (): void => useScreen.getState().show(null)
const order = DisputeState.options
const readDeadlines = (workspace: Workspace) =>
  workspace
    .all('deadlines')
    .filter(({ active }) => active)
    .sort((a, b) => order.indexOf(a.step) - order.indexOf(b.step) || a.id.localeCompare(b.id, 'en'))

const whereOf = ({ market, kind }: DisputeDeadline): string =>
  [market ?? say('sop.every-market'), ...(kind === null ? [] : [kindWords(kind)])].join(' · ')

const lengthOf = ({ duration, unit }: DisputeDeadline): string => say(`deadline-unit.${unit}`, { n: duration })

/** For supervisors: how long each step of a dispute may take, by which source, and who answers for it. */
export function DeadlinesDialog() {
  const deadlines = useRows(['deadlines'], readDeadlines)
  const [id, setId] = useState<string | null>(null)
  const chosen = deadlines.find((deadline) => deadline.id === id)
  if (chosen !== undefined) return <DeadlineForm key={chosen.id} deadline={chosen} onDone={() => setId(null)} />
  return (
    <Dialog
      title={say('commands.deadlines')}
      description={say('deadlines.text')}
      onClose={close}
      closeLabel={say('common.close')}
      size="lg"
    >
      {deadlines.length === 0 && <p className="text-ink-2">{say('deadlines.none')}</p>}
      <ul>
        {deadlines.map((deadline) => (
          <li key={deadline.id} className="border-b border-line-soft last:border-0">
            <button
              type="button"
              className="-mx-2 grid w-[calc(100%+1rem)] grid-cols-[1fr_7rem] gap-x-3 rounded-md px-2 py-1.5 text-start hover:bg-hover"
              onClick={() => setId(deadline.id)}
            >
              <span className="min-w-0 truncate">
                {say(`dispute-state.${deadline.step}`)} <span className="text-ink-3">{whereOf(deadline)}</span>
              </span>
              <span className="text-right tabular-nums">{lengthOf(deadline)}</span>
              <span className="col-span-2 flex flex-wrap gap-2 text-sm text-ink-3">
                {deadline.isPeers && <Tag tone="warn">{say('dispute.peers-figure')}</Tag>}
                <span dir="auto" className="min-w-0 truncate">
                  {say('deadlines.source', { source: deadline.source.name })}
                </span>
                <span>{deadline.owner ?? say('deadlines.no-owner')}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

function DeadlineForm({ deadline, onDone }: { deadline: DisputeDeadline; onDone: () => void }) {
  const workspace = useWorkspace()
  const [draft, setDraft] = useState(deadline)
  const [typed, setTyped] = useState(String(deadline.duration))
  const duration = Number(typed)
  const isRight = Number.isInteger(duration) && duration >= 1 && duration <= 3000
  const change = (part: Partial<DisputeDeadline>): void => setDraft({ ...draft, ...part })
  const save = (): void => {
    const named = saveDeadline(workspace, { ...draft, duration, isPeers: false })
    if (!tellOutcome({ tell: notify }, named)) return
    notify(say('deadlines.saved'))
    onDone()
  }
  return (
    <Dialog
      title={say(`dispute-state.${deadline.step}`)}
      description={whereOf(deadline)}
      onClose={onDone}
      closeLabel={say('common.close')}
      footer={
        <>
          <Button onClick={onDone}>{say('common.cancel')}</Button>
          <Button look="primary" disabled={!isRight || draft.source.name.trim() === ''} onClick={save}>
            {say('deadlines.save')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <div className="grid grid-cols-2 gap-4">
          <Field label={say('deadlines.duration')} error={isRight ? null : say('deadlines.bad-duration')}>
            {(control) => (
              <TextField
                {...control}
                inputMode="numeric"
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
          <Field label={say('deadlines.unit')}>
            {(control) => (
              <SelectField
                {...control}
                value={draft.unit}
                options={(['hour', 'calendar-day', 'business-day'] as const).map((value) => ({
                  value,
                  label: say(`deadline-unit.${value}`, { n: isRight ? duration : 1 }),
                }))}
                onChange={(unit) => change({ unit })}
              />
            )}
          </Field>
        </div>
        <Field label={say('deadlines.expiry')}>
          {(control) => (
            <SelectField
              {...control}
              value={draft.onExpiry}
              options={expiriesOf(deadline.step).map((value) => ({ value, label: expiryWords(value) }))}
              onChange={(onExpiry) => change({ onExpiry })}
            />
          )}
        </Field>
        <Field label={say('deadlines.source-label')} hint={deadline.isPeers ? say('deadlines.peers-hint') : undefined}>
          {(control) => (
            <TextField
              {...control}
              dir="auto"
              maxLength={300}
              value={draft.source.name}
              onChange={(event) => change({ source: { ...draft.source, name: event.target.value } })}
            />
          )}
        </Field>
        <div className="grid grid-cols-2 gap-4">
          <Field label={say('deadlines.verified')}>
            {(control) => (
              <TextField
                {...control}
                type="date"
                value={draft.verifiedAt ?? ''}
                onChange={(event) => change({ verifiedAt: event.target.value === '' ? null : event.target.value })}
              />
            )}
          </Field>
          <Field label={say('deadlines.owner')}>
            {(control) => (
              <TextField
                {...control}
                dir="auto"
                maxLength={120}
                value={draft.owner ?? ''}
                onChange={(event) => change({ owner: event.target.value === '' ? null : event.target.value })}
              />
            )}
          </Field>
        </div>
      </div>
    </Dialog>
  )
}
