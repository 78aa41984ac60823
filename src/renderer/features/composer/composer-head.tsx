import { clsx } from 'clsx'
import { Lock, Zap } from 'lucide-react'
import { Button } from '#renderer/ui/button.tsx'
import { say } from '#renderer/words/say.ts'
import type { DraftState } from './use-writing.ts'

interface ComposerHeadProps {
  readonly kind: 'reply' | 'note'
  readonly name: string
  readonly draftState: DraftState
  readonly isBlocked: boolean
  readonly onChoose: (kind: 'reply' | 'note') => void
  readonly onMacro: () => void
}

const look = (isOn: boolean): string =>
  clsx(
    'inline-flex h-6 min-w-0 items-center gap-1.5 rounded-md px-2',
    isOn ? 'bg-selected font-medium text-ink' : 'text-ink-2 hover:bg-hover',
  )

/** To whom the text goes, how far its draft is, and the way to a macro. */
export function ComposerHead({ kind, name, draftState, isBlocked, onChoose, onMacro }: ComposerHeadProps) {
  return (
    <div className="@container mb-1.5">
      <div className="flex items-center gap-1">
        <button
          type="button"
          aria-pressed={kind === 'reply'}
          className={look(kind === 'reply')}
          onClick={() => onChoose('reply')}
        >
          <span dir="auto" title={say('composer.reply', { name })} className="truncate">
            {say('composer.reply', { name })}
          </span>
        </button>
        <button
          type="button"
          aria-pressed={kind === 'note'}
          className={clsx(look(kind === 'note'), 'shrink-0')}
          onClick={() => onChoose('note')}
        >
          <Lock size={12} aria-hidden />
          {say('composer.note')}
        </button>
        <span className="ml-auto hidden shrink-0 text-sm text-ink-3 @md:inline">
          {draftState === 'kept' ? say('composer.draft-kept') : ''}
        </span>
        <Button
          size="sm"
          look="quiet"
          className="ml-auto @md:ml-0"
          keys="/"
          icon={<Zap size={13} aria-hidden />}
          disabled={isBlocked}
          onClick={onMacro}
        >
          {say('composer.macro')}
        </Button>
      </div>
    </div>
  )
}
