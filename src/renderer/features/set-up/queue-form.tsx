import { type ReactNode, type Ref, useCallback, useMemo } from 'react'
import { EscalationReason } from '#shared/domain/escalation.ts'
import type { Row } from '#shared/tables.ts'
import { CheckList } from '#renderer/ui/check-list.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { handsFor, routingRights, skillsInUse } from '#renderer/workspace/routing-settings.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say, sayList } from '#renderer/words/say.ts'
import { type QueueDraft, type QueueFault, queueAfter, queueFaults } from './queue-draft.ts'
import { SettingHistory } from './setting-history.tsx'
import { Tick } from '#renderer/ui/tick.tsx'

interface QueueFormProps {
  readonly queue: Row<'queues'>
  readonly isNew: boolean
  readonly draft: QueueDraft
  /** Whether what is wrong is pointed at yet. */
  readonly isTried: boolean
  readonly onChange: (set: Partial<QueueDraft>) => void
  /** Of a queue that is new: what it is for. */
  readonly onKind: (kind: Row<'queues'>['kind']) => void
  readonly first: Ref<HTMLInputElement>
}

/** How a queue is worked. */
export function QueueForm(props: QueueFormProps) {
  const { queue, draft, onChange } = props
  const workspace = useWorkspace()
  const may = routingRights(workspace)
  const faults = props.isTried ? queueFaults(draft) : []
  const errorOf = (fault: QueueFault): string | null => (faults.includes(fault) ? say(`routing.fault-${fault}`) : null)
  const text = (field: 'name' | 'markets' | 'takeUp' | 'away' | 'raise') => ({
    value: draft[field],
    onChange: ({ target }: { target: { value: string } }) => onChange({ [field]: target.value }),
  })
  const isLocked = !props.isNew && !may.arrangeQueue(queue)
  return (
    // Supervisors of other sites read how it is worked.
    <fieldset disabled={isLocked} className="flex min-w-0 flex-col gap-4">
      <legend className="sr-only">{say('routing.queue')}</legend>
      {isLocked && <p className="text-warn">{say('routing.locked')}</p>}
      <Pair>
        <Field label={say('routing.name')} error={errorOf('name')}>
          {(control) => <TextField {...control} ref={props.first} dir="auto" maxLength={120} {...text('name')} />}
        </Field>
        {props.isNew ? (
          <Field label={say('routing.kind')}>
            {(control) => (
              <SelectField
                {...control}
                value={queue.kind}
                options={(['cases', 'escalations'] as const).map((value) => ({
                  value,
                  label: say(`routing.kind-${value}`),
                }))}
                onChange={props.onKind}
              />
            )}
          </Field>
        ) : (
          <WorkField draft={draft} onChange={onChange} />
        )}
      </Pair>
      {props.isNew && <WorkField draft={draft} onChange={onChange} />}
      <Pair>
        <Field label={say('routing.markets')} hint={say('routing.markets-hint')} error={errorOf('markets')}>
          {(control) => <TextField {...control} maxLength={300} spellCheck={false} {...text('markets')} />}
        </Field>
        <Field label={say('routing.away')} hint={say('routing.away-hint')} error={errorOf('away')}>
          {(control) => <TextField {...control} inputMode="numeric" maxLength={4} {...text('away')} />}
        </Field>
      </Pair>
      {draft.work === 'push' && (
        <>
          <Pair>
            <SkillsField value={draft.skills} onChange={(skills) => onChange({ skills })} />
            <Field label={say('routing.take-up')} hint={say('routing.take-up-hint')} error={errorOf('take-up')}>
              {(control) => <TextField {...control} inputMode="numeric" maxLength={4} {...text('takeUp')} />}
            </Field>
          </Pair>
          <Tick isOn={draft.isByLanguage} onChange={() => onChange({ isByLanguage: !draft.isByLanguage })}>
            {say('routing.by-language')}
          </Tick>
          {queue.kind === 'cases' && (
            <Tick isOn={draft.isRoutedAnew} onChange={() => onChange({ isRoutedAnew: !draft.isRoutedAnew })}>
              {say('routing.anew')}
            </Tick>
          )}
          {faults.length === 0 && <Hands queue={queue} draft={draft} />}
        </>
      )}
      {queue.kind === 'escalations' && (
        <Pair>
          <CheckList
            label={say('routing.reasons')}
            items={EscalationReason.options.map((id) => ({ id, label: say(`escalation-reason.${id}`) }))}
            chosen={draft.reasons}
            onChange={(reasons) => onChange({ reasons })}
          />
          <Field label={say('routing.raise')} hint={say('routing.raise-hint')} error={errorOf('raise')}>
            {(control) => <TextField {...control} inputMode="numeric" maxLength={5} {...text('raise')} />}
          </Field>
        </Pair>
      )}
      {queue.kind === 'cases' && (
        <OverflowFields queue={queue} draft={draft} error={errorOf('overflow')} onChange={onChange} />
      )}
      <Places draft={draft} mayOpen={may.open()} onChange={onChange} />
      {!props.isNew && <SettingHistory rowId={queue.id} />}
    </fieldset>
  )
}

