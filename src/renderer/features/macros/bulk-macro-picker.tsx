import { useCallback, useState } from 'react'
import type { MacroSource } from '#shared/applied-macro.ts'
import { stepOnSelected } from '#renderer/commands/bulk-commands.ts'
import { useCommands } from '#renderer/commands/use-commands.ts'
import { PickerDialog } from '#renderer/ui/picker-dialog.tsx'
import { say } from '#renderer/words/say.ts'
import { macroStep } from '#renderer/workspace/macro-bulk.ts'
import { prepareFor } from '#renderer/workspace/macro-work.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { MacroPreview } from './macro-preview.tsx'
import { MacroQuestions } from './macro-questions.tsx'
import { rememberMacro } from './recent-macros.ts'
import { folderPath, isTriedVersion, sourceOfItem, useMacroItems } from './use-macro-items.tsx'
import { useCaseOf } from './use-macros.ts'

/** Cases that are tried until the macro fits one, to show it on that one. */
const mostLookedAt = 100

const close = (): void => useScreen.getState().show(null)

/**
 * Picks a macro for every selected case. It is looked at on one of them before it goes to all: its questions are asked once, and which cases
 * it does not fit is told in the report.
 */
export function BulkMacroPicker() {
  const workspace = useWorkspace()
  const commands = useCommands()
  // The list of macros takes the focus out of the list of cases, and with it the selection's meaning.
  const [context] = useState(() => commands.contextNow())
  const { selected, pointed } = context
  const ids = pointed !== undefined && selected.has(pointed.id) ? [pointed.id, ...selected] : [...selected]
  const [sampleId, setSampleId] = useState(ids[0] ?? null)
  const sample = useCaseOf(sampleId)
  const [asked, setAsked] = useState<MacroSource | null>(null)
  const ask = (source: MacroSource | null): void => {
    const fits = (id: string) => source !== null && prepareFor(workspace, id, source)?.failed.length === 0
    setSampleId(ids.slice(0, mostLookedAt).find(fits) ?? sampleId)
    setAsked(source)
  }
  // Without a case, so that none is left out because it does not fit that one.
  const all = useMacroItems(null)
  // A draft is tried on one case, not on many.
  const items = useCallback((query: string) => all(query).filter((item) => !isTriedVersion(item)), [all])
  if (asked !== null) {
    return (
      <MacroQuestions
        source={asked}
        open={sample}
        insert={null}
        sendNow={(source, given) => {
          close()
          rememberMacro(workspace.me.id, source.macroId)
          stepOnSelected(context, macroStep(workspace, source, given))
          // What is missing may be asked for by now: nothing more is to be closed.
          return 'refused'
        }}
        sendLabel={say('bulk.macro-apply', { n: selected.size })}
        onClose={close}
      />
    )
  }
  return (
    <PickerDialog
      title={say('bulk.title-macro', { n: selected.size })}
      placeholder={say('bulk.title-macro', { n: selected.size })}
      items={items}
      expand={folderPath}
      onPick={(item) => ask(sourceOfItem(workspace, item))}
      onClose={close}
      emptyText={say('macro.none-fit')}
      footer={say('picker.hint')}
      preview={(item) => {
        const source = item === null ? null : sourceOfItem(workspace, item)
        return source === null ? null : <MacroPreview source={source} open={sample} />
      }}
    />
  )
}
