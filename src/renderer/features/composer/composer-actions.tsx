import { Paperclip } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { say } from '#renderer/words/say.ts'
import { useComposeRequests } from '#renderer/workspace/compose-request.ts'
import { type AfterSending, longestText } from './send-writing.ts'

interface ComposerActionsProps {
  readonly kind: 'reply' | 'note'
  readonly isBlocked: boolean
  /** Why the case cannot be solved now, or null. */
  readonly solveBlock: string | null
  readonly text: string
  readonly attachKey: string | undefined
  readonly onSend: (status: AfterSending) => void
  readonly onAttach: (files: readonly File[]) => void
}

/** The way to choose files, by the button and by the key. */
function AttachButton({
  isOff,
  attachKey,
  onAttach,
}: Pick<ComposerActionsProps, 'attachKey' | 'onAttach'> & { isOff: boolean }) {
  const input = useRef<HTMLInputElement>(null)
  const choose = (): void => input.current?.click()
  useEffect(() => {
    useComposeRequests.setState({ chooseFiles: isOff ? null : () => input.current?.click() })
    return () => useComposeRequests.setState({ chooseFiles: null })
  }, [isOff])
  return (
    <>
      <IconButton label={say('attach.add')} keys={attachKey} disabled={isOff} className="ml-auto" onClick={choose}>
        <Paperclip size={15} aria-hidden />
      </IconButton>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={say('attach.add')}
        onChange={(event) => {
          onAttach([...(event.target.files ?? [])])
          // The same file may be chosen again.
          event.target.value = ''
        }}
      />
    </>
  )
}

/** What can be done with the text, the usual thing first. */
export function ComposerActions(props: ComposerActionsProps) {
  const { kind, isBlocked, solveBlock, text, attachKey, onSend, onAttach } = props
  const over = text.length - longestText
  const isOff = isBlocked || text.trim() === '' || over > 0
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2">
      <Button look="primary" keys={say('composer.keys')} disabled={isOff} onClick={() => onSend(undefined)}>
        {say(kind === 'note' ? 'composer.add-note' : 'composer.send')}
      </Button>
      {kind === 'reply' && (
        <>
          <Button
            keys={say('composer.keys-solve')}
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
      <AttachButton isOff={isBlocked} attachKey={attachKey} onAttach={onAttach} />
    </div>
  )
}
