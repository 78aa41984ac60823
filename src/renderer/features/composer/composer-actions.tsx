import { Zap } from 'lucide-react'
import { Button } from '#renderer/ui/button.tsx'
import { say } from '#renderer/words/say.ts'
import { type AfterSending, longestText } from './send-writing.ts'
import type { DraftState } from './use-writing.ts'

interface ComposerActionsProps {
  readonly kind: 'reply' | 'note'
  readonly isBlocked: boolean
  /** Why the case cannot be solved now, or null. */
  readonly solveBlock: string | null
  readonly text: string
  readonly draftState: DraftState
  readonly onSend: (status: AfterSending) => void
  readonly onMacro: () => void
}

const draftWords = { none: '', keeping: '', kept: 'composer.draft-kept', lost: 'composer.draft-lost' } as const

function AtTheEnd({ text, draftState }: Pick<ComposerActionsProps, 'text' | 'draftState'>) {
  const over = text.length - longestText
  if (over > 0) return <span className="text-bad">{say('composer.too-long', { n: over })}</span>
  const key = draftWords[draftState]
  return <span className={draftState === 'lost' ? 'text-bad' : 'text-ink-3'}>{key === '' ? '' : say(key)}</span>
}

/** What can be done with the text, the usual thing first. */
export function ComposerActions(props: ComposerActionsProps) {
  const { kind, isBlocked, solveBlock, text, draftState, onSend, onMacro } = props
  const isOff = isBlocked || text.trim() === '' || text.length > longestText
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2">
      <Button look="primary" keys={say('composer.keys')} disabled={isOff} onClick={() => onSend(undefined)}>
        {say(kind === 'note' ? 'composer.add-note' : 'composer.send')}
      </Button>
      {kind === 'reply' && (
        <>
          <Button
            keys={say('composer.keys-solve')}
            disabled={isOff || solveBlock !== null}
            title={solveBlock ?? undefined}
            onClick={() => onSend('solved')}
          >
            {say('composer.send-solve')}
          </Button>
          <Button disabled={isOff} onClick={() => onSend('pending')}>
            {say('composer.send-pending')}
          </Button>
        </>
      )}
      <Button icon={<Zap size={13} aria-hidden />} disabled={isBlocked} onClick={onMacro}>
        {say('composer.macro')}
      </Button>
      <span className="ml-auto min-w-0 text-right text-sm" aria-live="off">
        <AtTheEnd text={text} draftState={draftState} />
      </span>
    </div>
  )
}
