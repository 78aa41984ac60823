import { useEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'
import { Banner } from '#renderer/ui/banner.tsx'
import { Field } from '#renderer/ui/field.tsx'
import type { OwnPin } from '#renderer/workspace/device-lock.ts'
import { pinTrouble } from '#renderer/workspace/pin-rules.ts'
import { policyValue } from '#renderer/workspace/policy.ts'
import { say } from '#renderer/words/say.ts'
import { SealedField } from './sealed-field.tsx'

/** A new PIN on its way: what was typed, what is wrong with it, and how to keep it. */
export interface NewPin {
  readonly typed: { readonly pin: string; readonly again: string }
  readonly wrong: { readonly pin: string | null; readonly again: string | null }
  /** Why it could not be kept. */
  readonly trouble: string | null
  readonly isBusy: boolean
  readonly firstField: RefObject<HTMLInputElement | null>
  readonly type: (typed: Partial<NewPin['typed']>) => void
  readonly keep: () => void
}

/** Choosing a PIN, for the screen and for the dialog. */
export function useNewPin(own: OwnPin, onDone: () => void): NewPin {
  const [typed, setTyped] = useState({ pin: '', again: '' })
  const [wrong, setWrong] = useState<NewPin['wrong']>({ pin: null, again: null })
  const [trouble, setTrouble] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const firstField = useRef<HTMLInputElement>(null)
  useEffect(() => firstField.current?.focus(), [])
  const keep = (): void => {
    if (isBusy) return
    const n = policyValue('PinMinimumLength')
    const found = pinTrouble(typed.pin, n)
    const pin = found === null ? null : say(`pin.${found}`, { n })
    const again = pin === null && typed.pin !== typed.again ? say('pin.not-the-same') : null
    setWrong({ pin, again })
    setTrouble(null)
    if (pin !== null || again !== null) return firstField.current?.select()
    setBusy(true)
    own.choose(typed.pin).then(onDone, (error: unknown) => {
      setBusy(false)
      setTrouble(say('pin.not-kept', { trouble: error instanceof Error ? error.message : String(error) }))
    })
  }
  const type = (more: Partial<NewPin['typed']>): void => setTyped({ ...typed, ...more })
  return { typed, wrong, trouble, isBusy, firstField, type, keep }
}

/** The two fields of a new PIN, with what is wrong. */
export function PinFields({ typed, wrong, trouble, firstField, type }: NewPin) {
  return (
    <>
      {trouble !== null && (
        <Banner tone="bad" className="items-start rounded-md">
          {trouble}
        </Banner>
      )}
      <Field
        label={say('pin.new')}
        hint={say('pin.new-hint', { n: policyValue('PinMinimumLength') })}
        error={wrong.pin}
      >
        {(control) => (
          <SealedField
            control={control}
            fieldRef={firstField}
            name="new-pin"
            autoComplete="off"
            showLabel="pin.show"
            value={typed.pin}
            onChange={(pin) => type({ pin })}
          />
        )}
      </Field>
      <Field label={say('pin.again')} error={wrong.again}>
        {(control) => (
          <SealedField
            control={control}
            name="new-pin-again"
            autoComplete="off"
            showLabel="pin.show"
            value={typed.again}
            onChange={(again) => type({ again })}
          />
        )}
      </Field>
    </>
  )
}
