import { Plus, X } from 'lucide-react'
import { useRef } from 'react'
import type { MacroContent } from '#shared/domain/macro.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { nameOfLanguage } from '#renderer/words/name-of-language.ts'
import { say } from '#renderer/words/say.ts'
import type { EditorOptions } from './editor-options.ts'

interface EditorTextProps {
  readonly content: MacroContent
  readonly options: EditorOptions
  readonly onChange: (part: Partial<MacroContent>) => void
}

const ownLanguage = 'none'

// Those that are used most; every field of the case, the order and the party can be typed.
const usual = [
  'party.first_name',
  'order.number',
  'order.total',
  'today | in_days: 3',
  'agent.first_name',
  'case.subject',
]

/** Placeholders to be put in where the cursor stands. */
function Placeholders({ onInsert }: { readonly onInsert: (placeholder: string) => void }) {
  return (
    <span className="flex flex-wrap gap-x-1">
      {usual.map((name) => (
        <Button
          key={name}
          size="sm"
          look="quiet"
          className="font-mono"
          aria-label={say('macro-editor.put-in', { name })}
          onClick={() => onInsert(`{{${name}}}`)}
        >
          {`{{${name}}}`}
        </Button>
      ))}
    </span>
  )
}

/** The text of the macro, once in each language it is written in. */
export function EditorText({ content, options, onChange }: EditorTextProps) {
  const box = useRef<HTMLTextAreaElement>(null)
  const put = (placeholder: string): void => {
    const { template } = content
    const from = box.current?.selectionStart ?? template.length
    const to = box.current?.selectionEnd ?? template.length
    onChange({ template: template.slice(0, from) + placeholder + template.slice(to) })
    box.current?.focus()
  }
  const variants = content.variants ?? []
  const taken = new Set([content.locale, ...variants.map(({ locale }) => locale)])
  const left = options.languages.filter(({ value }) => !taken.has(value))
  const languages = [
    { value: ownLanguage, label: say('macro-editor.no-language') },
    ...options.languages,
    // One that came with an import may be none of those.
    ...(content.locale === null || options.languages.some(({ value }) => value === content.locale)
      ? []
      : [{ value: content.locale, label: nameOfLanguage(content.locale) }]),
  ]
  return (
    <div className="flex flex-col gap-3">
      <Field label={say('macro-editor.text')} hint={say('macro-editor.text-hint')}>
        {(control) => (
          <>
            <SelectField
              aria-label={say('macro.language')}
              className="max-w-60"
              value={content.locale ?? ownLanguage}
              options={languages}
              onChange={(tag) => onChange({ locale: tag === ownLanguage ? null : tag })}
            />
            <TextArea
              {...control}
              ref={box}
              rows={6}
              dir="auto"
              maxLength={20_000}
              value={content.template}
              onChange={(event) => onChange({ template: event.target.value })}
            />
            <Placeholders onInsert={put} />
          </>
        )}
      </Field>
      {variants.map((variant) => (
        <Field
          key={variant.locale}
          label={say('macro-editor.text-in', { language: nameOfLanguage(variant.locale) })}
          aside={
            <IconButton
              size="sm"
              label={say('macro-editor.remove-language', { language: nameOfLanguage(variant.locale) })}
              onClick={() => onChange({ variants: variants.filter((one) => one !== variant) })}
            >
              <X size={13} aria-hidden />
            </IconButton>
          }
        >
          {(control) => (
            <TextArea
              {...control}
              rows={4}
              dir="auto"
              lang={variant.locale}
              maxLength={20_000}
              value={variant.template}
              onChange={(event) =>
                onChange({
                  variants: variants.map((one) => (one === variant ? { ...one, template: event.target.value } : one)),
                })
              }
            />
          )}
        </Field>
      ))}
      {left.length > 0 && (
        <span className="flex items-center gap-1.5">
          <Plus size={13} aria-hidden className="text-ink-3" />
          <SelectField
            aria-label={say('macro-editor.add-language')}
            className="w-56"
            value=""
            placeholder={say('macro-editor.add-language')}
            options={left}
            onChange={(locale) => onChange({ variants: [...variants, { locale, template: '' }] })}
          />
        </span>
      )}
    </div>
  )
}
