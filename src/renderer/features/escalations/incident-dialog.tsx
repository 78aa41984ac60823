import { useRef, useState } from 'react'
import type { DecisionCode } from '#shared/domain/escalation.ts'
import { type Incident, incidentsOf } from '#shared/incidents.ts'
import { useCommands } from '#renderer/commands/use-commands.ts'
import { MissingParts, goToPart } from '#renderer/forms/missing-parts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { useSendKey } from '#renderer/ui/use-send-key.ts'
import { say } from '#renderer/words/say.ts'
import { isBulkRunning, startBulk } from '#renderer/workspace/bulk-store.ts'
import { decideStep } from '#renderer/workspace/incident-steps.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { CodeField } from './code-field.tsx'

/** Which cases it is about: those of an incident, or those that were selected. */
interface Choice {
  readonly value: string
  readonly label: string
  readonly caseIds: readonly string[]
  readonly incident: { readonly caseId: string; readonly number: string } | null
}

const chosenHere = 'selected'
const readIncidents = (workspace: Workspace): readonly Incident[] => incidentsOf(workspace.all('cases'))

function choicesOf(workspace: Workspace, incidents: readonly Incident[], selected: readonly string[]): Choice[] {
  const ofLinks = incidents.map(({ lead, caseIds }): Choice => {
    const subject = workspace.get('cases', lead.caseId)?.subject ?? ''
    const n = caseIds.length
    return {
      value: lead.caseId,
      label: say('incident.option', { number: lead.number, subject, n }),
      caseIds,
      incident: lead,
    }
  })
  if (selected.length === 0) return ofLinks
  // Those that hang together are the incident by which they are found again.
  const whole = incidents.find(({ caseIds }) => selected.every((id) => caseIds.includes(id)))
  const label = say('incident.selected', { n: selected.length })
  return [{ value: chosenHere, label, caseIds: selected, incident: whole?.lead ?? null }, ...ofLinks]
}

/** One decision for all escalations of an incident: cases that are linked with one another, or those that were selected. */
export function IncidentDialog() {
  const workspace = useWorkspace()
  const commands = useCommands()
  const show = useScreen((screen) => screen.show)
  // As it was asked for: the dialog takes the focus out of the list, and with it the selection.
  const [selected] = useState(() => [...commands.contextNow().selected])
  const incidents = useRows(['cases'], readIncidents)
  const choices = choicesOf(workspace, incidents, selected)
  if (choices.length > 0) return <IncidentForm choices={choices} />
  return (
    <Dialog title={say('incident.title')} onClose={() => show(null)} closeLabel={say('escalate.cancel')} size="sm">
      <p>{say('incident.none')}</p>
    </Dialog>
  )
}

function IncidentForm({ choices }: { choices: readonly Choice[] }) {
  const workspace = useWorkspace()
  const { show, select } = useScreen.getState()
  const [value, setValue] = useState(choices.length === 1 || choices[0]?.value === chosenHere ? choices[0]?.value : '')
  const [code, setCode] = useState<DecisionCode | ''>('')
  const [decision, setDecision] = useState('')
  const [replyText, setReplyText] = useState('')
  const [refusal, setRefusal] = useState<string | null>(null)
  const first = useRef<HTMLSelectElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const choice = choices.find((one) => one.value === value)
  const missing = [
    ...(choice === undefined ? [{ part: 'incident', label: say('incident.which') }] : []),
    ...(code === '' ? [{ part: 'code', label: say('hand-back.code') }] : []),
    ...(decision.trim() === '' ? [{ part: 'decision', label: say('missing.decision') }] : []),
    ...(replyText.trim() === '' ? [{ part: 'reply', label: say('missing.reply') }] : []),
  ]
  const send = (): void => {
    const [lacking] = missing
    if (lacking !== undefined) return goToPart(form.current, lacking.part)
    if (choice === undefined || code === '') return
    if (isBulkRunning()) return setRefusal(say('commands.bulk-running'))
    const { caseIds, incident } = choice
    const decided = { decision: decision.trim(), replyText: replyText.trim(), code, incident }
    show(null)
    select(new Set())
    startBulk(workspace, decideStep(workspace, decided), caseIds)
  }
  useSendKey(form, send)
  return (
    <Dialog
      title={say('incident.title')}
      description={say('incident.text')}
      onClose={() => show(null)}
      closeLabel={say('escalate.cancel')}
      size="lg"
      initialFocus={first}
      footer={
        <>
          <MissingParts missing={missing} onGo={(part) => goToPart(form.current, part)} />
          <div className="flex gap-2">
            <Button onClick={() => show(null)}>{say('escalate.cancel')}</Button>
            <Button look="primary" keys={say('composer.keys')} onClick={send}>
              {say('incident.send', { n: choice?.caseIds.length ?? 0 })}
            </Button>
          </div>
        </>
      }
    >
      <form ref={form} className="flex flex-col gap-4" onSubmit={(event) => event.preventDefault()}>
        <div className="grid items-start gap-4 sm:grid-cols-[1fr_14rem]">
          <Field label={say('incident.which')} hint={say('incident.which-hint')}>
            {(control) => (
              <SelectField
                {...control}
                ref={first}
                data-part="incident"
                value={value ?? ''}
                placeholder={say('incident.choose')}
                options={choices.map((one) => ({ value: one.value, label: one.label }))}
                onChange={setValue}
              />
            )}
          </Field>
          <CodeField value={code} onChange={setCode} />
        </div>
        <Field label={say('hand-back.decision')} hint={say('hand-back.decision-hint')}>
          {(control) => (
            <TextArea
              {...control}
              dir="auto"
              data-part="decision"
              maxLength={15_000}
              value={decision}
              onChange={(event) => setDecision(event.target.value)}
            />
          )}
        </Field>
        <Field label={say('incident.reply')} hint={say('incident.reply-hint')}>
          {(control) => (
            <TextArea
              {...control}
              dir="auto"
              rows={5}
              data-part="reply"
              maxLength={15_000}
              value={replyText}
              onChange={(event) => setReplyText(event.target.value)}
            />
          )}
        </Field>
        {refusal !== null && (
          <p role="alert" className="text-bad">
            {refusal}
          </p>
        )}
      </form>
    </Dialog>
  )
}
