import { useKeyLabel } from '#renderer/commands/use-commands.ts'
import { Button } from '#renderer/ui/button.tsx'
import { say } from '#renderer/words/say.ts'
import type { AfterSending } from '#renderer/workspace/compose-request.ts'
import { longestText } from './send-writing.ts'

interface ComposerActionsProps {
  readonly kind: 'reply' | 'note'
  readonly isBlocked: boolean
  /** Why the case cannot be solved now, or null. */
  readonly solveBlock: string | null
  readonly text: string
  readonly onSend: (status: AfterSending) => void
}

/** As short as it is printed on the keys themselves: three buttons stand beside one another. */
const signs = (label: string | undefined): string | undefined =>
  label?.replaceAll('+', ' ').replace('Shift', '⇧').replace('Enter', '↵')

/** What can be done with the text, the usual thing first. */
export function ComposerActions(props: ComposerActionsProps) {
  const { kind, isBlocked, solveBlock, text, onSend } = props
  const over = text.length - longestText
  const sendKeys = signs(useKeyLabel('write.send'))
  const solveKeys = signs(useKeyLabel('write.send-solve'))
  const isOff = isBlocked || text.trim() === '' || over > 0
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2">
      <Button look="primary" keys={sendKeys} disabled={isOff} onClick={() => onSend(undefined)}>
        {say(kind === 'note' ? 'composer.add-note' : 'composer.send')}
      </Button>
      {kind === 'reply' && (
        <>
          <Button
            keys={solveKeys}
            disabled={isOff || solveBlock !== null}
            title={solveBlock ?? undefined}
            onClick={() => onSend('solved')}
          >
            {say('composer.send-solve')}
          </Button>
          <Button disabled={isOff} onClick={() => onSend('pending')}>
            {say('composer.send-pending')}
          </Button>
        </>
      )}
      {over > 0 && <span className="text-sm text-bad">{say('composer.too-long', { n: over })}</span>}
    </div>
  )
}
