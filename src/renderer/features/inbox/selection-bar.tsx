import { useEffect } from 'react'
import type { Overlay } from '#renderer/workspace/screen-store.ts'
import { useKeyLabel } from '#renderer/commands/use-commands.ts'
import { announce } from '#renderer/ui/toast-store.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { type WordKey, say, sayCount } from '#renderer/words/say.ts'

const steps: readonly { overlay: Overlay; command: string; words: WordKey }[] = [
  { overlay: 'status', command: 'case.status', words: 'select.status' },
  { overlay: 'priority', command: 'case.priority', words: 'select.priority' },
  { overlay: 'assign', command: 'case.assign', words: 'select.assign' },
  { overlay: 'move', command: 'case.move', words: 'select.move' },
  { overlay: 'tags', command: 'case.tags', words: 'select.tags' },
  { overlay: 'macros', command: 'write.macro', words: 'select.macro' },
  { overlay: 'snooze', command: 'case.snooze', words: 'select.snooze' },
]

function Step({ overlay, command, words }: (typeof steps)[number]) {
  const keys = useKeyLabel(command)
  return (
    <Button size="sm" look="quiet" keys={keys} onClick={() => useScreen.getState().show(overlay)}>
      {say(words)}
    </Button>
  )
}

/** What can be done with the selected cases, above the list. */
export function SelectionBar({ n }: { n: number }) {
  const { select, focusOn } = useScreen.getState()
  useEffect(() => announce(say('select.announced', { n })), [n])
  return (
    <div
      role="toolbar"
      aria-label={say('select.label')}
      className="flex shrink-0 flex-wrap items-center gap-x-0.5 gap-y-1 border-b border-line bg-accent-soft px-2 py-1"
    >
      <span className="px-1 font-medium tabular-nums">{say('select.some', { n: sayCount(n) })}</span>
      {steps.map((step) => (
        <Step key={step.overlay} {...step} />
      ))}
      <Button
        size="sm"
        look="quiet"
        keys="Esc"
        className="ml-auto"
        onClick={() => {
          select(new Set())
          focusOn('list')
        }}
      >
        {say('select.clear')}
      </Button>
    </div>
  )
}
