import { useEffect } from 'react'
import { notify } from '#renderer/ui/toast-store.ts'
import type { WokenCase } from '#renderer/workspace/case-lists.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'

/** More at once are told of in one line. */
const mostNamed = 2

function tell(woken: readonly WokenCase[]): void {
  if (woken.length > mostNamed) {
    notify(say('snooze.woken-many', { n: woken.length }))
    return
  }
  for (const { row, by } of woken) {
    const open = (): void => {
      useScreen.getState().openCase(row.id)
      useScreen.getState().focusOn('desk')
    }
    notify(say(`snooze.woken-${by}`, { number: row.number, subject: row.subject }), {
      action: { label: say('snooze.open'), run: open },
    })
  }
}

/** Says which of the agent's own cases come back from a snooze. */
export function useWokenWatch(workspace: Workspace): void {
  useEffect(() => {
    const look = (): void => {
      const woken = workspace.takeWoken()
      if (woken.length > 0) tell(woken)
    }
    return workspace.subscribe(({ topics }) => {
      if (topics.has('cases')) look()
    })
  }, [workspace])
}
