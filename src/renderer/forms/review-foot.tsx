import { type ReactNode, useState } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { say } from '#renderer/words/say.ts'

interface ReviewFootProps {
  /** How far it is, or what is in the way, in words. */
  readonly words: string
  /** Gives it back with what is said; null where there is nothing to review. */
  readonly onSendBack: ((said: string) => void) | null
  /** What else can be done, the next step last. */
  readonly children: ReactNode
}

/** The foot of an editor of something that is reviewed before it counts. Give it what it is about as `key`. */
export function ReviewFoot({ words, onSendBack, children }: ReviewFootProps) {
  const [said, setSaid] = useState('')
  return (
    <footer className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-2.5">
      <output className="min-w-40 flex-1 text-sm text-ink-3">{words}</output>
      {onSendBack !== null && (
        <>
          <TextField
            aria-label={say('macro-editor.say-what')}
            placeholder={say('macro-editor.say-what')}
            className="max-w-56"
            maxLength={500}
            value={said}
            onChange={(event) => setSaid(event.target.value)}
          />
          <Button disabled={said.trim() === ''} onClick={() => onSendBack(said.trim())}>
            {say('macro-editor.send-back')}
          </Button>
        </>
      )}
      {children}
    </footer>
  )
}

interface NextStepProps {
  readonly step: 'ask-review' | 'publish'
  readonly disabled: boolean
  readonly onStep: () => void
}

/** The next step on its way: asking for a review, or publishing. */
export function NextStep({ step, disabled, onStep }: NextStepProps) {
  return (
    <Button look="primary" keys={say('macro.keys-send')} disabled={disabled} onClick={onStep}>
      {say(`macro-editor.step-${step}`)}
    </Button>
  )
}
