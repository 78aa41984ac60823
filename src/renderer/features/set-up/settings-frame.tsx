import { X } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import { DialogFrame } from '#renderer/ui/dialog.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { say } from '#renderer/words/say.ts'

interface SettingsFrameProps {
  readonly title: string
  readonly text: string
  /** Where one is chosen. */
  readonly list: ReactNode
  /** What can be set of the one that is chosen. */
  readonly children: ReactNode
  /** What keeps it from being saved, or how it stands. */
  readonly note: ReactNode
  /** Undefined: nothing can be saved at the moment. */
  readonly onSave: (() => void) | undefined
  readonly onClose: () => void
  readonly onKeyDown?: (event: KeyboardEvent) => void
}

/** The frame of settings that there are several of: a list, what is set of the one that is chosen, and saving it. */
export function SettingsFrame(props: SettingsFrameProps) {
  const { title, onClose, onSave } = props
  const onKeyDown = (event: KeyboardEvent): void => {
    const isSaving = event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing
    if (!isSaving) return props.onKeyDown?.(event)
    event.preventDefault()
    event.stopPropagation()
    onSave?.()
  }
  return (
    <DialogFrame label={title} className="h-[82vh] max-w-5xl" onClose={onClose}>
      <div className="contents" onKeyDownCapture={onKeyDown}>
        <div className="border-b border-line py-2.5 pr-12 pl-4">
          <h2 className="text-lg font-semibold">{title}</h2>
          <p className="text-ink-2">{props.text}</p>
        </div>
        <div className="grid min-h-0 flex-1 grid-cols-[19rem_minmax(0,1fr)] max-[52rem]:grid-cols-[12rem_minmax(0,1fr)]">
          <div className="flex min-h-0 flex-col border-e border-line">{props.list}</div>
          <div className="scroll-slim min-h-0 overflow-y-auto px-4 py-3">{props.children}</div>
        </div>
        <div className="flex items-center justify-end gap-2 border-t border-line px-4 py-3">
          <output className="min-w-0 flex-1 text-sm text-ink-3">{props.note}</output>
          <Button onClick={onClose}>{say('common.close')}</Button>
          <Button look="primary" keys={say('composer.keys')} disabled={onSave === undefined} onClick={onSave}>
            {say('routing.save')}
          </Button>
        </div>
        {/* Last in order, so that the focus goes to the list. */}
        <IconButton className="absolute top-2.5 right-3" label={say('common.close')} onClick={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
    </DialogFrame>
  )
}
