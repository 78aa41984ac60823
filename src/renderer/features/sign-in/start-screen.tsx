import { Copy, TriangleAlert } from 'lucide-react'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Logo } from '#renderer/ui/logo.tsx'
import { say } from '#renderer/words/say.ts'

type StartScreenProps =
  | { kind: 'opening' }
  | { kind: 'other-window'; name: string; onAgain: () => void }
  | { kind: 'failed' | 'crashed'; trouble: string; onAgain: () => void }

/** What the window shows while there is no desk to show: why, and what to do. */
export function StartScreen(props: StartScreenProps) {
  if (props.kind === 'opening') {
    return (
      <main className="flex h-full flex-col items-center justify-center gap-3 text-ink-3">
        <Logo size={30} />
        <output>{say('start.opening')}</output>
      </main>
    )
  }
  const { kind, onAgain } = props
  if (kind === 'other-window') {
    return (
      <main className="h-full">
        <EmptyState
          icon={<Copy size={18} />}
          title={say('start.other-window')}
          text={say('start.other-window-text', { name: props.name })}
          action={
            <Button look="primary" onClick={onAgain}>
              {say('start.again')}
            </Button>
          }
        />
      </main>
    )
  }
  return (
    <div className="h-full">
      <EmptyState
        icon={<TriangleAlert size={18} />}
        title={say(`start.${kind}`)}
        text={say(`start.${kind}-text`, { trouble: props.trouble })}
        action={
          <Button look="primary" onClick={onAgain}>
            {say(kind === 'failed' ? 'start.again' : 'start.reload')}
          </Button>
        }
      />
    </div>
  )
}
