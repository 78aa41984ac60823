import { useEffect } from 'react'
import { notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import { AskedLink, type LinkDesk } from '#renderer/workspace/asked-link.ts'
import { onLinkAsked, takeLink } from '#renderer/workspace/outside.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

// Also while the desk is drawn anew, in another language for one.
const asked = new AskedLink()

function deskOf(workspace: Workspace): LinkDesk {
  const { openCase, focusOn, showView, setSearch } = useScreen.getState()
  return {
    find: (caseRef) => {
      const byId = workspace.get('cases', caseRef.toLowerCase())
      return byId === undefined ? workspace.all('cases').filter(({ number }) => number === caseRef) : [byId]
    },
    sync: () => workspace.sync,
    isCovered: () => useScreen.getState().overlay !== null,
    open: ({ id }) => {
      openCase(id)
      focusOn('desk')
    },
    list: (caseRef) => {
      showView('all-open')
      setSearch(caseRef)
      focusOn('list')
    },
    say: (what, caseRef) => notify(say(`link.${what}`, { number: caseRef }), what === 'waits' ? {} : { tone: 'bad' }),
    now: () => performance.now(),
  }
}

/** Leads to the cases that links from outside name: the one that waited for this desk, and those that come while it is open. */
export function useAskedLinks(workspace: Workspace): void {
  useEffect(() => {
    const desk = deskOf(workspace)
    let timer: ReturnType<typeof setTimeout> | null = null
    const look = (): void => {
      if (!asked.look(desk) || timer !== null) return
      timer = setTimeout(() => {
        timer = null
        look()
      }, 1000)
    }
    const take = (): void => {
      takeLink().then(
        (caseRef) => {
          if (caseRef !== null) asked.ask(caseRef, desk)
          look()
        },
        (error: unknown) => reportError(error),
      )
    }
    const stops = [onLinkAsked(take), workspace.subscribe(look), useScreen.subscribe(look)]
    take()
    return () => {
      for (const stop of stops) stop()
      if (timer !== null) clearTimeout(timer)
    }
  }, [workspace])
}
