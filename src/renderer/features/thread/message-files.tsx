import { Download, FileText, Image } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import type { Attachment } from '#shared/domain/attachment.ts'
import { isPicture } from '#shared/media-type.ts'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { say, sayBytes } from '#renderer/words/say.ts'
import { fileWords } from '#renderer/workspace/file-words.ts'
import { useSaveFile } from '#renderer/workspace/save-file.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

type Fetched = { readonly url: string } | { readonly sentence: string } | null

/** The bytes as an address of this page, for as long as somebody looks. */
function useFileUrl({ id, type }: Attachment): Fetched {
  const workspace = useWorkspace()
  const [fetched, setFetched] = useState<Fetched>(null)
  // A file that has just arrived is there now.
  const isHere = useFileState(id) === undefined
  useEffect(() => {
    let url: string | null = null
    let isOver = false
    void workspace.files.open({ id, type }).then((found) => {
      if (isOver) return
      if (typeof found === 'string') return setFetched({ sentence: found })
      url = URL.createObjectURL(found)
      setFetched({ url })
    })
    return () => {
      isOver = true
      if (url !== null) URL.revokeObjectURL(url)
    }
  }, [workspace, id, type, isHere])
  return fetched
}

function useFileState(id: string) {
  const read = useCallback((workspace: Workspace) => workspace.files.stateOf(id), [id])
  return useRows(['files'], read)
}

/** A picture within a text, or beside it. A decoder of the browser sees its bytes, and nothing else does. */
export function FilePicture({ file, alt, className }: { file: Attachment; alt: string; className: string }) {
  const fetched = useFileUrl(file)
  if (fetched === null) return <span className="rich-picture">{say('attach.opening', { name: file.name })}</span>
  if ('sentence' in fetched) return <span className="rich-picture">{fetched.sentence}</span>
  return <img src={fetched.url} alt={alt} className={className} />
}

function PictureDialog({ file, onClose }: { file: Attachment; onClose: () => void }) {
  return (
    <Dialog
      title={file.name}
      description={sayBytes(file.size)}
      size="xl"
      closeLabel={say('common.close')}
      onClose={onClose}
    >
      <FilePicture file={file} alt={file.name} className="mx-auto max-h-[62vh] max-w-full rounded-md" />
    </Dialog>
  )
}

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
  const isShown = isPicture(file.type)
  const Icon = isShown ? Image : FileText
  const name = (
    <span dir="auto" title={file.name} className="min-w-0 truncate">
      {file.name}
    </span>
  )
  return (
    <li className="flex min-w-0 items-center gap-2 rounded-md border border-line bg-pane py-0.5 ps-2 pe-1 text-sm text-ink">
      <Icon size={13} aria-hidden className="shrink-0 text-ink-3" />
      {isShown ? (
        <button
          type="button"
          aria-label={say('attach.open', { name: file.name })}
          className="min-w-0 truncate underline decoration-dotted underline-offset-2 hover:text-accent"
          onClick={() => setOpen(true)}
        >
          {name}
        </button>
      ) : (
        name
      )}
      <span className="shrink-0 text-ink-3">{sayBytes(file.size)}</span>
      {state !== undefined && (
        <span className={state.is === 'failed' ? 'text-bad' : 'text-ink-3'}>{fileWords(state)}</span>
      )}
      <IconButton
        size="sm"
        label={say('attach.save', { name: file.name })}
        className="ml-auto"
        onClick={() => void save()}
      >
        <Download size={13} aria-hidden />
      </IconButton>
      {isOpen && <PictureDialog file={file} onClose={() => setOpen(false)} />}
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
