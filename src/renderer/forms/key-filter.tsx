import { clsx } from 'clsx'
import type { ReactNode, RefObject } from 'react'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { keyPresets, useSettings } from '#renderer/workspace/settings-store.ts'
import { say } from '#renderer/words/say.ts'

interface KeyFilterProps {
  /** What is looked for, in words. */
  readonly label: string
  readonly filter: string
  readonly onFilter: (filter: string) => void
  readonly field: RefObject<HTMLInputElement | null>
  readonly className: string
  readonly children?: ReactNode
}

/** What stands above a list of commands with their keys: the field that narrows it, and the set of keys that counts. */
export function KeyFilter({ label, filter, onFilter, field, className, children }: KeyFilterProps) {
  const preset = useSettings((all) => all.keys.preset)
  const { setKeys } = useSettings.getState()
  return (
    <div className={clsx('flex gap-2', className)}>
      <TextField
        ref={field}
        value={filter}
        placeholder={label}
        aria-label={label}
        className="flex-1"
        onChange={(event) => onFilter(event.target.value)}
      />
      <SelectField
        value={preset}
        aria-label={say('preset.label')}
        options={keyPresets.map((value) => ({ value, label: say(`preset.${value}`) }))}
        className="w-48"
        onChange={(chosen) => setKeys({ preset: chosen })}
      />
      {children}
    </div>
  )
}
