import { AgentState } from '#shared/domain/agent-status.ts'
import { type PickItem, fittingItems } from '#renderer/ui/picker-entries.ts'
import { say } from '#renderer/words/say.ts'

/** A state with a reason for it, as it was typed. */
export interface SaidStatus {
  readonly state: AgentState
  readonly reason: string | null
}

const stateItems = (now: AgentState): PickItem[] =>
  AgentState.options.map((state) => ({
    id: state,
    label: say(`agent-state.${state}`),
    detail: state === now ? say('picker.now') : say(`agent-state-hint.${state}`),
  }))

const longestReason = 200

/** The states that what was typed may mean: all of it as a name, or its beginning as a name and the rest as the reason. */
export function statusItems(now: AgentState): (query: string) => readonly PickItem[] {
  const all = stateItems(now)
  const named = all.map(({ id, label }) => ({ id, label }))
  return (query) => {
    const whole = fittingItems(all, query)
    if (whole.length > 0) return whole
    const words = query.trim().split(/\s+/)
    for (let count = words.length - 1; count > 0; count -= 1) {
      const found = fittingItems(named, words.slice(0, count).join(' '))
      if (found.length === 0) continue
      const reason = words.slice(count).join(' ').slice(0, longestReason)
      return found.map(({ id, label }) => ({
        id: `${id} ${reason}`,
        label: say('duty.with-reason', { state: label, reason }),
      }))
    }
    return []
  }
}

/** What an item of the list says. */
export function saidBy(id: string): SaidStatus | null {
  const [name = '', ...rest] = id.split(' ')
  const state = AgentState.options.find((one) => one === name)
  const reason = rest.join(' ')
  return state === undefined ? null : { state, reason: reason === '' ? null : reason }
}
