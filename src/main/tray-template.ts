import type { MenuItemConstructorOptions } from 'electron'
import type { DeskStanding, OutsideWords } from '#shared/notices.ts'

/** What the tray shows. `count`: what waits for the agent. */
export interface TrayState {
  readonly words: OutsideWords
  readonly count: number
  readonly standing: DeskStanding
}

/** What its menu does. */
export interface TrayActions {
  readonly open: () => void
  readonly quit: () => void
}

const linesOf = ({ words, count, standing }: TrayState): string[] => [
  ...(standing === 'signed-out' ? [] : [words.waiting.replace('{n}', String(count))]),
  words[standing],
]

/** What is said where the pointer rests on it: how much waits, and how the desk stands. */
export const trayTip = (state: TrayState): string => ['Tierdesk', ...linesOf(state)].join('\n')

/** Its menu. Where a system shows no tips, the same stands here. */
export function trayTemplate(state: TrayState, { open, quit }: TrayActions): MenuItemConstructorOptions[] {
  const { words } = state
  return [
    ...linesOf(state).map((label) => ({ label, enabled: false })),
    { type: 'separator' },
    { id: 'tray.open', label: words.open, click: open },
    { id: 'tray.quit', label: words.quit, click: quit },
  ]
}
