import { Plus } from 'lucide-react'
import type { RefObject } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { say } from '#renderer/words/say.ts'

interface FindAndNewProps {
  /** What is looked for, in words. */
  readonly label: string
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly onNew: () => void
  readonly field: RefObject<HTMLInputElement | null>
}

/** What stands above the list of an editor: the field that narrows it, and the button that begins something. */
export const FindAndNew = ({ label, query, onQuery, onNew, field }: FindAndNewProps) => (
  <div className="flex flex-col gap-1.5">
    <TextField
      ref={field}
      type="search"
      aria-label={label}
      placeholder={label}
      value={query}
      onChange={(event) => onQuery(event.target.value)}
    />
    <Button icon={<Plus size={14} aria-hidden />} keys="Alt+N" onClick={onNew}>
      {say('macro-editor.new')}
    </Button>
  </div>
)
