import type { DriverGroup } from '#shared/domain/contact-driver.ts'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { say } from '#renderer/words/say.ts'

interface DriverControlProps {
  readonly groups: readonly DriverGroup[]
  readonly driverId: string | null
  readonly aside: string | undefined
  readonly error: string | null
  readonly onChange: (driverId: string) => void
  readonly part?: string
}

/** Chooses a contact driver, each under its heading. */
export function DriverControl({ groups, driverId, aside, error, onChange, part }: DriverControlProps) {
  return (
    <Field label={say('details.driver')} aside={aside} error={error}>
      {(control) => (
        <SelectField
          {...control}
          data-part={part}
          value={driverId ?? ''}
          placeholder={say('details.choose-driver')}
          options={groups.flatMap(({ heading, drivers }) =>
            drivers.map(({ id, name }) => ({ value: id, label: `${heading.name} › ${name}` })),
          )}
          onChange={onChange}
        />
      )}
    </Field>
  )
}
