import type { Attachment } from '#shared/domain/attachment.ts'
import type { Workspace } from './workspace.ts'

/** What is asked, and what tells that the connection is back. */
export interface FileSource {
  subscribe(listener: () => void): () => void
  readonly files: Pick<Workspace['files'], 'open'>
  readonly sync: Pick<Workspace['sync'], 'connection'>
}

/** How long until bytes that were not to be had are asked for again, in milliseconds: each time twice as long, up to the most. */
const firstWaitMs = 2000
const mostWaitMs = 300_000

/**
 * Asks for the bytes of a file until they are there: a text reaches its readers before the files of whoever wrote it without a network,
 * and a reader may be without one. `heard` is told each answer: the bytes, or a sentence for people. The answer ends the asking.
 */
export function askUntilHere(
  source: FileSource,
  file: Pick<Attachment, 'id' | 'type'>,
  heard: (found: Blob | string) => void,
): () => void {
  let waitMs = firstWaitMs
  let timer: ReturnType<typeof setTimeout> | undefined
  let isAsking = false
  let isOver = false
  let wasOnline = source.sync.connection === 'online'
  const stopHearing = source.subscribe(() => {
    const isOnline = source.sync.connection === 'online'
    if (isOnline && !wasOnline) ask()
    wasOnline = isOnline
  })
  const end = (): void => {
    isOver = true
    clearTimeout(timer)
    stopHearing()
  }
  const ask = (): void => {
    if (isAsking || isOver) return
    clearTimeout(timer)
    isAsking = true
    void source.files.open(file).then((found) => {
      isAsking = false
      if (isOver) return
      heard(found)
      if (typeof found !== 'string') return end()
      timer = setTimeout(ask, waitMs)
      waitMs = Math.min(waitMs * 2, mostWaitMs)
    })
  }
  ask()
  return end
}
