import { useRef, useState } from 'react'
import { AskReason } from '#shared/domain/supervisor-ask.ts'
import { can } from '#shared/permissions.ts'
import type { Row } from '#shared/tables.ts'
import { DecideFrame } from '#renderer/forms/decide-frame.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { say } from '#renderer/words/say.ts'
import { askSupervisor, turnAsk } from '#renderer/workspace/ask-actions.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRow, useWorkspace } from '#renderer/workspace/use-rows.ts'
import { AskTurnForm, turnsFrom } from './ask-turn-form.tsx'
import { type Within, WithinField } from './within-field.tsx'

/** Asks whoever leads at the site, completes a question that was given back; for those who lead, answers it. */
export function AskDialog() {
  const workspace = useWorkspace()
  const show = useScreen((screen) => screen.show)
  const row = useRow(
    'cases',
    useScreen((screen) => screen.caseId),
  )
  const ask = useRow('asks', row?.ask?.id)
  const may = can({ kind: 'agent', agent: workspace.me })
  const returned = ask?.state === 'returned' && may.followAsk(ask) ? ask : undefined
  if (row !== undefined && ask !== undefined && may.answerAsk(ask) && turnsFrom(ask.state).length > 0) {
    return <AskTurnForm row={row} ask={ask} />
  }
  const isFree = row !== undefined && !row.ask && may.askSupervisor(row)
  if (row !== undefined && (returned !== undefined || isFree)) return <AskForm row={row} returned={returned} />
  return (
    <Dialog title={say('ask.title-short')} onClose={() => show(null)} closeLabel={say('escalate.cancel')} size="sm">
      <p>{say(row?.ask ? 'refused.ask-is-open' : 'refused.not-allowed')}</p>
    </Dialog>
  )
}

function AskForm({ row, returned }: { row: Row<'cases'>; returned: Row<'asks'> | undefined }) {
  const workspace = useWorkspace()
  const [reason, setReason] = useState<AskReason | ''>(returned?.reason ?? '')
  const [question, setQuestion] = useState(returned?.question ?? '')
  const [within, setWithin] = useState<Within>('30')
  const first = useRef<HTMLSelectElement>(null)
  return (
    <DecideFrame
      title={say('ask.title', { number: row.number })}
      text={say('ask.text')}
      sendWords={say('ask.send')}
      sentWords={say(workspace.sync.connection === 'online' ? 'ask.sent' : 'ask.saved')}
      first={first}
      missing={[
        ...(reason === '' ? [{ part: 'reason', label: say('ask.reason') }] : []),
        ...(question.trim() === '' ? [{ part: 'question', label: say('ask.question') }] : []),
      ]}
      send={() => {
        if (reason === '') return { refused: 'bad-arguments' }
        const withinMinutes = Number(within)
        const text = question.trim()
        return returned === undefined
          ? askSupervisor(workspace, row.id, { reason, question: text, withinMinutes })
          : turnAsk(workspace, { caseId: row.id, askId: returned.id }, { to: 'queued', text, withinMinutes })
      }}
    >
      <div className="grid gap-4 sm:grid-cols-[1fr_12rem]">
        <Field label={say('ask.reason')}>
          {(control) => (
            <SelectField
              {...control}
              ref={first}
              data-part="reason"
              disabled={returned !== undefined}
              value={reason}
              placeholder={say('escalate.choose-reason')}
              options={AskReason.options.map((value) => ({ value, label: say(`ask-reason.${value}`) }))}
              onChange={setReason}
            />
          )}
        </Field>
        <WithinField label={say('ask.within')} value={within} onChange={setWithin} />
      </div>
      <Field label={say('ask.question')} hint={say('ask.question-hint')}>
        {(control) => (
          <TextArea
            {...control}
            dir="auto"
            rows={3}
            data-part="question"
            maxLength={15_000}
            value={question}
            onChange={(event) => setQuestion(event.target.value)}
          />
        )}
      </Field>
    </DecideFrame>
  )
}
