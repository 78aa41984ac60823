import { useRef, useState } from 'react'
import { WaitingFor, canRedirect } from '#shared/domain/escalation-state.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { DecideFrame } from '#renderer/forms/decide-frame.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { PickerDialog } from '#renderer/ui/picker-dialog.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import { redirectEscalation, resolveEscalation, waitWithEscalation } from '#renderer/workspace/case-actions.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRow, useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import { NotNow } from './not-now.tsx'
import { localTimeOf } from './packet-draft.ts'
import { type Decided, useDecided } from './use-decided.ts'
import { tier2Queues } from './use-escalation-draft.ts'

const idsOf = ({ row, escalation }: Decided) => ({ caseId: row.id, escalationId: escalation.id })

/** Tier 2 waits for somebody, and says when it tells the next time how it stands. */
export function WaitDialog() {
  const open = useDecided('waiting')
  return open === null ? <NotNow /> : <WaitForm {...open} />
}

const dayMs = 24 * 3_600_000

function WaitForm(open: Decided) {
  const workspace = useWorkspace()
  const [waitingFor, setWaitingFor] = useState<WaitingFor>('seller')
  const [until, setUntil] = useState(() => localTimeOf(new Date(Date.now() + dayMs).toISOString()))
  const first = useRef<HTMLSelectElement>(null)
  const isRight = !Number.isNaN(Date.parse(until))
  return (
    <DecideFrame
      title={say('wait.title', { number: open.row.number })}
      text={say('wait.text')}
      sendWords={say('escalation.wait')}
      sentWords={say('escalation.done')}
      first={first}
      missing={isRight ? [] : [{ part: 'until', label: say('wait.until') }]}
      send={() =>
        waitWithEscalation(workspace, idsOf(open), { waitingFor, nextUpdateAt: new Date(until).toISOString() })
      }
    >
      <Field label={say('wait.for')}>
        {(control) => (
          <SelectField
            {...control}
            ref={first}
            value={waitingFor}
            options={WaitingFor.options.map((value) => ({ value, label: say(`waiting-for.${value}`) }))}
            onChange={setWaitingFor}
          />
        )}
      </Field>
      <Field label={say('wait.until')}>
        {(control) => (
          <TextField
            {...control}
            type="datetime-local"
            data-part="until"
            value={until}
            onChange={(event) => setUntil(event.target.value)}
          />
        )}
      </Field>
    </DecideFrame>
  )
}

/** Tier 2 has dealt with it itself. */
export function ResolveDialog() {
  const open = useDecided('resolved')
  return open === null ? <NotNow /> : <ResolveForm {...open} />
}

function ResolveForm(open: Decided) {
  const workspace = useWorkspace()
  const [decision, setDecision] = useState('')
  const first = useRef<HTMLTextAreaElement>(null)
  const label = say('hand-back.decision')
  return (
    <DecideFrame
      title={say('resolve.title', { number: open.row.number })}
      text={say('resolve.text')}
      sendWords={say('escalation.resolve')}
      sentWords={say('escalation.done')}
      first={first}
      missing={decision.trim() === '' ? [{ part: 'decision', label }] : []}
      send={() => resolveEscalation(workspace, idsOf(open), decision.trim())}
    >
      <Field label={label} hint={say('hand-back.decision-hint')}>
        {(control) => (
          <TextArea
            {...control}
            ref={first}
            dir="auto"
            data-part="decision"
            maxLength={15_000}
            value={decision}
            onChange={(event) => setDecision(event.target.value)}
          />
        )}
      </Field>
    </DecideFrame>
  )
}

/** Another queue of Tier 2 is the right one. */
export function RedirectDialog() {
  const workspace = useWorkspace()
  const show = useScreen((screen) => screen.show)
  const row = useRow(
    'cases',
    useScreen((screen) => screen.caseId),
  )
  const escalation = useRow('escalations', row?.escalation?.id)
  const queues = useRows(['queues'], tier2Queues)
  if (row === undefined || escalation === undefined || !canRedirect(escalation.state)) return <NotNow />
  return (
    <PickerDialog
      title={say('commands.redirect')}
      placeholder={say('commands.redirect')}
      items={queues.filter(({ id }) => id !== escalation.queueId).map(({ id, name }) => ({ id, label: name }))}
      emptyText={say('common.nothing-fits')}
      footer={say('picker.hint')}
      onPick={({ id, label }) => {
        show(null)
        const named = redirectEscalation(workspace, idsOf({ row, escalation }), escalation.queueId, id)
        if (tellOutcome({ tell: notify }, named)) notify(say('escalation.redirected', { queue: label }))
      }}
      onClose={() => show(null)}
    />
  )
}
