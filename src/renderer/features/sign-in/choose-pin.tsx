import { Button } from '#renderer/ui/button.tsx'
import type { OwnPin } from '#renderer/workspace/device-lock.ts'
import { say } from '#renderer/words/say.ts'
import { EntryCard } from './entry-card.tsx'
import { PinFields, useNewPin } from './pin-fields.tsx'

/** After the first sign-in on a computer: a PIN for days without a network, or none. */
export function ChoosePin({ pin, onDone }: { pin: OwnPin; onDone: () => void }) {
  const chosen = useNewPin(pin, onDone)
  const decline = (): void => {
    // Noted before the desk is there: a window that is closed right after it would ask again. Where it cannot be noted, the next start does.
    pin
      .decline()
      .catch((error: unknown) => reportError(error))
      .finally(onDone)
  }
  return (
    <EntryCard
      title={say('pin.choose-title')}
      text={say('pin.choose-text')}
      onSubmit={chosen.keep}
      below={say('pin.skip-hint')}
    >
      <PinFields {...chosen} />
      <div className="mt-1 flex gap-2">
        <Button size="lg" disabled={chosen.isBusy} onClick={decline}>
          {say('pin.skip')}
        </Button>
        <Button type="submit" look="primary" size="lg" isBusy={chosen.isBusy} className="flex-1">
          {say(chosen.isBusy ? 'pin.keeping' : 'pin.keep')}
        </Button>
      </div>
    </EntryCard>
  )
}
