import { type ReactNode, useRef } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { useSendKey } from '#renderer/ui/use-send-key.ts'
import { say } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'

interface ClockSetFrameProps {
  /** How many things are wrong that were asked to be saved. */
  readonly faults: number
  /** What the service, or the rule here, said against it. */
  readonly refusal: string | null
  readonly onSave: () => void
  readonly children: ReactNode
}

const close = (): void => useScreen.getState().show(null)

/** The dialog around a policy or a calendar. */
export function ClockSetFrame({ faults, refusal, onSave, children }: ClockSetFrameProps) {
  const box = useRef<HTMLFormElement>(null)
  useSendKey(box, onSave)
  return (
    <Dialog
      size="lg"
      title={say('clock-set.title')}
      description={say('clock-set.text')}
      closeLabel={say('common.close')}
      onClose={close}
      footer={
        <>
          <output className="min-w-0 flex-1 text-sm text-bad">
            {faults > 0 && say('clock-set.faults', { n: faults })}
          </output>
          <Button onClick={close}>{say('common.close')}</Button>
          <Button look="primary" keys={say('composer.keys')} onClick={onSave}>
            {say('clock-set.save')}
          </Button>
        </>
      }
    >
      <form ref={box} className="flex flex-col gap-4" onSubmit={(event) => event.preventDefault()}>
        {children}
        {refusal !== null && (
          <p role="alert" className="text-bad">
            {refusal}
          </p>
        )}
      </form>
    </Dialog>
  )
}
