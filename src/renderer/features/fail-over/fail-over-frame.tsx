import type { ReactNode } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { say } from '#renderer/words/say.ts'

interface FailOverFrameProps {
  /** What the dialog is there to do, on its first button. */
  readonly doLabel: string
  readonly onDo: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** The dialog about a site that is down, or is to be. */
export const FailOverFrame = ({ doLabel, onDo, onClose, children }: FailOverFrameProps) => (
  <Dialog
    title={say('fail-over.title')}
    description={say('fail-over.text')}
    closeLabel={say('common.close')}
    onClose={onClose}
    footer={
      <>
        <Button onClick={onClose}>{say('common.cancel')}</Button>
        <Button look="primary" onClick={onDo}>
          {doLabel}
        </Button>
      </>
    }
  >
    {children}
  </Dialog>
)
