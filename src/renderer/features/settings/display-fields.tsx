import type { Ref } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField, type SelectOption } from '#renderer/ui/select-field.tsx'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { densities, keyPresets, textSizes, themes, tongueOf, useSettings } from '#renderer/workspace/settings-store.ts'
import { type Tongue, languageFor, languages } from '#renderer/words/languages.ts'
import { tongueNow } from '#renderer/words/speak.ts'
import { nameOfLanguage, ownNameOf } from '#renderer/words/name-of-language.ts'
import { say } from '#renderer/words/say.ts'

interface ChoiceProps<T extends string> {
  ref?: Ref<HTMLSelectElement>
  label: string
  hint?: string
  value: T
  options: readonly SelectOption<T>[]
  onChange: (value: T) => void
}

const Choice = <T extends string>({ label, hint, ...select }: ChoiceProps<T>) => (
  <Field label={label} hint={hint}>
    {(control) => <SelectField {...control} {...select} />}
  </Field>
)

/** A language as those who speak it call it, and as the reader of the screen does. */
const languageLabel = (tag: string): string => {
  const own = ownNameOf(tag)
  const here = nameOfLanguage(tag)
  return own === here ? own : `${own} · ${here}`
}

// Another language draws the whole desk anew, this list with it, while somebody goes through it by the arrow keys.
let isChoosingLanguage = false

/** Whether the desk is drawn anew because a language was chosen here: then the focus belongs on that list. */
export const isLanguageChosen = (): boolean => isChoosingLanguage

/** The desk stands there in the language that was chosen. */
export function languageWasChosen(): void {
  isChoosingLanguage = false
}

/** How this computer shows the desk to this agent: colours, rows, size, language, keys. */
export function DisplayFields({ languageList }: { readonly languageList: Ref<HTMLSelectElement> }) {
  const { theme, density, textSize, language, locale, keys } = useSettings()
  const { set, setKeys } = useSettings.getState()
  const { show } = useScreen.getState()
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Choice
        label={say('theme.label')}
        value={theme}
        options={themes.map((value) => ({ value, label: say(`theme.${value}`) }))}
        onChange={(chosen) => set({ theme: chosen })}
      />
      <Choice
        label={say('density.label')}
        value={density}
        options={densities.map((value) => ({ value, label: say(`density.${value}`) }))}
        onChange={(chosen) => set({ density: chosen })}
      />
      <Choice
        label={say('text-size.label')}
        value={String(textSize)}
        options={textSizes.map((n) => ({ value: String(n), label: say('text-size.percent', { n }) }))}
        onChange={(chosen) => set({ textSize: textSizes.find((size) => String(size) === chosen) ?? 100 })}
      />
      <Choice<Tongue | 'own'>
        ref={languageList}
        label={say('language.label')}
        value={language}
        options={[
          { value: 'own', label: say('language.agent', { language: languageLabel(languageFor(locale)) }) },
          ...languages.map((value) => ({ value, label: languageLabel(value) })),
        ]}
        onChange={(chosen) => {
          set({ language: chosen })
          isChoosingLanguage = tongueOf(useSettings.getState()) !== tongueNow()
        }}
      />
      <div className="sm:col-span-2">
        <Field label={say('preset.label')} hint={say(`preset.hint.${keys.preset}`)}>
          {(control) => (
            <span className="flex gap-2">
              <SelectField
                {...control}
                className="flex-1"
                value={keys.preset}
                options={keyPresets.map((value) => ({ value, label: say(`preset.${value}`) }))}
                onChange={(preset) => setKeys({ preset })}
              />
              <Button className="h-8" onClick={() => show('keyboard')}>
                {say('keys.change')}
              </Button>
            </span>
          )}
        </Field>
      </div>
    </div>
  )
}
