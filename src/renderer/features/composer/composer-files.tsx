import { FileText, Image, RotateCw, X } from 'lucide-react'
import { useCallback } from 'react'
import type { Attachment } from '#shared/domain/attachment.ts'
import { isPicture } from '#shared/media-type.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { ProgressBar } from '#renderer/ui/progress-bar.tsx'
import { say, sayBytes } from '#renderer/words/say.ts'
import { fileWords, isAmiss } from '#renderer/workspace/file-words.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

interface ComposerFilesProps {
  readonly attachments: readonly Attachment[]
  readonly onRemove: (attachment: Attachment) => void
}

function FileLine({ file, onRemove }: { file: Attachment; onRemove: () => void }) {
  const workspace = useWorkspace()
  const read = useCallback((open: Workspace) => open.files.stateOf(file.id), [file.id])
  const state = useRows(['files'], read)
  const Icon = isPicture(file.type) ? Image : FileText
  return (
    <li className="flex min-w-0 items-center gap-2 rounded-md border border-line bg-pane py-0.5 ps-2 pe-1 text-sm">
      <Icon size={13} aria-hidden className="shrink-0 text-ink-3" />
      <span dir="auto" title={file.name} className="max-w-48 truncate">
        {file.name}
      </span>
      <span className="shrink-0 text-ink-3">{sayBytes(file.size)}</span>
      {state !== undefined && (
        <span
          role={state.is === 'gone' ? 'alert' : undefined}
          className={isAmiss(state) ? 'text-bad' : 'shrink-0 text-ink-3'}
        >
          {fileWords(state)}
        </span>
      )}
      {state?.is === 'uploading' && (
        <span className="w-16 shrink-0">
          <ProgressBar label={file.name} done={state.part} total={1} text={fileWords(state)} />
        </span>
      )}
      {state?.is === 'failed' && (
        <IconButton size="sm" label={say('attach.again')} onClick={() => workspace.files.sendAgain()}>
          <RotateCw size={13} aria-hidden />
        </IconButton>
      )}
      <IconButton size="sm" label={say('attach.remove', { name: file.name })} onClick={onRemove}>
        <X size={13} aria-hidden />
      </IconButton>
    </li>
  )
}

/** The files that go with what is being written, and how far each is. */
export function ComposerFiles({ attachments, onRemove }: ComposerFilesProps) {
  if (attachments.length === 0) return null
  return (
    <ul aria-label={say('attach.label')} className="flex flex-wrap gap-1.5 border-t border-line px-3 py-1.5">
      {attachments.map((file) => (
        <FileLine key={file.id} file={file} onRemove={() => onRemove(file)} />
      ))}
    </ul>
  )
}
