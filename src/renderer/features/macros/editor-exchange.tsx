import { Download, Upload } from 'lucide-react'
import { type ChangeEvent, useRef, useState } from 'react'
import { type MacroFileBook, type MacroFileEntry, readMacroFile, writeMacroFile } from '#shared/macro-file.ts'
import { newId } from '#shared/new-id.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import { macroRights, saveMacroDraft } from '#renderer/workspace/macro-writing.ts'
import { useSaveFile } from '#renderer/workspace/save-file.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

const bookOf = (workspace: Workspace): MacroFileBook => ({
  nameOf: (table, id) => workspace.get(table, id)?.name,
  idsOf: (table, name) =>
    workspace
      .all(table)
      .filter((row) => row.name === name)
      .map(({ id }) => id),
})

const isTaken = ({ is, missing }: MacroFileEntry): boolean => is !== 'same' && missing.length === 0

/** What a file would bring, before anything is taken in: each as a draft, which goes through review like any other. */
function Report({ entries, onClose }: { entries: readonly MacroFileEntry[]; onClose: () => void }) {
  const workspace = useWorkspace()
  const { writeMacro } = macroRights(workspace)
  const taken = entries.filter((entry) => isTaken(entry) && writeMacro(entry.content.scope))
  const take = (): void => {
    const note = say('macro-exchange.note')
    const kept = taken.filter(({ id, content }) =>
      tellOutcome({ tell: notify }, saveMacroDraft(workspace, { macroId: id, versionId: newId(), content, note })),
    )
    notify(say('macro-exchange.taken', { n: kept.length }))
    onClose()
  }
  const standing = (entry: MacroFileEntry): string => {
    if (entry.is === 'same') return say('macro-exchange.same')
    if (entry.missing.length > 0) return say('macro-exchange.missing', { list: entry.missing.join(', ') })
    if (!writeMacro(entry.content.scope)) return say('macro-exchange.not-yours')
    return say(`macro-exchange.${entry.is}`)
  }
  return (
    <Dialog
      title={say('macro-exchange.report', { n: entries.length })}
      description={say('macro-exchange.report-text')}
      closeLabel={say('common.close')}
      onClose={onClose}
      footer={
        <Button look="primary" disabled={taken.length === 0} onClick={take}>
          {say('macro-exchange.take', { n: taken.length })}
        </Button>
      }
    >
      <ul className="flex flex-col gap-1">
        {entries.map((entry) => (
          <li key={entry.id} className="flex gap-2">
            <bdi className="min-w-0 flex-1 truncate">{entry.content.title}</bdi>
            <span className={`shrink-0 text-sm ${isTaken(entry) ? 'text-ink-2' : 'text-ink-3'}`}>
              {standing(entry)}
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

/** Macros to a file and from one: from staging to production, or to another workspace. */
export function EditorExchange() {
  const workspace = useWorkspace()
  const saveFile = useSaveFile()
  const field = useRef<HTMLInputElement>(null)
  const [entries, setEntries] = useState<readonly MacroFileEntry[] | null>(null)
  const send = (): void => {
    const { writeMacro } = macroRights(workspace)
    const macros = workspace.all('macros').filter(({ active, scope }) => active && writeMacro(scope))
    const at = new Date().toISOString()
    const file = new Blob([writeMacroFile(macros, bookOf(workspace), at)], { type: 'application/json' })
    void saveFile(`macros-${at.slice(0, 10)}.json`, file).then(
      (isSaved) => isSaved && notify(say('macro-exchange.sent', { n: macros.length })),
    )
  }
  const read = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = target.files ?? []
    if (file === undefined) return
    const found = readMacroFile(await file.text(), bookOf(workspace), (id) => workspace.get('macros', id))
    // The same file chosen again is a choice, too.
    target.value = ''
    if ('trouble' in found) {
      const place = found.trouble === 'bad-macro' ? found.place : ''
      return notify(say(`macro-exchange.${found.trouble}`, { place }), { tone: 'bad' })
    }
    setEntries(found)
  }
  return (
    <>
      <Button size="sm" look="quiet" icon={<Download size={13} aria-hidden />} onClick={send}>
        {say('macro-exchange.export')}
      </Button>
      <Button size="sm" look="quiet" icon={<Upload size={13} aria-hidden />} onClick={() => field.current?.click()}>
        {say('macro-exchange.import')}
      </Button>
      <input
        ref={field}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label={say('macro-exchange.import')}
        onChange={(event) => {
          read(event).catch(() => notify(say('macro-exchange.not-read'), { tone: 'bad' }))
        }}
      />
      {entries !== null && <Report entries={entries} onClose={() => setEntries(null)} />}
    </>
  )
}
