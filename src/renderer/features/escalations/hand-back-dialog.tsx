import { useRef, useState } from 'react'
import type { DecisionCode } from '#shared/domain/escalation.ts'
import { Field } from '#renderer/ui/field.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { say } from '#renderer/words/say.ts'
import { handBackEscalation } from '#renderer/workspace/case-actions.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { DecideFrame } from '#renderer/forms/decide-frame.tsx'
import { CodeField } from './code-field.tsx'
import { NotNow } from './not-now.tsx'
import { type Decided, useDecided } from './use-decided.ts'

/** Tier 2 decides, and writes the reply that Tier 1 will send. */
export function HandBackDialog() {
  const open = useDecided('handed-back')
  return open === null ? <NotNow /> : <HandBackForm {...open} />
}

const mostLetters = 15_000

function HandBackForm({ row, escalation }: Decided) {
  const workspace = useWorkspace()
  const [decision, setDecision] = useState('')
  const [replyText, setReplyText] = useState('')
  const [code, setCode] = useState<DecisionCode | ''>('')
  const first = useRef<HTMLTextAreaElement>(null)
  return (
    <DecideFrame
      title={say('hand-back.title', { number: row.number })}
      text={say('hand-back.text')}
      sendWords={say('hand-back.send')}
      sentWords={say('hand-back.sent')}
      first={first}
      missing={[
        ...(decision.trim() === '' ? [{ part: 'decision', label: say('missing.decision') }] : []),
        ...(replyText.trim() === '' ? [{ part: 'reply', label: say('missing.reply') }] : []),
      ]}
      send={() =>
        handBackEscalation(
          workspace,
          { caseId: row.id, escalationId: escalation.id },
          { decision: decision.trim(), replyText: replyText.trim(), ...(code === '' ? {} : { code }) },
        )
      }
    >
      <Field label={say('hand-back.decision')} hint={say('hand-back.decision-hint')}>
        {(control) => (
          <TextArea
            {...control}
            ref={first}
            dir="auto"
            data-part="decision"
            maxLength={mostLetters}
            value={decision}
            onChange={(event) => setDecision(event.target.value)}
          />
        )}
      </Field>
      <Field label={say('hand-back.reply', { name: row.partyName })} hint={say('hand-back.reply-hint')}>
        {(control) => (
          <TextArea
            {...control}
            dir="auto"
            rows={5}
            data-part="reply"
            maxLength={mostLetters}
            value={replyText}
            onChange={(event) => setReplyText(event.target.value)}
          />
        )}
      </Field>
      <CodeField value={code} onChange={setCode} />
    </DecideFrame>
  )
}
