import { useEffect, useState } from 'react'
import type { Attachment } from '#shared/domain/attachment.ts'
import { say } from '#renderer/words/say.ts'
import { askUntilHere } from '#renderer/workspace/ask-until-here.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { useFileState } from './use-file-state.ts'

type Fetched = { readonly url: string } | { readonly sentence: string } | null

/** The bytes as an address of this page, for as long as somebody looks. */
function useFileUrl({ id, type }: Attachment): Fetched {
  const workspace = useWorkspace()
  const [fetched, setFetched] = useState<Fetched>(null)
  // A file that has just arrived is there now.
  const isHere = useFileState(id) === undefined
  useEffect(() => {
    let url: string | null = null
    const stop = askUntilHere(workspace, { id, type }, (found) => {
      if (typeof found === 'string') return setFetched({ sentence: found })
      url = URL.createObjectURL(found)
      setFetched({ url })
    })
    return () => {
      stop()
      if (url !== null) URL.revokeObjectURL(url)
    }
  }, [workspace, id, type, isHere])
  return fetched
}

/** A picture within a text, or beside it. A decoder of the browser sees its bytes, and nothing else does. */
export function FilePicture({ file, alt, className }: { file: Attachment; alt: string; className: string }) {
  const fetched = useFileUrl(file)
  if (fetched === null) return <span className="rich-picture">{say('attach.opening', { name: file.name })}</span>
  if ('sentence' in fetched) return <span className="rich-picture">{fetched.sentence}</span>
  return <img src={fetched.url} alt={alt} className={className} />
}
