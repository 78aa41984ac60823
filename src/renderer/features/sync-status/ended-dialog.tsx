import { useRef, useState } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'

const readEnded = ({ sync }: Workspace): Workspace['sync']['ended'] => sync.ended

/** The service has ended the session: says so and leads to signing in again. What is on this computer can still be read. */
export function EndedDialog({ onSignIn, onReload }: { onSignIn: () => void; onReload: () => void }) {
  const reason = useRows(['sync'], readEnded)
  const [isPutOff, setPutOff] = useState(false)
  const next = useRef<HTMLButtonElement>(null)
  // A computer that is to forget everything closes its desk instead.
  if (reason === null || reason === 'wiped' || isPutOff) return null
  const isOld = reason === 'protocol-too-old' || reason === 'newer-window'
  return (
    <Dialog
      size="sm"
      title={say(`ended.${reason}`)}
      closeLabel={say('ended.later')}
      onClose={() => setPutOff(true)}
      initialFocus={next}
      footer={
        <>
          <Button look="quiet" onClick={() => setPutOff(true)}>
            {say('ended.later')}
          </Button>
          <Button ref={next} look="primary" onClick={isOld ? onReload : onSignIn}>
            {say(isOld ? 'ended.reload' : 'ended.sign-in')}
          </Button>
        </>
      }
    >
      <p className="text-ink-2">{say(`ended.${reason}-text`)}</p>
    </Dialog>
  )
}
