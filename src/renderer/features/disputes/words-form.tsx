import { useRef, useState } from 'react'
import type { DisputeMove } from '#shared/domain/dispute-state.ts'
import type { Side, WorkedDispute } from '#shared/domain/dispute.ts'
import { asksOf, isPlainMove } from '#shared/mutations/dispute-mutations.ts'
import type { Row } from '#shared/tables.ts'
import { DecideFrame } from '#renderer/forms/decide-frame.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { say } from '#renderer/words/say.ts'
import { moveDispute, requestEvidence, toSide } from '#renderer/workspace/dispute-actions.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { notedWords, stepWords } from './dispute-words.ts'
import type { Named } from '#renderer/workspace/workspace.ts'

interface WordsFormProps {
  readonly row: Row<'cases'>
  readonly dispute: WorkedDispute
  readonly step: DisputeMove
}

const sides: readonly Side[] = ['customer', 'seller']

/** A step that takes nothing but words: what a side said, or what it is to be told. */
export function WordsForm({ row, dispute, step }: WordsFormProps) {
  const workspace = useWorkspace()
  const [text, setText] = useState('')
  const [from, setFrom] = useState<Side>('customer')
  const first = useRef<HTMLTextAreaElement>(null)
  const asks = isPlainMove(step) ? asksOf(step) : { said: null, tells: from }
  const of = { row, disputeId: dispute.id }
  const words = text.trim()
  const send = (): Named => {
    if (!isPlainMove(step)) return requestEvidence(workspace, of, from, words)
    const said = asks.said === null ? null : words
    return moveDispute(workspace, of, { move: step, said, told: asks.tells === null ? null : toSide(of, words) })
  }
  const label =
    asks.said === null
      ? say('dispute.to-side', { side: say(`dispute-side.${asks.tells ?? 'seller'}`) })
      : say('dispute.said-by', { side: say(`dispute-side.${asks.said}`) })
  return (
    <DecideFrame
      title={stepWords(step)}
      text={say(asks.said === null ? 'dispute.goes-to-one' : 'dispute.both-read')}
      sendWords={say('dispute.send')}
      sentWords={notedWords(step)}
      first={first}
      missing={words === '' ? [{ part: 'words', label }] : []}
      send={send}
    >
      {step === 'request-evidence' && (
        <Field label={say('dispute.from-whom')}>
          {(control) => (
            <SelectField
              {...control}
              value={from}
              options={sides.map((side) => ({ value: side, label: say(`dispute-side.${side}`) }))}
              onChange={setFrom}
            />
          )}
        </Field>
      )}
      <Field label={label}>
        {(control) => (
          <TextArea
            {...control}
            ref={first}
            dir="auto"
            data-part="words"
            rows={4}
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
    </DecideFrame>
  )
}
