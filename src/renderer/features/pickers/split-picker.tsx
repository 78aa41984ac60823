import { useMemo, useRef, useState } from 'react'
import { snippetOf } from '#shared/domain/case.ts'
import type { Row } from '#shared/tables.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { useCommands } from '#renderer/commands/use-commands.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { PickerDialog } from '#renderer/ui/picker-dialog.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { apart, say, sayAt } from '#renderer/words/say.ts'
import { refusalWords } from '#renderer/workspace/refusal-words.ts'
import { splitCase } from '#renderer/workspace/relation-actions.ts'
import { useCold } from '#renderer/workspace/use-cold.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { closeOverlay, useTarget } from './use-target.ts'

type Message = Row<'messages'>

/** Makes a case of its own from one thing that a party wrote: chooses the message first, then asks for the subject. */
export function SplitPicker() {
  const row = useTarget()
  return row === undefined ? null : <SplitOf row={row} />
}

const isOfParty = ({ kind, author, text }: Message): boolean =>
  kind === 'reply' && author.kind === 'party' && text.trim() !== ''

function SplitOf({ row }: { row: Row<'cases'> }) {
  const { rows } = useCold('messages', row.id)
  const [chosen, setChosen] = useState<Message | null>(null)
  const messages = useMemo(() => rows.filter(isOfParty).reverse(), [rows])
  const items = useMemo(
    () =>
      messages.map(({ id, text, author, at }) => ({
        id,
        label: snippetOf(text),
        detail: `${apart(author.name)} · ${sayAt(at)}`,
      })),
    [messages],
  )
  if (chosen !== null) return <NameSplit row={row} message={chosen} onBack={() => setChosen(null)} />
  return (
    <PickerDialog
      title={say('picker.split', { number: row.number })}
      placeholder={say('picker.split-placeholder')}
      items={items}
      emptyText={say('picker.split-none')}
      footer={say('picker.split-hint')}
      onPick={({ id }) => setChosen(messages.find((one) => one.id === id) ?? null)}
      onClose={closeOverlay}
    />
  )
}

const longestSubject = 80

/** The beginning of what was written, up to the end of a word. */
function firstWords(text: string): string {
  const line = snippetOf(text).replace(/…$/, '')
  if (line.length <= longestSubject) return line
  const cut = line.slice(0, longestSubject)
  // Where words are not set apart, any sign will do; but never half of one.
  return (cut.includes(' ') ? cut.slice(0, cut.lastIndexOf(' ')) : cut).replace(/[\uD800-\uDBFF]$/, '').trim()
}

interface NameSplitProps {
  readonly row: Row<'cases'>
  readonly message: Message
  readonly onBack: () => void
}

function NameSplit({ row, message, onBack }: NameSplitProps) {
  const workspace = useWorkspace()
  const commands = useCommands()
  const [subject, setSubject] = useState(() => firstWords(message.text))
  const [refusal, setRefusal] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const split = (): void => {
    if (subject.trim() === '') return field.current?.focus()
    const { desk, screen } = commands.contextNow()
    const { named, newCaseId } = splitCase(workspace, row, message, subject.trim())
    if ('refused' in named) return setRefusal(refusalWords(workspace, named))
    tellOutcome(desk, named)
    closeOverlay()
    screen.openCase(newCaseId)
    screen.focusOn('desk')
    desk.tell(say('commands.split-done', { number: workspace.get('cases', newCaseId)?.number ?? '', from: row.number }))
  }
  return (
    <Dialog
      title={say('split.title', { number: row.number })}
      description={say('split.text')}
      closeLabel={say('common.cancel')}
      onClose={closeOverlay}
      initialFocus={field}
      footer={
        <>
          <Button onClick={onBack}>{say('split.other')}</Button>
          <Button look="primary" keys={say('composer.keys')} onClick={split}>
            {say('split.do')}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          split()
        }}
      >
        <Field label={say('split.subject')} error={refusal}>
          {(control) => (
            <TextField
              {...control}
              ref={field}
              dir="auto"
              maxLength={500}
              value={subject}
              onChange={({ target }) => setSubject(target.value)}
            />
          )}
        </Field>
        <blockquote
          dir="auto"
          className="max-h-48 overflow-y-auto rounded-lg border border-line bg-raise px-3 py-2 wrap-anywhere whitespace-pre-wrap"
        >
          {message.text}
        </blockquote>
      </form>
    </Dialog>
  )
}
