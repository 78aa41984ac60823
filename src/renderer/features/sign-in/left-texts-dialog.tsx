import { useEffect, useId, useState } from 'react'
import { tellCopied } from '#renderer/commands/tell-copied.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { type LeftText, forgetLeftTexts, leftTexts } from '#renderer/workspace/left-desk.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { say } from '#renderer/words/say.ts'

function Left({ label, text }: LeftText) {
  const id = useId()
  return (
    <div>
      <label id={`${id}-label`} htmlFor={id} className="mb-1 block font-medium wrap-anywhere">
        {label === '' ? say('left-texts.field') : label}
      </label>
      <TextArea id={id} dir="auto" readOnly rows={1} value={text} />
      <div className="mt-1 flex justify-end">
        <Button
          size="sm"
          look="quiet"
          aria-describedby={`${id}-label`}
          onClick={() => tellCopied(text, { tell: notify })}
        >
          {say('waiting.copy')}
        </Button>
      </div>
    </div>
  )
}

/** What stood in a dialog when the desk was locked: the dialog is gone, its texts are not. */
export function LeftTextsDialog() {
  const [texts] = useState(leftTexts)
  useEffect(() => forgetLeftTexts, [])
  const close = (): void => useScreen.getState().show(null)
  return (
    <Dialog
      title={say('left-texts.title')}
      description={say('left-texts.text')}
      closeLabel={say('common.close')}
      onClose={close}
      footer={
        <Button look="primary" onClick={close}>
          {say('left-texts.done')}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        {texts.map((left, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- the list never changes, and two fields may be called alike
          <Left key={at} {...left} />
        ))}
      </div>
    </Dialog>
  )
}
