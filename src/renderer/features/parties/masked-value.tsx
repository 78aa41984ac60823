import { clsx } from 'clsx'
import { useLayoutEffect, useRef, useState } from 'react'
import { RevealPurpose } from '#shared/sync/reveal-protocol.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import { say } from '#renderer/words/say.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { type Moment, shownSeconds, useMoment } from './use-moment.ts'

/** Which value it is, and through which case the agent sees it. */
export interface MaskedValueProps {
  readonly caseId: string
  readonly partyId: string
  /** As the service knows it: `email`, or `fields.NAME`. */
  readonly field: string
  /** What it is called, and whose it is. */
  readonly label: string
  readonly name: string
  readonly mask: string
  readonly mayShow: boolean
}

/** No taller than the line it stands in. */
const inLine = '-my-0.5'
/** As far in as the words on a button: whatever begins a line begins at the same edge. */
const inset = 'ms-2'

/** A masked value with a button that shows it for half a minute, for a purpose. Give it a key: what is shown belongs to one party and case. */
export function MaskedValue({ caseId, partyId, field, label, name, mask, mayShow }: MaskedValueProps) {
  const workspace = useWorkspace()
  const moment = useMoment()
  const [isAsking, setIsAsking] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const button = useKeptFocus(moment.value !== null)
  const ask = async (purpose: RevealPurpose): Promise<void> => {
    // Where it is known that nobody answers, nobody is waited for.
    if (workspace.sync.connection === 'offline') return setTrouble(say('reveal.offline'))
    setIsAsking(true)
    setTrouble(null)
    const found = await workspace.reveal({ table: 'parties', id: partyId, field, caseId, purpose })
    setIsAsking(false)
    if ('value' in found) moment.show(found.value)
    else setTrouble(found.sentence)
  }
  const show = (
    <Button
      ref={button}
      size="sm"
      look="quiet"
      className={inLine}
      isBusy={isAsking}
      aria-label={say('reveal.show-label', { label, name })}
    >
      {say('reveal.show')}
    </Button>
  )
  const purposes = RevealPurpose.options.map((purpose) => ({
    id: purpose,
    label: say(`reveal.${purpose}`),
    onSelect: () => void ask(purpose),
  }))
  return (
    <span className="-ms-2 flex flex-wrap items-baseline">
      {moment.value === null ? (
        <>
          <span className={clsx(inset, 'tabular-nums')}>{mask}</span>
          {mayShow && (
            <Menu trigger={show} align="start" groups={[{ id: 'why', label: say('reveal.why'), items: purposes }]} />
          )}
        </>
      ) : (
        <>
          <bdi className={clsx(inset, 'rounded-sm bg-warn-soft px-1 wrap-anywhere select-all')}>{moment.value}</bdi>
          <span
            role="timer"
            aria-label={say('reveal.left-label', { n: moment.left })}
            className={clsx(inset, 'text-sm text-ink-3 tabular-nums')}
          >
            {say('reveal.left', { n: moment.left })}
          </span>
          <Button
            ref={button}
            size="sm"
            look="quiet"
            className={inLine}
            aria-label={say('reveal.hide-label', { label, name })}
            onClick={moment.hide}
          >
            {say('reveal.hide')}
          </Button>
        </>
      )}
      <output className={trouble === null ? 'sr-only' : clsx(inset, 'basis-full text-sm text-warn')}>
        {trouble ?? announced({ label, name }, moment)}
      </output>
    </span>
  )
}

/** What is read out: once as it appears, and once as it goes. */
function announced(whose: { label: string; name: string }, { value, wasShown }: Moment): string {
  if (value !== null) return say('reveal.shown', { ...whose, value, n: shownSeconds })
  return wasShown ? say('reveal.hidden', whose) : ''
}

/** One button takes the place of the other: whoever was on it stays on it. */
function useKeptFocus(isShown: boolean) {
  const button = useRef<HTMLButtonElement>(null)
  const was = useRef(isShown)
  useLayoutEffect(() => {
    if (was.current === isShown) return
    was.current = isShown
    if (document.activeElement === document.body) button.current?.focus({ preventScroll: true })
  }, [isShown])
  return button
}
