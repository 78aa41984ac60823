import { useState } from 'react'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { say } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { DriverEditor } from './driver-editor.tsx'
import { FormEditor } from './form-editor.tsx'

const drivers = 'drivers'
const newForm = 'new'
const readForms = (workspace: Workspace) => workspace.all('forms').sort((a, b) => a.name.localeCompare(b.name))
const close = (): void => useScreen.getState().show(null)

/** For supervisors: what is asked on cases, and which contact drivers there are. */
export function SetUpDialog() {
  const forms = useRows(['forms'], readForms)
  const [what, setWhat] = useState(() => forms[0]?.id ?? newForm)
  const head = (
    <Field label={say('set-up.what')}>
      {(control) => (
        <SelectField
          {...control}
          value={what}
          options={[
            ...forms.map(({ id, name, active }) => ({
              value: id,
              label: say(active ? 'set-up.form' : 'set-up.form-off', { form: name }),
            })),
            { value: newForm, label: say('set-up.new-form') },
            { value: drivers, label: say('set-up.drivers') },
          ]}
          onChange={setWhat}
        />
      )}
    </Field>
  )
  if (what === drivers) return <DriverEditor head={head} onClose={close} />
  const form = forms.find(({ id }) => id === what)
  return <FormEditor key={what} form={form} head={head} onClose={close} onSaved={setWhat} />
}
