import { Download } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Attachment } from '#shared/domain/attachment.ts'
import { isPicture } from '#shared/media-type.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx'
import { say, sayBytes } from '#renderer/words/say.ts'
import { askUntilHere } from '#renderer/workspace/ask-until-here.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { FilePicture } from './file-picture.tsx'

/** More of a text is not looked at but worked with, which other programs are made for. */
const mostLetters = 200_000

/** The first letters of a text, or why there are none; null while it is fetched. */
function useFileText(file: Attachment): string | null {
  const workspace = useWorkspace()
  const [text, setText] = useState<string | null>(null)
  useEffect(() => {
    let isOver = false
    const take = (found: string): void => {
      if (!isOver) setText(found)
    }
    const stop = askUntilHere(workspace, file, (found) => {
      if (typeof found === 'string') take(found)
      else void headOf(found).then(take)
    })
    return () => {
      isOver = true
      stop()
    }
  }, [workspace, file])
  return text
}

async function headOf(bytes: Blob): Promise<string> {
  // At most four bytes a letter.
  const text = await bytes.slice(0, 4 * mostLetters).text()
  return text.length < mostLetters && bytes.size <= 4 * mostLetters ? text : `${text.slice(0, mostLetters)}…`
}

function FileText({ file }: { file: Attachment }) {
  const text = useFileText(file)
  return (
    <ScrollRegion label={file.name} className="max-h-[60vh]">
      <pre dir="auto" className="font-mono text-sm wrap-anywhere whitespace-pre-wrap">
        {text ?? say('attach.opening', { name: file.name })}
      </pre>
    </ScrollRegion>
  )
}

/** What a file shows without any of it being run: a picture, letters, or that another program has to open it. */
function Content({ file }: { file: Attachment }) {
  if (isPicture(file.type)) {
    return <FilePicture file={file} alt={file.name} className="mx-auto max-h-[62vh] max-w-full rounded-md" />
  }
  if (file.type === 'text/plain') return <FileText file={file} />
  return <p>{say(file.type === 'application/pdf' ? 'attach.not-shown-pdf' : 'attach.not-shown')}</p>
}

interface FileDialogProps {
  readonly file: Attachment
  readonly onSave: () => void
  readonly onClose: () => void
}

/** One file, looked at. */
export function FileDialog({ file, onSave, onClose }: FileDialogProps) {
  const isShown = isPicture(file.type) || file.type === 'text/plain'
  return (
    <Dialog
      title={file.name}
      description={sayBytes(file.size)}
      size={isShown ? 'xl' : 'md'}
      closeLabel={say('common.close')}
      onClose={onClose}
      footer={
        <Button look={isShown ? 'plain' : 'primary'} icon={<Download size={13} aria-hidden />} onClick={onSave}>
          {say('attach.save-it')}
        </Button>
      }
    >
      <Content file={file} />
    </Dialog>
  )
}