const Pair = ({ children }: { children: ReactNode }) => (
  <div className="grid grid-cols-2 items-start gap-4 max-[60rem]:grid-cols-1">{children}</div>
)

type Part = Pick<QueueFormProps, 'draft' | 'onChange'>

const WorkField = ({ draft, onChange }: Part) => (
  <Field label={say('routing.work')}>
    {(control) => (
      <SelectField
        {...control}
        value={draft.work}
        options={(['pull', 'push'] as const).map((value) => ({ value, label: say(`routing.${value}`) }))}
        onChange={(work) => onChange({ work })}
      />
    )}
  </Field>
)

/** Skills, written as they were before. */
export function SkillsField({ value, onChange }: { value: string; onChange: (skills: string) => void }) {
  const known = useRows(['queues', 'agents'], skillsInUse)
  const hint = known.length === 0 ? say('routing.skills-hint') : say('routing.skills-known', { list: sayList(known) })
  return (
    <Field label={say('routing.skills')} hint={hint}>
      {(control) => (
        <TextField
          {...control}
          dir="auto"
          maxLength={600}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  )
}

/** Where cases go on to that nobody was free for. */
function OverflowFields({ queue, draft, error, onChange }: Part & { queue: Row<'queues'>; error: string | null }) {
  const read = useCallback(
    (workspace: Workspace) =>
      workspace
        .all('queues')
        .filter(({ id, kind }) => kind === 'cases' && id !== queue.id)
        .sort((a, b) => a.position - b.position || a.name.localeCompare(b.name))
        .map(({ id, name }) => ({ value: id, label: name })),
    [queue.id],
  )
  const others = useRows(['queues'], read)
  return (
    <Pair>
      <Field label={say('routing.overflow')} hint={say('routing.overflow-hint')}>
        {(control) => (
          <SelectField
            {...control}
            value={draft.overflowTo === '' ? 'nowhere' : draft.overflowTo}
            options={[{ value: 'nowhere', label: say('routing.nowhere') }, ...others]}
            onChange={(to) => onChange({ overflowTo: to === 'nowhere' ? '' : to })}
          />
        )}
      </Field>
      {draft.overflowTo !== '' && (
        <Field label={say('routing.overflow-after')} hint={say('routing.overflow-after-hint')} error={error}>
          {(control) => (
            <TextField
              {...control}
              inputMode="numeric"
              maxLength={5}
              value={draft.overflowAfter}
              onChange={({ target }) => onChange({ overflowAfter: target.value })}
            />
          )}
        </Field>
      )}
    </Pair>
  )
}

const readPlaces = (workspace: Workspace) => ({
  teams: workspace.all('teams').sort((a, b) => a.name.localeCompare(b.name)),
  sites: workspace.all('sites').sort((a, b) => a.name.localeCompare(b.name)),
})

/** Who works the queue, by team and by site. */
function Places({ draft, mayOpen, onChange }: Part & { mayOpen: boolean }) {
  const { teams, sites } = useRows(['teams', 'sites'], readPlaces)
  const itemsOf = (rows: readonly { readonly id: string; readonly name: string }[]) =>
    rows.map(({ id, name }) => ({ id, label: name }))
  return (
    <fieldset disabled={!mayOpen} className="min-w-0">
      <legend className="sr-only">{say('routing.places')}</legend>
      <Pair>
        <CheckList
          label={say('routing.teams')}
          items={itemsOf(teams)}
          chosen={draft.teamIds}
          onChange={(teamIds) => onChange({ teamIds })}
        />
        <CheckList
          label={say('routing.sites')}
          items={itemsOf(sites)}
          chosen={draft.siteIds}
          onChange={(siteIds) => onChange({ siteIds })}
        />
      </Pair>
      {!mayOpen && <p className="pt-1 text-sm text-ink-3">{say('routing.places-locked')}</p>}
    </fieldset>
  )
}

/** How many agents could be given its cases: a queue that nobody is fit for is found here, and not by those who wait in it. */
function Hands({ queue, draft }: { queue: Row<'queues'>; draft: QueueDraft }) {
  const after = useMemo(() => queueAfter(queue, draft), [queue, draft])
  const read = useCallback((workspace: Workspace) => handsFor(workspace, after), [after])
  const { fit, ready } = useRows(['agents', 'agentStatuses'], read)
  return <p className={fit === 0 ? 'text-warn' : 'text-ink-2'}>{say('routing.hands', { fit, ready })}</p>
}
