import { type ClipboardEvent, type DragEvent, useEffect, useRef } from 'react'
import type { Attachment } from '#shared/domain/attachment.ts'
import { isPicture } from '#shared/media-type.ts'
import { announce, notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { type Writing, attached, inserted } from './writing.ts'

/** Ways to bring files, and to leave one out again. */
export interface Attaching {
  readonly add: (files: readonly File[], isInline: boolean) => void
  readonly remove: (file: Attachment) => void
  readonly onPaste: (event: ClipboardEvent) => void
  readonly onDrop: (event: DragEvent) => void
  readonly onDragOver: (event: DragEvent) => void
}

interface AttachTo {
  readonly caseId: string
  readonly lastReplyId: string | null
  readonly writing: Writing
  readonly change: (next: Writing) => void
  /** Where a picture is put in. */
  readonly selection: () => { start: number; end: number }
}

const mostFiles = 20

/** Ways to attach files to what is being written: chosen, dropped, or pasted, where a picture stands within the text. */
export function useAttaching(to: AttachTo): Attaching {
  const workspace = useWorkspace()
  // Keeping a file takes a moment, and the text goes on meanwhile.
  const latest = useRef(to)
  useEffect(() => {
    latest.current = to
  })
  const addOne = async (file: File, isInline: boolean): Promise<void> => {
    const { caseId } = latest.current
    if (latest.current.writing.attachments.length >= mostFiles) return notify(say('attach.too-many'), { tone: 'bad' })
    const kept = await workspace.files.add(caseId, file, isInline)
    if (typeof kept === 'string') return notify(kept, { tone: 'bad' })
    const { writing, change, lastReplyId, selection } = latest.current
    announce(say('attach.added', { name: kept.name }))
    if (!kept.isInline || !isPicture(kept.type))
      return change(attached(writing, [...writing.attachments, kept], lastReplyId))
    const mark = `![${kept.name.replace(/[[\]]/g, '')}](attachment:${kept.id})`
    const request = { text: mark, macroId: null, how: 'insert' as const, attachments: [kept] }
    change(inserted(writing, request, selection(), lastReplyId).writing)
  }
  const add = (files: readonly File[], isInline: boolean): void => {
    // One after the other: each is put behind the one before it.
    void files.reduce((before, file) => before.then(() => addOne(file, isInline)), Promise.resolve())
  }
  const remove = (file: Attachment): void => {
    const { writing, change, lastReplyId } = latest.current
    const left = attached(
      writing,
      writing.attachments.filter(({ id }) => id !== file.id),
      lastReplyId,
    )
    const text = left.text.replace(new RegExp(`!\\[[^\\]]*\\]\\(attachment:${file.id}\\)`, 'g'), '')
    change({ ...left, text })
    workspace.files.remove(file.id).catch((error: unknown) => reportError(error))
  }
  return {
    add,
    remove,
    onPaste: (event) => {
      const files = [...event.clipboardData.files]
      if (files.length === 0) return
      event.preventDefault()
      add(files, true)
    },
    onDrop: (event) => {
      const files = [...event.dataTransfer.files]
      if (files.length === 0) return
      event.preventDefault()
      add(files, false)
    },
    onDragOver: (event) => {
      if (event.dataTransfer.types.includes('Files')) event.preventDefault()
    },
  }
}
