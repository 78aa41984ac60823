import { Paperclip } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useKeyLabel } from '#renderer/commands/use-commands.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { say } from '#renderer/words/say.ts'
import { useComposeRequests } from '#renderer/workspace/compose-request.ts'

interface AttachButtonProps {
  readonly isOff: boolean
  readonly onAttach: (files: readonly File[]) => void
}

/** The way to choose files, by the button and by the key. */
export function AttachButton({ isOff, onAttach }: AttachButtonProps) {
  const attachKey = useKeyLabel('write.attach')
  const input = useRef<HTMLInputElement>(null)
  const choose = (): void => input.current?.click()
  useEffect(() => {
    useComposeRequests.setState({ chooseFiles: isOff ? null : () => input.current?.click() })
    return () => useComposeRequests.setState({ chooseFiles: null })
  }, [isOff])
  return (
    <>
      <IconButton label={say('attach.add')} keys={attachKey} disabled={isOff} size="sm" onClick={choose}>
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
