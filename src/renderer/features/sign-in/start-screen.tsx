import { KeyRound, MonitorX, ShieldX, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState, type EmptyStateProps } from '#renderer/ui/empty-state.tsx'
import { Logo } from '#renderer/ui/logo.tsx'
import { say } from '#renderer/words/say.ts'

type StartScreenProps =
  | { kind: 'opening' }
  | { kind: 'failed' | 'crashed'; trouble: string; onAgain: () => void }
  | { kind: 'refused'; sentence: string; onAgain: () => void }
  | { kind: 'wiped'; onAgain: () => void }
  | { kind: 'key-lost'; onAgain: () => void; onAnew: () => void }

const primary = (words: string, onClick: () => void): ReactNode => (
  <Button look="primary" onClick={onClick}>
    {words}
  </Button>
)

function contentOf(props: Exclude<StartScreenProps, { kind: 'opening' }>): EmptyStateProps {
  switch (props.kind) {
    case 'refused':
      return {
        icon: <ShieldX size={18} />,
        title: say('start.refused'),
        text: props.sentence,
        action: primary(say('start.sign-in'), props.onAgain),
      }
    case 'wiped':
      return {
        icon: <MonitorX size={18} />,
        title: say('start.wiped'),
        text: say('start.wiped-text'),
        action: primary(say('start.sign-in'), props.onAgain),
      }
    case 'key-lost':
      return {
        icon: <KeyRound size={18} />,
        title: say('start.key-lost'),
        text: say('start.key-lost-text'),
        action: (
          <div className="flex gap-2">
            <Button look="danger" onClick={props.onAnew}>
              {say('start.anew')}
            </Button>
            {primary(say('start.again'), props.onAgain)}
          </div>
        ),
      }
    case 'failed':
    case 'crashed':
      return {
        icon: <TriangleAlert size={18} />,
        title: say(`start.${props.kind}`),
        text: say(`start.${props.kind}-text`, { trouble: props.trouble }),
        action: primary(say(props.kind === 'failed' ? 'start.again' : 'start.reload'), props.onAgain),
      }
  }
}

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
  // A pane that crashed stands within the desk, which has a main of its own.
  const Box = props.kind === 'failed' || props.kind === 'crashed' ? 'div' : 'main'
  return (
    <Box className="h-full">
      <EmptyState {...contentOf(props)} />
    </Box>
  )
}
