import { X, Zap } from 'lucide-react'
import { macroPath } from '#shared/domain/macro.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { say } from '#renderer/words/say.ts'
import { macroActionWords } from '#renderer/words/macro-action-words.ts'
import { useRow, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Writing } from './writing.ts'

interface BoundMacroProps {
  readonly writing: Writing
  readonly kind: 'reply' | 'note'
  readonly onUnbind: () => void
}

/** The macro whose actions will go out with the text, said before anything is sent. */
export function BoundMacro({ writing, kind, onUnbind }: BoundMacroProps) {
  const workspace = useWorkspace()
  const macro = useRow('macros', writing.macroId)
  if (macro === undefined || writing.text === '') return null
  const isOther = macro.kind !== kind
  const actions = macro.actions.map((action) => macroActionWords(action, (id) => workspace.get('queues', id)?.name))
  return (
    <div className="flex items-start gap-2 border-t border-line px-3 py-1 text-sm text-ink-2">
      <Zap size={13} aria-hidden className="mt-1 shrink-0 text-accent" />
      <span className="min-w-0 flex-1 wrap-anywhere">
        {say('composer.bound', { macro: macroPath(macro.title).name })}
        {isOther
          ? ` · ${say('composer.bound-other-kind', { kind: say(`composer.kind-${macro.kind}`) })}`
          : actions.map((words) => ` · ${words}`).join('')}
      </span>
      <IconButton size="sm" label={say('composer.unbind')} onClick={onUnbind}>
        <X size={13} aria-hidden />
      </IconButton>
    </div>
  )
}
