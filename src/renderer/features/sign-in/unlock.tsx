import { useEffect, useRef, useState } from 'react'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Field } from '#renderer/ui/field.tsx'
import type { DeviceLock, PinStanding, Unlocked } from '#renderer/workspace/device-lock.ts'
import { say } from '#renderer/words/say.ts'
import { EntryCard } from './entry-card.tsx'
import { SealedField } from './sealed-field.tsx'

interface UnlockProps {
  lock: DeviceLock
  /** How the PIN stood when the desk was found locked. */
  standing: PinStanding
  onUnlocked: (unlocked: Unlocked) => void
  onKeyLost: () => void
  onSignIn: () => void
}

/** The desk is locked because the service cannot be asked: the PIN opens it, or the service once it answers. */
export function Unlock({ lock, standing: first, onUnlocked, onKeyLost, onSignIn }: UnlockProps) {
  const [standing, setStanding] = useState(first)
  const [pin, setPin] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const { name } = lock.session.agent

  const settle = (after: PinStanding): void => {
    setBusy(false)
    setPin('')
    setStanding(after)
    setWrong(after.can === 'try' ? say('unlock.wrong', { n: after.triesLeft }) : null)
    field.current?.focus()
  }
  const submit = (): void => {
    if (isBusy || standing.can === 'not') return
    if (pin === '') {
      setWrong(say('unlock.missing'))
      return field.current?.focus()
    }
    setBusy(true)
    setWrong(null)
    lock.openWithPin(pin).then(
      (opened) => {
        if ('can' in opened) settle(opened)
        else if ('is' in opened) onKeyLost()
        else onUnlocked(opened)
      },
      (error: unknown) => {
        setBusy(false)
        setWrong(say('unlock.failed', { trouble: error instanceof Error ? error.message : String(error) }))
      },
    )
  }

  return (
    <EntryCard
      title={say('unlock.title')}
      text={say(standing.can === 'try' ? 'unlock.text' : 'unlock.text-no-pin', { name })}
      onSubmit={submit}
      below={
        <button type="button" className="hover:text-ink hover:underline" onClick={onSignIn}>
          {say('unlock.not-me', { name })}
        </button>
      }
    >
      {standing.can === 'not' ? (
        <Banner tone={standing.why === 'none' ? 'plain' : 'warn'} className="items-start rounded-md">
          {say(`unlock.${standing.why}`)}
        </Banner>
      ) : (
        <>
          <Field label={say('unlock.pin')} error={wrong}>
            {(control) => (
              <SealedField
                control={control}
                fieldRef={field}
                name="pin"
                autoComplete="off"
                showLabel="pin.show"
                value={pin}
                onChange={setPin}
              />
            )}
          </Field>
          <Button type="submit" look="primary" size="lg" isBusy={isBusy} className="mt-1">
            {say(isBusy ? 'unlock.busy' : 'unlock.open')}
          </Button>
        </>
      )}
      <p className="flex items-center gap-2 text-sm text-ink-3">
        <span aria-hidden className="size-2 shrink-0 rounded-full bg-accent motion-safe:animate-pulse" />
        {say('unlock.waiting')}
      </p>
    </EntryCard>
  )
}
