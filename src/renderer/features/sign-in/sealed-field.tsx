import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import type { RefObject } from 'react'
import type { Field } from '#renderer/ui/field.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { say } from '#renderer/words/say.ts'

interface SealedFieldProps {
  /** What a Field gives its control. */
  control: Parameters<Parameters<typeof Field>[0]['children']>[0]
  fieldRef?: RefObject<HTMLInputElement | null>
  name: string
  autoComplete: 'current-password' | 'new-password' | 'off'
  /** The words of the button that shows what was typed. */
  showLabel: 'sign-in.show-password' | 'pin.show'
  value: string
  onChange: (value: string) => void
}

/** A field for a password or a PIN, hidden until its owner wants to see it. */
export function SealedField({ control, fieldRef, name, autoComplete, showLabel, value, onChange }: SealedFieldProps) {
  const [isShown, setShown] = useState(false)
  const Icon = isShown ? EyeOff : Eye
  return (
    <span className="relative block">
      <TextField
        {...control}
        {...(fieldRef === undefined ? {} : { ref: fieldRef })}
        name={name}
        type={isShown ? 'text' : 'password'}
        autoComplete={autoComplete}
        className="pr-9"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <IconButton
        label={say(showLabel)}
        aria-pressed={isShown}
        size="sm"
        className="absolute top-1.25 right-1.5"
        onClick={() => setShown(!isShown)}
      >
        <Icon size={15} aria-hidden />
      </IconButton>
    </span>
  )
}
