import { Dialog } from '#renderer/ui/dialog.tsx'
import { say } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'

/** Shown where the escalation went on while the form was being asked for. */
export function NotNow() {
  const show = useScreen((screen) => screen.show)
  return (
    <Dialog title={say('escalation.banner')} onClose={() => show(null)} closeLabel={say('escalate.cancel')} size="sm">
      <p>{say('refused.escalation-moved-on')}</p>
    </Dialog>
  )
}
