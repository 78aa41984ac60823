import { type Notice, type OutsideWords, outsideWords } from '#shared/notices.ts'
import { leadTo } from './page-links.ts'

let words: OutsideWords = outsideWords

/** From now on they are said in these words. */
export function speakNotices(spoken: OutsideWords): void {
  words = spoken
}

/** Asks the person, where they have not answered yet, whether this page may tell them anything outside of itself. */
export async function allowPageNotices(): Promise<{ refused: 'system' | 'browser' | null }> {
  if (!('Notification' in globalThis)) return { refused: 'system' }
  return { refused: (await Notification.requestPermission()) === 'granted' ? null : 'browser' }
}

/** Tells what is new where the person looks elsewhere: its kind and case numbers. Several windows of an agent say it as one. */
export function showPageNotices(notices: readonly Notice[]): void {
  if (!('Notification' in globalThis) || Notification.permission !== 'granted' || document.hasFocus()) return
  const cases = [...new Set(notices.map(({ caseRef }) => caseRef))]
  const [only] = cases.length === 1 ? cases : []
  const kind = only === undefined ? 'many' : (notices.at(-1)?.kind ?? 'many')
  const shown = new Notification(words[kind], { body: cases.slice(0, 5).join(', '), tag: `tierdesk ${only ?? 'many'}` })
  shown.addEventListener('click', () => {
    window.focus()
    if (only !== undefined) leadTo(only)
    shown.close()
  })
}
