import type { ReactNode } from 'react'
import { SaveFrame } from '#renderer/forms/save-frame.tsx'
import { say } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'

interface ClockSetFrameProps {
  /** How many things are wrong that were asked to be saved. */
  readonly faults: number
  readonly refusal: string | null
  readonly onSave: () => void
  readonly children: ReactNode
}

const close = (): void => useScreen.getState().show(null)

/** The dialog around a policy or a calendar. */
export function ClockSetFrame({ faults, refusal, onSave, children }: ClockSetFrameProps) {
  return (
    <SaveFrame
      title={say('clock-set.title')}
      text={say('clock-set.text')}
      faults={faults > 0 ? say('clock-set.faults', { n: faults }) : null}
      refusal={refusal}
      saveWords={say('clock-set.save')}
      onSave={onSave}
      onClose={close}
    >
      {children}
    </SaveFrame>
  )
}
