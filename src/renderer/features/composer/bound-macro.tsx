import { X, Zap } from 'lucide-react'
import { useMemo } from 'react'
import { macroPath } from '#shared/domain/macro.ts'
import type { Row } from '#shared/tables.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { say } from '#renderer/words/say.ts'
import { dryRunWords } from '#renderer/words/macro-diff-words.ts'
import { appliedContent, appliedFor, dryRun } from '#renderer/workspace/macro-work.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { boundMacros } from './send-writing.ts'
import type { Writing } from './writing.ts'

interface BoundMacroProps {
  readonly row: Row<'cases'>
  readonly writing: Writing
  readonly kind: 'reply' | 'note'
  readonly onUnbind: () => void
}

/** The macros of a writing by name, and what they will change in words. Typing changes none of it, so the text is not looked at. */
function useBound({ row, writing: { macroId, macros }, kind }: BoundMacroProps) {
  const workspace = useWorkspace()
  return useMemo(() => {
    const whole = { text: '', afterReplyId: null, attachments: [], macroId, macros }
    const bound = boundMacros(workspace, row.id, whole, kind)
    const all = macros ?? (macroId === null ? [] : [appliedFor(workspace, row.id, macroId)])
    const contents = all.flatMap((one) => (one === null ? [] : (appliedContent(workspace, one) ?? [])))
    return {
      names: contents.map(({ title }) => macroPath(title).name),
      other: contents.find((one) => one.kind !== kind)?.kind ?? null,
      changes: dryRunWords(workspace, dryRun(workspace, row, bound, '…')),
    }
  }, [workspace, row, macroId, macros, kind])
}

/** The macros whose actions will go out with the text, said before anything is sent. */
export function BoundMacro(props: BoundMacroProps) {
  const { names, other, changes } = useBound(props)
  if (names.length === 0 || props.writing.text === '') return null
  const left = other === null ? [] : [say('composer.bound-other-kind', { kind: say(`composer.kind-${other}`) })]
  return (
    <div className="flex items-start gap-2 border-t border-line px-3 py-1 text-sm text-ink-2">
      <Zap size={13} aria-hidden className="mt-1 shrink-0 text-accent" />
      <span className="min-w-0 flex-1 wrap-anywhere">
        {[say('composer.bound', { macro: names.join(' + '), n: names.length }), ...changes, ...left].join(' · ')}
      </span>
      <IconButton size="sm" label={say('composer.unbind')} onClick={props.onUnbind}>
        <X size={13} aria-hidden />
      </IconButton>
    </div>
  )
}
