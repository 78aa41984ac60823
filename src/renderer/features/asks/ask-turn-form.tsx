import { useRef, useState } from 'react'
import type { EscalationState } from '#shared/domain/escalation-state.ts'
import { canMove } from '#shared/domain/escalation-state.ts'
import type { Row } from '#shared/tables.ts'
import { DecideFrame } from '#renderer/forms/decide-frame.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { say } from '#renderer/words/say.ts'
import { turnAsk } from '#renderer/workspace/ask-actions.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { type Within, WithinField } from './within-field.tsx'

const turns = [
  'handed-back',
  'resolved',
  'returned',
  'rejected',
  'waiting',
] as const satisfies readonly EscalationState[]
type Turn = (typeof turns)[number]

/** The turns of whoever leads that lead on from a state; an answer accepts what nobody has accepted yet. */
export const turnsFrom = (state: EscalationState): readonly Turn[] =>
  turns.filter((to) => canMove(state, to) || (state === 'queued' && canMove('accepted', to)))

/** Whoever leads at the site answers what one of their agents asked. */
export function AskTurnForm({ row, ask }: { row: Row<'cases'>; ask: Row<'asks'> }) {
  const workspace = useWorkspace()
  const [to, setTo] = useState<Turn>('handed-back')
  const [text, setText] = useState('')
  const [within, setWithin] = useState<Within>('60')
  const first = useRef<HTMLSelectElement>(null)
  const isWaiting = to === 'waiting'
  const label = say(isWaiting ? 'ask.waiting-text' : `ask-text.${to}`)
  return (
    <DecideFrame
      title={say('ask.answer-title', { name: ask.byName, number: row.number })}
      text={ask.question}
      sendWords={say('ask.answer-send')}
      sentWords={say('escalation.done')}
      first={first}
      missing={text.trim() === '' && !isWaiting ? [{ part: 'text', label }] : []}
      send={() =>
        turnAsk(
          workspace,
          { caseId: row.id, askId: ask.id },
          {
            to,
            text: text.trim() === '' ? null : text.trim(),
            withinMinutes: isWaiting ? Number(within) : null,
          },
        )
      }
    >
      <Field label={say('ask.turn')}>
        {(control) => (
          <SelectField
            {...control}
            ref={first}
            value={to}
            options={turnsFrom(ask.state).map((value) => ({ value, label: say(`ask-turn.${value}`) }))}
            onChange={setTo}
          />
        )}
      </Field>
      <Field label={label}>
        {(control) => (
          <TextArea
            {...control}
            dir="auto"
            rows={3}
            data-part="text"
            maxLength={15_000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {isWaiting && <WithinField label={say('ask.next-word')} value={within} onChange={setWithin} />}
    </DecideFrame>
  )
}
