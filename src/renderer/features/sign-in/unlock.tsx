import { useEffect, useRef, useState } from 'react'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { useCertificate } from '#renderer/workspace/certificate-store.ts'
import type { DeviceLock, PinStanding, ShareAnswer, Unlocked } from '#renderer/workspace/device-lock.ts'
import { policyValue } from '#renderer/workspace/policy.ts'
import type { LockedBy } from '#renderer/workspace/saved-session.ts'
import { watchShut } from '#renderer/workspace/shut-watch.ts'
import { say } from '#renderer/words/say.ts'
import { EntryCard } from './entry-card.tsx'
import { SealedField } from './sealed-field.tsx'

interface UnlockProps {
  lock: DeviceLock
  /** How the PIN stood when the desk was found locked. */
  standing: PinStanding
  /** What locked an open desk; null: the service could not be asked at the start, and the desk opens by itself when it can. */
  by: LockedBy | null
  /** The service says that it is not to be opened here any more. */
  onAnswered: (lock: DeviceLock, answer: ShareAnswer) => void
  onUnlocked: (unlocked: Unlocked) => void
  onKeyLost: () => void
  onSignIn: () => void
}

/** Whether the service can be reached while the desk is locked; null until it is known. What it says of the PIN goes to `told`. */
function useService(
  { lock, by, onAnswered }: Pick<UnlockProps, 'lock' | 'by' | 'onAnswered'>,
  told: (standing: PinStanding) => void,
): boolean | null {
  const [isReachable, setReachable] = useState<boolean | null>(null)
  const ears = useRef({ told, onAnswered })
  useEffect(() => {
    ears.current = { told, onAnswered }
  })
  const isShut = by !== null
  useEffect(() => {
    if (!isShut) return undefined
    return watchShut(lock, {
      reachable: (can, standing) => {
        setReachable(can)
        ears.current.told(standing)
      },
      refused: (answer) => ears.current.onAnswered(lock, answer),
    })
  }, [lock, isShut])
  return isReachable
}

/** What is said first: who is to do what. */
function heading(name: string, standing: PinStanding, by: LockedBy | null): string {
  const can = standing.can === 'try'
  if (by === null) return say(can ? 'unlock.text' : 'unlock.text-no-pin', { name })
  return say(can ? 'unlock.shut-text' : 'unlock.shut-text-no-pin', { name })
}

/** Why no PIN opens the desk now. */
function reasonOf(why: Extract<PinStanding, { can: 'not' }>['why'], by: LockedBy | null): string {
  if (by === null || why === 'lease-over' || why === 'clock-back') return say(`unlock.${why}`)
  return say(`unlock.shut-${why}`)
}

/** Why the desk is locked, and what opens it beside the PIN. */
function Circumstance({ by, isReachable, can }: { by: LockedBy | null; isReachable: boolean | null; can: boolean }) {
  const { isRefused } = useCertificate()
  if (isRefused) {
    return (
      <Banner tone="warn" className="items-start rounded-md">
        {say('unlock.wrong-certificate')}
      </Banner>
    )
  }
  if (by === null) {
    return (
      <p className="flex items-center gap-2 text-sm text-ink-3">
        <span aria-hidden className="size-2 shrink-0 rounded-full bg-accent motion-safe:animate-pulse" />
        {say('unlock.waiting')}
      </p>
    )
  }
  if (isReachable === false && !can) {
    return (
      <Banner tone="warn" className="items-start rounded-md">
        {say('unlock.shut-unreachable')}
      </Banner>
    )
  }
  if (by === 'agent') return null
  return <p className="text-sm text-ink-3">{say(`unlock.by-${by}`, { n: policyValue('IdleLockMinutes') })}</p>
}

/** The desk is locked: the PIN opens it. Where nobody locked it, and only the service could not be asked, that does too once it answers. */
export function Unlock(props: UnlockProps) {
  const { lock, standing: first, by, onUnlocked, onKeyLost, onSignIn } = props
  const [standing, setStanding] = useState(first)
  const [pin, setPin] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const signIn = useRef<HTMLButtonElement>(null)
  const can = standing.can === 'try'
  useEffect(() => (field.current ?? signIn.current)?.focus(), [can])
  const { name } = lock.session.agent
  // A try that is under way says itself how it ended.
  const isReachable = useService(props, (told) => isBusy || setStanding(told))

  const settle = (after: PinStanding): void => {
    setBusy(false)
    setPin('')
    setStanding(after)
    setWrong(after.can === 'try' ? say('unlock.wrong', { n: after.triesLeft }) : null)
    field.current?.focus()
  }
  const submit = (): void => {
    if (isBusy) return
    if (!can) {
      if (by !== null) onSignIn()
      return
    }
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
      text={heading(name, standing, by)}
      onSubmit={submit}
      below={
        <button type="button" className="hover:text-ink hover:underline" onClick={onSignIn}>
          {say('unlock.not-me', { name })}
        </button>
      }
    >
      {standing.can === 'not' ? (
        <>
          <Banner tone={standing.why === 'none' ? 'plain' : 'warn'} className="items-start rounded-md">
            {reasonOf(standing.why, by)}
          </Banner>
          {by !== null && (
            <Button ref={signIn} type="submit" look="primary" size="lg">
              {say('start.sign-in')}
            </Button>
          )}
        </>
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
      <Circumstance by={by} isReachable={isReachable} can={can} />
    </EntryCard>
  )
}
