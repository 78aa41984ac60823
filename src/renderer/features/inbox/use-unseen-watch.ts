import { useEffect } from 'react'
import { notify } from '#renderer/ui/toast-store.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { type News, unseenNews } from '#renderer/workspace/unseen-news.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'

/** More at once are told of in one line. */
const mostNamed = 2

// Whoever looks over a shoulder may read it: never what was written, nor by whom.
const newsWords = ({ row: { number, status }, mark: { what } }: News): string =>
  what === 'status'
    ? say('details.followed-status', { number, status: say(`status.${status}`) })
    : say(`unseen.${what}`, { number })

function tell(news: readonly News[]): void {
  const { caseId, openCase, showView, focusOn } = useScreen.getState()
  // What is in front is about to be seen.
  const others = news.filter(({ row }) => row.id !== caseId)
  const label = say('details.look')
  if (others.length > mostNamed) {
    const run = (): void => {
      showView('for-you')
      focusOn('list')
    }
    notify(say('unseen.many', { n: others.length }), { action: { label, run } })
    return
  }
  for (const one of others) {
    const run = (): void => {
      openCase(one.row.id)
      focusOn('desk')
    }
    notify(newsWords(one), { action: { label, run } })
  }
}

/** Says in passing what comes to the list “For you”, where it stays until it is looked at. */
export function useUnseenWatch(workspace: Workspace): void {
  useEffect(() => unseenNews(workspace, tell), [workspace])
}
