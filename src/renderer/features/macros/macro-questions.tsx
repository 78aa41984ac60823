import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import type { MacroSource } from '#shared/applied-macro.ts'
import { type MacroInput, macroPath } from '#shared/domain/macro.ts'
import { unresolvedIn } from '#shared/macro-placeholders.ts'
import { variantsOf } from '#shared/macro-variants.ts'
import type { InputValues } from '#shared/macro-template.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { nameOfLanguage } from '#renderer/words/name-of-language.ts'
import { say } from '#renderer/words/say.ts'
import type { MacroGiven } from '#renderer/workspace/macro-work.ts'
import { MacroPreview } from './macro-preview.tsx'
import { type OpenCase, type Used, whyNot } from './use-macros.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'

interface QuestionProps {
  readonly input: MacroInput
  readonly value: string
  readonly onChange: (value: string) => void
}

const fieldTypes = { text: 'text', number: 'number', date: 'date' } as const

/** One question, in the control that suits its kind. */
function Question({ input, value, onChange }: QuestionProps) {
  const { kind, options, label, isRequired } = input
  const choices =
    kind === 'yes-no'
      ? [
          { value: 'yes', label: say('macro.yes') },
          { value: 'no', label: say('macro.no') },
        ]
      : options.map((option) => ({ value: option, label: option }))
  return (
    <Field label={label} aside={isRequired ? undefined : say('macro.optional')}>
      {(control) =>
        kind === 'choice' || kind === 'yes-no' ? (
          <SelectField
            {...control}
            aria-required={isRequired}
            value={value}
            placeholder={say('macro.choose')}
            options={choices}
            onChange={onChange}
          />
        ) : (
          <TextField
            {...control}
            type={fieldTypes[kind]}
            aria-required={isRequired}
            maxLength={500}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  )
}

/** What was answered, as templates see it: an empty answer is none. */
const answers = (values: { readonly [key: string]: string }): InputValues =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''))

type Use = (source: MacroSource, given: MacroGiven) => Used

interface MacroQuestionsProps {
  readonly source: MacroSource
  /** The case that the dry run is of: the one that is meant, or one of many. */
  readonly open: OpenCase | null
  /** Puts it into the composer, which is what Enter does; null for many cases: then nothing happens without Ctrl. */
  readonly insert: Use | null
  readonly sendNow: Use
  readonly sendLabel?: string
  readonly onClose: () => void
}

/** Looks at a macro before it is applied: its questions, its language, and the dry run, which follows the answers. */
export function MacroQuestions({ source, open, insert, sendNow, sendLabel, onClose }: MacroQuestionsProps) {
  const workspace = useWorkspace()
  const { content } = source
  const inputs = content.inputs ?? []
  const sheet = useRef<HTMLDivElement>(null)
  const [values, setValues] = useState<{ readonly [key: string]: string }>({})
  const [locale, setLocale] = useState<string | null>(null)
  const given = useMemo((): MacroGiven => ({ inputs: answers(values), locale }), [values, locale])
  const prepared = useMemo(() => open?.prepare(source, given) ?? null, [open, source, given])
  const languages = variantsOf(content).flatMap((one) => one.locale ?? [])
  const isForMany = insert === null
  // Of many cases each is looked at by itself: what stands in the way of this one is in the report.
  const isBarred = prepared !== null && !isForMany && whyNot(workspace, prepared) !== null
  const isOff = prepared === null || isBarred || prepared.missing.length > 0
  // What is not filled can be filled in the composer; at once nothing goes out with a hole in it.
  const isHeld = prepared !== null && !isForMany && unresolvedIn(prepared.filled.text).length > 0
  const run = (how: Use | null): void => {
    if (!isOff && how?.(source, given) === 'done') onClose()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.key !== 'Enter') return
    const isAtOnce = event.ctrlKey || event.metaKey
    // Enter on a button presses that button.
    if (!isAtOnce && !(event.target instanceof HTMLInputElement)) return
    event.preventDefault()
    event.stopPropagation()
    if (isAtOnce && isHeld) return
    run(isAtOnce ? sendNow : insert)
  }
  return (
    <div className="contents" onKeyDownCapture={onKeyDown}>
      <Dialog
        title={macroPath(content.title).name}
        description={content.description}
        closeLabel={say('common.close')}
        size="xl"
        onClose={onClose}
        // Not the button that writes to all of them: Enter picked the macro, and a second one must not send it.
        {...(isForMany && inputs.length === 0 ? { initialFocus: sheet } : {})}
        footer={
          <>
            <span className="mr-auto text-sm text-ink-3">
              {prepared !== null && prepared.missing.length > 0
                ? say('macro.still-missing', { list: prepared.missing.map(({ label }) => label).join(', ') })
                : ''}
            </span>
            <Button
              {...(isForMany ? { look: 'primary' as const } : {})}
              keys={say('macro.keys-send')}
              disabled={isOff || isHeld}
              onClick={() => run(sendNow)}
            >
              {sendLabel ?? say('macro.send-now')}
            </Button>
            {!isForMany && (
              <Button look="primary" keys="↵" disabled={isOff} onClick={() => run(insert)}>
                {say('macro.insert')}
              </Button>
            )}
          </>
        }
      >
        <div className="grid gap-4 md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
          <div className="flex flex-col gap-3">
            {inputs.map((input) => (
              <Question
                key={input.key}
                input={input}
                value={values[input.key] ?? ''}
                onChange={(value) => setValues((before) => ({ ...before, [input.key]: value }))}
              />
            ))}
            {languages.length > 1 && (
              <Field label={say('macro.language')}>
                {(control) => (
                  <SelectField
                    {...control}
                    value={prepared?.variant.locale ?? ''}
                    options={languages.map((tag) => ({ value: tag, label: nameOfLanguage(tag) }))}
                    onChange={setLocale}
                  />
                )}
              </Field>
            )}
            {inputs.length === 0 && languages.length < 2 && <p className="text-ink-3">{say('macro.asks-nothing')}</p>}
          </div>
          <div ref={sheet} tabIndex={-1} className="-mx-4 -my-3 outline-none md:mx-0">
            <MacroPreview source={source} open={open} given={given} isBare />
          </div>
        </div>
      </Dialog>
    </div>
  )
}
