import { type ReactNode, useState } from 'react'
import type { ClockPolicy } from '#shared/domain/clock-policy.ts'
import { driverGroups } from '#shared/domain/contact-driver.ts'
import { PartyKind } from '#shared/domain/party.ts'
import { newId } from '#shared/new-id.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { Tick } from '#renderer/ui/tick.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { type WordKey, say } from '#renderer/words/say.ts'
import { refusalWords } from '#renderer/workspace/refusal-words.ts'
import { savePolicy } from '#renderer/workspace/set-up-actions.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { ClockSetFrame } from './clock-set-frame.tsx'
import { LegalFields } from './legal-fields.tsx'
import { type DraftFault, type PolicyDraft, draftOf, faultsOf, policyFrom } from './policy-draft.ts'
import { TargetsFields } from './targets-fields.tsx'
import { TickGroup, WrittenField, toggled } from './written-field.tsx'

const readPlaces = (workspace: Workspace) => ({
  queues: workspace
    .all('queues')
    .filter(({ kind }) => kind === 'cases')
    .sort((a, b) => a.position - b.position || a.name.localeCompare(b.name)),
  drivers: driverGroups(workspace.all('drivers')).flatMap(({ heading, drivers }) =>
    drivers.map(({ id, name }) => ({ id, name: `${heading.name} › ${name}` })),
  ),
  calendars: workspace.all('calendars').sort((a, b) => a.name.localeCompare(b.name)),
})

interface FieldsProps {
  readonly draft: PolicyDraft
  readonly faultOf: (part: DraftFault['part']) => WordKey | undefined
  readonly onChange: (part: Partial<PolicyDraft>) => void
}

/** Which cases a policy is for. */
function ForWhom({ draft, faultOf, onChange }: FieldsProps) {
  const { queues, drivers } = useRows(['queues', 'calendars', 'drivers'], readPlaces)
  return (
    <>
      <div className="grid grid-cols-2 gap-4">
        <WrittenField
          label={say('clock-set.markets')}
          hint="clock-set.markets-hint"
          value={draft.markets}
          fault={faultOf('markets')}
          maxLength={400}
          onChange={(markets) => onChange({ markets })}
        />
        <WrittenField
          label={say('clock-set.tags')}
          hint="clock-set.tags-hint"
          value={draft.tags}
          fault={undefined}
          maxLength={1000}
          onChange={(tags) => onChange({ tags })}
        />
      </div>
      <TickGroup legend={say('clock-set.parties')}>
        {PartyKind.options.map((kind) => (
          <Tick
            key={kind}
            isOn={draft.partyKinds.has(kind)}
            onChange={() => onChange({ partyKinds: toggled(draft.partyKinds, kind) })}
          >
            {say(`party-kind.${kind}`)}
          </Tick>
        ))}
      </TickGroup>
      <TickGroup legend={say('clock-set.queues')}>
        {queues.map(({ id, name }) => (
          <Tick
            key={id}
            isOn={draft.queueIds.has(id)}
            onChange={() => onChange({ queueIds: toggled(draft.queueIds, id) })}
          >
            {name}
          </Tick>
        ))}
      </TickGroup>
      <TickGroup legend={say('clock-set.drivers')}>
        {drivers.map(({ id, name }) => (
          <Tick
            key={id}
            isOn={draft.driverIds.has(id)}
            onChange={() => onChange({ driverIds: toggled(draft.driverIds, id) })}
          >
            {name}
          </Tick>
        ))}
      </TickGroup>
    </>
  )
}

/** By which hours it counts, when it warns, and when it raises a case. */
function HowLong({ draft, faultOf, onChange }: FieldsProps) {
  const { calendars } = useRows(['queues', 'calendars', 'drivers'], readPlaces)
  return (
    <div className="grid grid-cols-3 items-start gap-4">
      <WrittenField
        label={say('clock-set.warn')}
        value={draft.warn}
        fault={faultOf('warn')}
        onChange={(warn) => onChange({ warn })}
      />
      <WrittenField
        label={say('clock-set.raise')}
        hint="clock-set.raise-hint"
        value={draft.raise}
        fault={faultOf('raise')}
        onChange={(raise) => onChange({ raise })}
      />
      <Field label={say('clock-set.hours-of')}>
        {(control) => (
          <SelectField
            {...control}
            value={draft.calendarId === '' ? 'place' : draft.calendarId}
            options={[
              { value: 'place', label: say('clock-set.by-place') },
              ...calendars.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(id) => onChange({ calendarId: id === 'place' ? '' : id })}
          />
        )}
      </Field>
    </div>
  )
}

interface PolicyEditorProps {
  /** Undefined: a new one. */
  readonly policy: ClockPolicy | undefined
  readonly places: number
  readonly head: ReactNode
  readonly onSaved: (id: string) => void
}

/** What is promised on some cases, and demanded of them. Give it the policy's id as `key`. */
export function PolicyEditor({ policy, places, head, onSaved }: PolicyEditorProps) {
  const workspace = useWorkspace()
  const [draft, setDraft] = useState(() => draftOf(policy, places))
  const [isAsked, setIsAsked] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const faults = isAsked ? faultsOf(draft) : []
  const faultOf = (part: DraftFault['part']): WordKey | undefined => faults.find((fault) => fault.part === part)?.why
  const change = (part: Partial<PolicyDraft>): void => setDraft({ ...draft, ...part })
  const save = (): void => {
    setIsAsked(true)
    if (faultsOf(draft).length > 0) return
    const id = policy?.id ?? newId()
    const named = savePolicy(workspace, policyFrom(draft, id, policy))
    if ('refused' in named) return setRefusal(refusalWords(workspace, named))
    tellOutcome({ tell: notify }, named)
    notify(say('clock-set.saved', { name: draft.name.trim() }))
    onSaved(id)
  }
  const fields = { draft, faultOf, onChange: change }
  return (
    <ClockSetFrame faults={faults.length} refusal={refusal} onSave={save}>
      {head}
      <div className="grid grid-cols-2 items-start gap-4">
        <WrittenField
          label={say('clock-set.name')}
          value={draft.name}
          fault={faultOf('name')}
          onChange={(name) => change({ name })}
        />
        <WrittenField
          label={say('clock-set.place')}
          hint="clock-set.place-hint"
          value={draft.place}
          fault={faultOf('place')}
          maxLength={4}
          onChange={(place) => change({ place })}
        />
      </div>
      <ForWhom {...fields} />
      <TargetsFields draft={draft} faultOf={faultOf} onChange={(targets) => change({ targets })} />
      <HowLong {...fields} />
      <LegalFields {...fields} />
      <Tick isOn={draft.isActive} onChange={() => change({ isActive: !draft.isActive })}>
        {say('set-up.active')}
      </Tick>
    </ClockSetFrame>
  )
}
