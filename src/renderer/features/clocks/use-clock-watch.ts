import { useEffect } from 'react'
import { notify } from '#renderer/ui/toast-store.ts'
import { sayStanding } from '#renderer/words/clock-words.ts'
import { say } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { serviceClock } from '#renderer/workspace/service-clock.ts'
import { ClockNews, type ToldClock } from '#renderer/workspace/told-clocks.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

/** More at once are told of in one line. */
const mostNamed = 2

function tell(told: readonly ToldClock[]): void {
  if (told.length > mostNamed) return notify(say('clock.told-many', { n: told.length }))
  for (const { row, clock, what } of told) {
    const open = (): void => {
      useScreen.getState().openCase(row.id)
      useScreen.getState().focusOn('desk')
    }
    const kind = say(`clock.kind.${clock.kind}`)
    const words =
      what === 'over'
        ? say('clock.told-over', { clock: kind, number: row.number })
        : say('clock.told-close', { clock: kind, number: row.number, time: sayStanding(clock, serviceClock.now()) })
    notify(words, { action: { label: say('snooze.open'), run: open } })
  }
}

/** As often as countdowns move. */
const lookEveryMs = 1000

/**
 * Says which clocks of the agent's own cases are close, and which are over. Without the service, that is by the deadlines which are here and
 * the service's time as the window knows it.
 */
export function useClockWatch(workspace: Workspace): void {
  useEffect(() => {
    const news = new ClockNews(workspace.me.id)
    const sayAll = (told: readonly ToldClock[]): void => {
      if (told.length > 0) tell(told)
    }
    const stop = workspace.subscribe(({ topics }) => {
      if (topics.has('cases')) sayAll(news.heard(workspace.lists.takeTold()))
    })
    const look = (): void => {
      if (workspace.sync.connection !== 'offline') return
      const { lists } = workspace
      sayAll(news.byOwnTime([...lists.cases('mine'), ...lists.cases('snoozed')], serviceClock.now()))
    }
    const timer = setInterval(look, lookEveryMs)
    return () => {
      clearInterval(timer)
      stop()
    }
  }, [workspace])
}
