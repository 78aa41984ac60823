import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { type CaseForm, isAnswered } from '#shared/domain/case-form.ts'
import { driverGroups } from '#shared/domain/contact-driver.ts'
import type { Row } from '#shared/tables.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { useSendKey } from '#renderer/ui/use-send-key.ts'
import { say } from '#renderer/words/say.ts'
import { setDriver, setFields, tickChecks } from '#renderer/workspace/form-actions.ts'
import { refusalWords } from '#renderer/workspace/refusal-words.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useSolveRequests } from '#renderer/workspace/solve-request.ts'
import { useRow, useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Named, Workspace } from '#renderer/workspace/workspace.ts'
import { type Answers, answerOf, changedAnswers } from './answers.ts'
import { DriverControl } from './driver-control.tsx'
import { FieldControl } from './field-control.tsx'
import { OpenChecks } from './open-checks.tsx'
import { useCaseForm } from './use-case-form.ts'

/** What is asked on a case. Where something was to be done with it, that goes on as soon as all of it is answered. */
export function CompleteDialog() {
  const request = useSolveRequests(({ waiting }) => waiting)
  const row = useRow('cases', request?.caseId)
  const show = useScreen((screen) => screen.show)
  if (request === null || row === undefined) return null
  return (
    <CompleteForm
      row={row}
      goOn={request.goOn}
      close={() => {
        useSolveRequests.setState({ waiting: null })
        show(null)
      }}
    />
  )
}

interface Filled {
  readonly answers: Answers
  readonly driverId: string | null
  readonly ticked: ReadonlySet<string>
  readonly isRestLeftOut: boolean
}

const openItems = (row: Row<'cases'>) => (row.checklist ?? []).filter(({ done }) => done === null)

/** The parts that still need an answer, in the order in which they stand. */
function missingParts(row: Row<'cases'>, form: CaseForm | undefined, filled: Filled): string[] {
  const fields = (form?.fields ?? []).filter(
    ({ key, isRequiredToSolve }) => isRequiredToSolve && !isAnswered(filled.answers[key]),
  )
  const isDriverMissing = form?.isDriverRequired === true && filled.driverId === null
  const areChecksOpen = !filled.isRestLeftOut && openItems(row).some(({ id }) => !filled.ticked.has(id))
  return [
    ...fields.map(({ key }) => key),
    ...(isDriverMissing ? [driverPart] : []),
    ...(areChecksOpen ? [checksPart] : []),
  ]
}

// No key of a field begins like this.
const driverPart = '.driver'
const checksPart = '.checks'

/** Puts what was filled in on the case, step by step; what is refused ends it. */
function save(workspace: Workspace, row: Row<'cases'>, form: CaseForm | undefined, filled: Filled): Named | null {
  const fields = changedAnswers(row, form?.fields ?? [], filled.answers)
  const items = openItems(row).map(({ id }) => id)
  const done = items.filter((id) => filled.ticked.has(id))
  const rest = filled.isRestLeftOut ? items.filter((id) => !filled.ticked.has(id)) : []
  const steps: (() => Named)[] = [
    ...(Object.keys(fields).length === 0 ? [] : [() => setFields(workspace, row.id, fields)]),
    ...(filled.driverId === (row.driverId ?? null) ? [] : [() => setDriver(workspace, row.id, filled.driverId)]),
    ...(done.length === 0 ? [] : [() => tickChecks(workspace, row.id, done, 'done')]),
    ...(rest.length === 0 ? [] : [() => tickChecks(workspace, row.id, rest, 'left-out')]),
  ]
  let last: Named | null = null
  for (const step of steps) {
    last = step()
    if ('refused' in last) return last
  }
  return last
}

interface CompleteFormProps {
  readonly row: Row<'cases'>
  readonly goOn: (() => void) | null
  readonly close: () => void
}

const readDrivers = (workspace: Workspace) => driverGroups(workspace.all('drivers'))

function CompleteForm({ row, goOn, close }: CompleteFormProps) {
  const workspace = useWorkspace()
  const form = useCaseForm(row)
  const groups = useRows(['drivers'], readDrivers)
  const box = useRef<HTMLFormElement>(null)
  const [filled, setFilled] = useState<Filled>(() => ({
    answers: Object.fromEntries((form?.fields ?? []).map((field) => [field.key, answerOf(row, field)])),
    driverId: row.driverId ?? null,
    ticked: new Set(),
    isRestLeftOut: false,
  }))
  const [isAsked, setIsAsked] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const missing = missingParts(row, form, filled)
  const errorOf = (part: string): string | null => (isAsked && missing.includes(part) ? say('details.needed') : null)

  const goTo = (part: string | undefined): void => {
    const first = part === undefined ? 'input,select' : `[data-part="${part}"]`
    box.current?.querySelector<HTMLElement>(first)?.focus()
  }
  const finish = (): void => {
    if (goOn !== null && missing.length > 0) {
      setIsAsked(true)
      return goTo(missing[0])
    }
    const named = save(workspace, row, form, filled)
    if (named !== null && 'refused' in named) return setRefusal(refusalWords(workspace, named))
    close()
    goOn?.()
  }
  useSendKey(box, finish)
  // Once, when it opens: to the first thing that is missing.
  const begin = useEffectEvent(() => goTo(missing[0]))
  useEffect(() => begin(), [])
  const isEmpty = form === undefined && groups.length === 0 && openItems(row).length === 0
  return (
    <Dialog
      title={say(goOn === null ? 'details.form-title' : 'details.complete-title', { number: row.number })}
      description={goOn === null ? form?.name : say('details.complete-text')}
      closeLabel={say('common.cancel')}
      onClose={close}
      footer={
        <>
          <output className="min-w-0 flex-1 text-sm text-ink-2">
            {isEmpty ? null : say('details.missing-count', { n: missing.length })}
          </output>
          <Button onClick={close}>{say('common.cancel')}</Button>
          <Button look="primary" keys={say('composer.keys')} onClick={finish}>
            {say(goOn === null ? 'details.save' : 'details.save-and-go-on')}
          </Button>
        </>
      }
    >
      <form ref={box} className="flex flex-col gap-4" onSubmit={(event) => event.preventDefault()}>
        {isEmpty && <p className="text-ink-2">{say('details.nothing-asked')}</p>}
        {form?.fields.map((field) => (
          <FieldControl
            key={field.key}
            field={field}
            value={filled.answers[field.key] ?? null}
            error={errorOf(field.key)}
            onChange={(value) => setFilled({ ...filled, answers: { ...filled.answers, [field.key]: value } })}
          />
        ))}
        {groups.length > 0 && (
          <DriverControl
            groups={groups}
            part={driverPart}
            aside={form?.isDriverRequired === true ? say('details.required') : undefined}
            driverId={filled.driverId}
            error={errorOf(driverPart)}
            onChange={(driverId) => setFilled({ ...filled, driverId })}
          />
        )}
        <OpenChecks
          items={openItems(row)}
          part={checksPart}
          ticked={filled.ticked}
          isRestLeftOut={filled.isRestLeftOut}
          error={errorOf(checksPart)}
          onTick={(ticked) => setFilled({ ...filled, ticked })}
          onLeaveOut={(isRestLeftOut) => setFilled({ ...filled, isRestLeftOut })}
        />
        {refusal !== null && (
          <p role="alert" className="text-bad">
            {refusal}
          </p>
        )}
      </form>
    </Dialog>
  )
}
