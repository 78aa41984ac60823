import { Plus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'

interface FormRowsProps<T> {
  readonly legend: string
  readonly rows: readonly T[]
  readonly most: number
  readonly addLabel: string
  readonly removeLabel: (place: number) => string
  /** A row to begin with. */
  readonly fresh: () => T
  readonly onChange: (rows: T[]) => void
  readonly row: (row: T, change: (next: T) => void, place: number) => ReactNode
}

/** A list of things of one kind in a form, each on a line of its own, with a way to add and to remove one. */
export function FormRows<T>({ legend, rows, most, addLabel, removeLabel, fresh, onChange, row }: FormRowsProps<T>) {
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1 font-medium">{legend}</legend>
      {rows.map((one, place) => (
        // Rows have no identity but their place: two may say the same.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={place} className="flex items-start gap-1.5">
          <div className="flex min-w-0 flex-1 flex-wrap items-start gap-1.5">
            {row(one, (next) => onChange(rows.map((old, at) => (at === place ? next : old))), place)}
          </div>
          <IconButton label={removeLabel(place + 1)} onClick={() => onChange(rows.filter((_, at) => at !== place))}>
            <X size={14} aria-hidden />
          </IconButton>
        </div>
      ))}
      {rows.length < most && (
        <div>
          <Button
            size="sm"
            look="quiet"
            icon={<Plus size={13} aria-hidden />}
            onClick={() => onChange([...rows, fresh()])}
          >
            {addLabel}
          </Button>
        </div>
      )}
    </fieldset>
  )
}
