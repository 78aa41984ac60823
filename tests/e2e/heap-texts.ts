import type { Page } from '@playwright/test'

/**
 * Which of these texts anything in the page’s memory still holds: looks through a snapshot of the heap of its process, which is taken after
 * everything that can be reached by nothing was let go of.
 */
export async function heapTexts(page: Page, texts: readonly string[]): Promise<string[]> {
  const session = await page.context().newCDPSession(page)
  const pieces: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => pieces.push(chunk))
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await session.detach()
  // A piece may end within a text.
  const whole = pieces.join('')
  return texts.filter((text) => whole.includes(text))
}
