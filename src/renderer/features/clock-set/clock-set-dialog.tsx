import { useState } from 'react'
import { inOrder } from '#shared/clocks/match-policy.ts'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { say } from '#renderer/words/say.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { CalendarEditor } from './calendar-editor.tsx'
import { PolicyEditor } from './policy-editor.tsx'

const newPolicy = 'new-policy'
const newCalendar = 'new-calendar'
const readAll = (workspace: Workspace) => ({
  policies: inOrder(workspace.all('clockPolicies')),
  calendars: workspace.all('calendars').sort((a, b) => a.name.localeCompare(b.name)),
})

/** For supervisors: what is promised and demanded, in its order, and when people work. */
export function ClockSetDialog() {
  const { policies, calendars } = useRows(['clockPolicies', 'calendars'], readAll)
  const [what, setWhat] = useState(() => policies[0]?.id ?? newPolicy)
  const head = (
    <Field label={say('set-up.what')}>
      {(control) => (
        <SelectField
          {...control}
          value={what}
          options={[
            ...policies.map(({ id, name, active }, at) => ({
              value: id,
              label: say(active ? 'clock-set.policy' : 'clock-set.policy-off', { n: at + 1, name }),
            })),
            { value: newPolicy, label: say('clock-set.new-policy') },
            ...calendars.map(({ id, name }) => ({ value: id, label: say('clock-set.calendar', { name }) })),
            { value: newCalendar, label: say('clock-set.new-calendar') },
          ]}
          onChange={setWhat}
        />
      )}
    </Field>
  )
  const calendar = calendars.find(({ id }) => id === what)
  if (calendar !== undefined || what === newCalendar)
    return <CalendarEditor key={what} calendar={calendar} head={head} onSaved={setWhat} />
  const policy = policies.find(({ id }) => id === what)
  // Where it stands may change without the rest.
  const mark = `${what} ${policy?.position ?? ''}`
  return <PolicyEditor key={mark} policy={policy} places={policies.length} head={head} onSaved={setWhat} />
}
