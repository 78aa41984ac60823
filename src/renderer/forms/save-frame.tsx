import { type ReactNode, useRef } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { useSendKey } from '#renderer/ui/use-send-key.ts'
import { say } from '#renderer/words/say.ts'

interface SaveFrameProps {
  readonly title: string
  readonly text: string
  readonly size?: 'lg' | 'xl'
  /** What is wrong with what was asked to be saved, in words; null where nothing is. */
  readonly faults: string | null
  /** What the service, or the rule here, said against it. */
  readonly refusal: string | null
  readonly saveWords: string
  readonly onSave: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** The dialog around what a lead sets up: it stays open after saving, and Ctrl+Enter saves. */
export function SaveFrame(props: SaveFrameProps) {
  const { title, text, size = 'lg', faults, refusal, saveWords, onSave, onClose, children } = props
  const box = useRef<HTMLFormElement>(null)
  useSendKey(box, onSave)
  return (
    <Dialog
      size={size}
      title={title}
      description={text}
      closeLabel={say('common.close')}
      onClose={onClose}
      footer={
        <>
          <output className="min-w-0 flex-1 text-sm text-bad">{faults}</output>
          <Button onClick={onClose}>{say('common.close')}</Button>
          <Button look="primary" keys={say('composer.keys')} onClick={onSave}>
            {saveWords}
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
