import { type ReactNode, useState } from 'react'
import type { BusinessCalendar } from '#shared/domain/business-calendar.ts'
import { newId } from '#shared/new-id.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { Field } from '#renderer/ui/field.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { Tick } from '#renderer/ui/tick.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { type WordKey, formatsNow, say } from '#renderer/words/say.ts'
import { refusalWords } from '#renderer/workspace/refusal-words.ts'
import { saveCalendar } from '#renderer/workspace/set-up-actions.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { type CalendarDraft, type CalendarFault, calendarFrom, draftOf, faultsOf } from './calendar-draft.ts'
import { ClockSetFrame } from './clock-set-frame.tsx'
import { TickGroup, WrittenField, toggled } from './written-field.tsx'

const readSites = (workspace: Workspace) => workspace.all('sites').sort((a, b) => a.name.localeCompare(b.name))

/** The name of a day of the week, 0 is Monday. */
const nameOfDay = (day: number): string =>
  new Intl.DateTimeFormat(formatsNow(), { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + day))

interface CalendarEditorProps {
  /** Undefined: a new one. */
  readonly calendar: BusinessCalendar | undefined
  readonly head: ReactNode
  readonly onSaved: (id: string) => void
}

interface FieldsProps {
  readonly draft: CalendarDraft
  readonly faultOf: (part: CalendarFault['part']) => WordKey | undefined
  readonly onChange: (part: Partial<CalendarDraft>) => void
}

/** When people work: each day of the week, and the days that are not like the others. */
function Hours({ draft, faultOf, onChange }: FieldsProps) {
  const holidays = faultOf('holidays')
  return (
    <>
      <div className="grid grid-cols-2 items-start gap-x-4 gap-y-3">
        {draft.days.map((hours, day) => (
          <WrittenField
            // The days of the week stay where they are.
            key={nameOfDay(day)}
            label={say('clock-set.day', { day: nameOfDay(day) })}
            {...(day === 0 ? { hint: 'clock-set.day-hint' as const } : {})}
            value={hours}
            fault={faultOf(day)}
            onChange={(value) => onChange({ days: draft.days.map((one, at) => (at === day ? value : one)) })}
          />
        ))}
      </div>
      <Field
        label={say('clock-set.holidays')}
        hint={say('clock-set.holidays-hint')}
        error={holidays === undefined ? null : say(holidays)}
      >
        {(control) => (
          <TextArea
            {...control}
            rows={6}
            dir="auto"
            value={draft.holidays}
            onChange={({ target }) => onChange({ holidays: target.value })}
          />
        )}
      </Field>
    </>
  )
}

/** When people work, for which markets and sites. Give it the calendar's id as `key`. */
export function CalendarEditor({ calendar, head, onSaved }: CalendarEditorProps) {
  const workspace = useWorkspace()
  const sites = useRows(['sites'], readSites)
  const [draft, setDraft] = useState(() => draftOf(calendar))
  const [isAsked, setIsAsked] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const faults = isAsked ? faultsOf(draft) : []
  const faultOf = (part: CalendarFault['part']): WordKey | undefined => faults.find((fault) => fault.part === part)?.why
  const change = (part: Partial<CalendarDraft>): void => setDraft({ ...draft, ...part })
  const save = (): void => {
    setIsAsked(true)
    if (faultsOf(draft).length > 0) return
    const id = calendar?.id ?? newId()
    const named = saveCalendar(workspace, calendarFrom(draft, id, calendar))
    if ('refused' in named) return setRefusal(refusalWords(workspace, named))
    tellOutcome({ tell: notify }, named)
    notify(say('clock-set.saved', { name: draft.name.trim() }))
    onSaved(id)
  }
  const text = (part: 'name' | 'timeZone' | 'markets', label: WordKey, hint?: WordKey) => (
    <WrittenField
      label={say(label)}
      {...(hint === undefined ? {} : { hint })}
      value={draft[part]}
      fault={faultOf(part)}
      maxLength={part === 'markets' ? 400 : 60}
      onChange={(value) => change({ [part]: value })}
    />
  )
  return (
    <ClockSetFrame faults={faults.length} refusal={refusal} onSave={save}>
      {head}
      <div className="grid grid-cols-3 items-start gap-4">
        {text('name', 'clock-set.name')}
        {text('timeZone', 'clock-set.zone')}
        {text('markets', 'clock-set.markets')}
      </div>
      <TickGroup legend={say('clock-set.sites')}>
        {sites.map(({ id, name }) => (
          <Tick key={id} isOn={draft.siteIds.has(id)} onChange={() => change({ siteIds: toggled(draft.siteIds, id) })}>
            {name}
          </Tick>
        ))}
      </TickGroup>
      <Hours draft={draft} faultOf={faultOf} onChange={change} />
    </ClockSetFrame>
  )
}
