import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import type { OwnPin } from '#renderer/workspace/device-lock.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { say } from '#renderer/words/say.ts'
import { PinFields, useNewPin } from './pin-fields.tsx'

/** Chooses another PIN while the desk is open. */
export function PinDialog({ pin }: { pin: OwnPin }) {
  const close = (): void => useScreen.getState().show(null)
  const chosen = useNewPin(pin, () => {
    close()
    notify(say('pin.changed'))
  })
  return (
    <Dialog
      size="sm"
      title={say('pin.change-title')}
      description={say('pin.choose-text')}
      closeLabel={say('common.close')}
      onClose={close}
      initialFocus={chosen.firstField}
      footer={
        <>
          <Button look="quiet" onClick={close}>
            {say('common.cancel')}
          </Button>
          <Button type="submit" form="new-pin" look="primary" isBusy={chosen.isBusy}>
            {say(chosen.isBusy ? 'pin.keeping' : 'pin.keep')}
          </Button>
        </>
      }
    >
      <form
        id="new-pin"
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          chosen.keep()
        }}
      >
        <PinFields {...chosen} />
      </form>
    </Dialog>
  )
}
