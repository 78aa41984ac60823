import { Download, FileText, Image } from 'lucide-react'
import { useState } from 'react'
import type { Attachment } from '#shared/domain/attachment.ts'
import { isPicture } from '#shared/media-type.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { say, sayBytes } from '#renderer/words/say.ts'
import { fileWords, isAmiss } from '#renderer/workspace/file-words.ts'
import { useSaveFile } from '#renderer/workspace/save-file.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { FileDialog } from './file-dialog.tsx'
import { useFileState } from './use-file-state.ts'

function FileLine({ file }: { file: Attachment }) {
  const workspace = useWorkspace()
  const [isOpen, setOpen] = useState(false)
  const state = useFileState(file.id)
  const saveFile = useSaveFile()
  const save = async (): Promise<void> => {
    const found = await workspace.files.open(file)
    if (typeof found === 'string') return notify(found, { tone: 'bad' })
    if (await saveFile(file.name, found)) notify(say('attach.saved', { name: file.name }))
  }
  const Icon = isPicture(file.type) ? Image : FileText
  return (
    <li className="flex min-w-0 items-center gap-2 rounded-md border border-line bg-pane py-0.5 ps-2 pe-1 text-sm text-ink">
      <Icon size={13} aria-hidden className="shrink-0 text-ink-3" />
      <button
        type="button"
        aria-label={say('attach.open', { name: file.name })}
        title={file.name}
        dir="auto"
        className="min-w-0 truncate underline decoration-dotted underline-offset-2 hover:text-accent"
        onClick={() => setOpen(true)}
      >
        {file.name}
      </button>
      <span className="shrink-0 text-ink-3">{sayBytes(file.size)}</span>
      {state !== undefined && <span className={isAmiss(state) ? 'text-bad' : 'text-ink-3'}>{fileWords(state)}</span>}
      <IconButton
        size="sm"
        label={say('attach.save', { name: file.name })}
        className="ml-auto"
        onClick={() => void save()}
      >
        <Download size={13} aria-hidden />
      </IconButton>
      {isOpen && <FileDialog file={file} onSave={() => void save()} onClose={() => setOpen(false)} />}
    </li>
  )
}

/** The files of a message that do not stand in its text. */
export function MessageFiles({ attachments }: { attachments: readonly Attachment[] }) {
  const below = attachments.filter((file) => !file.isInline || !isPicture(file.type))
  if (below.length === 0) return null
  return (
    <ul aria-label={say('attach.label')} className="mt-2 flex flex-col gap-1">
      {below.map((file) => (
        <FileLine key={file.id} file={file} />
      ))}
    </ul>
  )
}
