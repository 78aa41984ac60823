import { useRef, useState } from 'react'
import { formOf } from '#shared/domain/case-form.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { useCommands } from '#renderer/commands/use-commands.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { say } from '#renderer/words/say.ts'
import { addChecks } from '#renderer/workspace/form-actions.ts'
import { refusalWords } from '#renderer/workspace/refusal-words.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { closeOverlay, useTarget } from './use-target.ts'

const mostAtOnce = 30
const longest = 300

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim().slice(0, longest))
    .filter((line) => line !== '')

/** Puts things to do on the case that is meant: a line each. What its form proposes stands there at first. */
export function ChecksDialog() {
  const workspace = useWorkspace()
  const commands = useCommands()
  const row = useTarget()
  const field = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState(() => {
    if (row === undefined || (row.checklist ?? []).length > 0) return ''
    const form = formOf(row, { forms: workspace.all('forms'), queues: workspace.all('queues') })
    return (form?.checklist ?? []).join('\n')
  })
  const [refusal, setRefusal] = useState<string | null>(null)
  if (row === undefined) return null
  const lines = linesOf(text)
  const add = (): void => {
    if (lines.length === 0) return field.current?.focus()
    if (lines.length > mostAtOnce) return setRefusal(say('details.checks-too-many', { n: mostAtOnce }))
    const { desk } = commands.contextNow()
    const named = addChecks(workspace, row.id, lines)
    if ('refused' in named) return setRefusal(refusalWords(workspace, named))
    tellOutcome(desk, named)
    closeOverlay()
    desk.tell(say('commands.checks-added', { n: lines.length, number: row.number }))
  }
  return (
    <Dialog
      title={say('details.checks-title', { number: row.number })}
      description={say('details.checks-text')}
      closeLabel={say('common.cancel')}
      onClose={closeOverlay}
      initialFocus={field}
      footer={
        <>
          <Button onClick={closeOverlay}>{say('common.cancel')}</Button>
          <Button look="primary" keys={say('composer.keys')} onClick={add}>
            {say('details.checks-add')}
          </Button>
        </>
      }
    >
      <Field label={say('details.checks-lines')} error={refusal}>
        {(control) => (
          <TextArea
            {...control}
            ref={field}
            rows={5}
            dir="auto"
            value={text}
            onChange={({ target }) => setText(target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.nativeEvent.isComposing || !(event.ctrlKey || event.metaKey)) return
              event.preventDefault()
              add()
            }}
          />
        )}
      </Field>
    </Dialog>
  )
}
