import { useCallback, useState } from 'react'
import type { MacroContent } from '#shared/domain/macro.ts'
import { sopsInForce } from '#shared/sop-force.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { foldText } from '#renderer/ui/match-rank.ts'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { apart, say } from '#renderer/words/say.ts'
import { useNow } from '#renderer/workspace/use-now.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { sopStanding } from './sop-standing.ts'

const offered = 30

/** The SOP that a macro follows, and whether it has been checked against the version in force. */
export function EditorSop({
  sop,
  onChange,
}: {
  readonly sop: MacroContent['sop']
  readonly onChange: (next: NonNullable<MacroContent['sop']> | null) => void
}) {
  const workspace = useWorkspace()
  const now = useNow()
  const [query, setQuery] = useState('')
  const standing = useRows(
    ['sops'],
    useCallback((of: Workspace) => sopStanding(of, sop), [sop]),
  )
  if (standing !== null && sop !== null && sop !== undefined) {
    return (
      <fieldset className="flex flex-wrap items-center gap-2">
        <legend className="mb-1 font-medium">{say('macro-editor.sop')}</legend>
        <span className={standing.is === 'current' ? 'text-ink-2' : 'text-warn'}>
          {say(`macro.sop-${standing.is}`, { title: standing.title, version: standing.version, now: standing.now })}
        </span>
        {standing.is === 'review-due' && (
          <Button size="sm" onClick={() => onChange({ ...sop, version: standing.now })}>
            {say('macro-editor.sop-checked', { now: standing.now })}
          </Button>
        )}
        <Button size="sm" look="quiet" onClick={() => onChange(null)}>
          {say('macro-editor.sop-unbind')}
        </Button>
      </fieldset>
    )
  }
  const asked = foldText(query.trim())
  const found = sopsInForce(workspace.all('sops'), null, now)
    .filter((one) => one.locale === one.sourceLocale && foldText(one.title).includes(asked))
    .slice(0, offered)
  const choose = (groupId: string): void => {
    const chosen = found.find((one) => one.groupId === groupId)
    if (chosen !== undefined) onChange({ groupId, version: chosen.version })
  }
  return (
    <Field label={say('macro-editor.sop')} hint={say('macro-editor.sop-hint')}>
      {(control) => (
        <span className="flex gap-1.5">
          <TextField
            {...control}
            className="max-w-48"
            placeholder={say('macro-editor.sop-search')}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
          <SelectField
            aria-label={say('macro-editor.sop')}
            className="min-w-0 flex-1"
            value=""
            placeholder={say('macro-editor.sop-none')}
            options={found.map(({ groupId, title, version }) => ({
              value: groupId,
              label: `${apart(title)} · ${say('sop.version', { version })}`,
            }))}
            onChange={choose}
          />
        </span>
      )}
    </Field>
  )
}
