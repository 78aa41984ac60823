import { useRef, useState } from 'react'
import { driverGroups } from '#shared/domain/contact-driver.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { useSendKey } from '#renderer/ui/use-send-key.ts'
import { say } from '#renderer/words/say.ts'
import { type MissingField, completed } from '#renderer/workspace/bulk-solve.ts'
import { startBulk } from '#renderer/workspace/bulk-store.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { type SolveForAll, useSolveForAll } from '#renderer/workspace/solve-request.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import type { Answer, Answers } from './answers.ts'
import { DriverControl } from './driver-control.tsx'
import { FieldControl } from './field-control.tsx'

/** Asks once for what many cases lack to be solved. What is left open leaves the cases that need it as they are. */
export function CompleteManyDialog() {
  const request = useSolveForAll(({ waiting }) => waiting)
  return request === null ? null : <CompleteMany request={request} />
}

const readDrivers = (workspace: Workspace) => driverGroups(workspace.all('drivers'))
const keyOf = ({ form, field }: MissingField): string => `${form.id} ${field.key}`

/** The answers as the step takes them: by form. */
function byForm(fields: readonly MissingField[], given: Answers): ReadonlyMap<string, Answers> {
  const forms = new Map<string, Answers>()
  for (const missing of fields) {
    const { form, field } = missing
    forms.set(form.id, { ...forms.get(form.id), [field.key]: given[keyOf(missing)] ?? null })
  }
  return forms
}

function CompleteMany({ request: { step, solving, caseIds, missing } }: { request: SolveForAll }) {
  const workspace = useWorkspace()
  const groups = useRows(['drivers'], readDrivers)
  const box = useRef<HTMLFormElement>(null)
  const [given, setGiven] = useState<Answers>({})
  const [driverId, setDriverId] = useState<string | null>(null)
  const { fields, withoutDriver } = missing
  const isOneForm = new Set(fields.map(({ form }) => form.id)).size < 2
  const close = (): void => {
    useSolveForAll.setState({ waiting: null })
    useScreen.getState().show(null)
  }
  const finish = (): void => {
    close()
    useScreen.getState().select(new Set())
    const answers = { fields: byForm(fields, given), driverId }
    startBulk(workspace, completed(workspace, step, solving, answers), caseIds)
  }
  useSendKey(box, finish)
  const on = (n: number, form?: string): string =>
    [say('bulk.missing-on', { n }), ...(form === undefined ? [] : [form])].join(' · ')
  return (
    <Dialog
      title={say('bulk.complete-title', { n: caseIds.length })}
      description={say('bulk.complete-text')}
      closeLabel={say('common.cancel')}
      onClose={close}
      footer={
        <>
          <span className="flex-1" />
          <Button onClick={close}>{say('common.cancel')}</Button>
          <Button look="primary" keys={say('composer.keys')} onClick={finish}>
            {say('bulk.complete-go')}
          </Button>
        </>
      }
    >
      <form ref={box} className="flex flex-col gap-4" onSubmit={(event) => event.preventDefault()}>
        {fields.map((one) => (
          <FieldControl
            key={keyOf(one)}
            field={one.field}
            aside={on(one.n, isOneForm ? undefined : one.form.name)}
            value={given[keyOf(one)] ?? null}
            error={null}
            onChange={(value: Answer) => setGiven({ ...given, [keyOf(one)]: value })}
          />
        ))}
        {withoutDriver > 0 && (
          <DriverControl
            groups={groups}
            aside={on(withoutDriver)}
            driverId={driverId}
            error={null}
            onChange={setDriverId}
          />
        )}
      </form>
    </Dialog>
  )
}
