import { type KeyboardEvent, type RefObject, useState } from 'react'
import type { Row } from '#shared/tables.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { whoSees } from '#renderer/workspace/who-sees.ts'
import type { TextBox } from './text-box.ts'
import { type Mentionable, mentionAt, mentionable } from './mentions.ts'

interface Mentions {
  /** Colleagues to choose from; empty while nobody is being named. */
  readonly offered: readonly Mentionable[]
  readonly active: number
  /** The text or the cursor moved. */
  readonly look: () => void
  readonly pick: (agent: Row<'agents'>) => void
  /** True where the key was for the list. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean
}

const none: { readonly offered: readonly Mentionable[]; readonly active: number } = { offered: [], active: 0 }

/** Completes colleagues' names after an @ in a note on a case. `put` writes over what stands between two places of the text. */
export function useMentions(
  row: Row<'cases'>,
  box: RefObject<TextBox | null>,
  isNote: boolean,
  put: (text: string, start: number, end: number) => void,
): Mentions {
  const workspace = useWorkspace()
  const [{ offered, active }, setList] = useState(none)
  const before = (): string => {
    const { current } = box
    return current === null ? '' : current.value.slice(0, current.selectionStart)
  }
  const close = (): void => setList(none)
  const look = (): void => {
    const query = isNote ? mentionAt(before().split('\n').at(-1) ?? '') : null
    if (query === null) return offered.length === 0 ? undefined : close()
    const others = workspace.all('agents').filter(({ id }) => id !== workspace.me.id)
    setList({ offered: mentionable(others, query, whoSees(workspace, row)), active: 0 })
  }
  const pick = (agent: Row<'agents'>): void => {
    const text = before()
    put(`@${agent.name} `, text.lastIndexOf('@'), text.length)
    close()
  }
  const move = (by: number): void => setList({ offered, active: (active + by + offered.length) % offered.length })
  const onKeyDown = (event: KeyboardEvent): boolean => {
    const chosen = offered[active]
    if (chosen === undefined || event.ctrlKey || event.metaKey || event.altKey) return false
    const actions: { readonly [key: string]: () => void } = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: () => pick(chosen.agent),
      Tab: () => pick(chosen.agent),
      Escape: close,
    }
    const action = actions[event.key]
    if (action === undefined) return false
    event.preventDefault()
    event.stopPropagation()
    action()
    return true
  }
  return { offered, active, look, pick, onKeyDown }
}
