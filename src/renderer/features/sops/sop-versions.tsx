import { useCallback, useState } from 'react'
import type { Row } from '#shared/tables.ts'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { apart, say, sayDay } from '#renderer/words/say.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { CompareSops } from './compare-sops.tsx'
import { versionsHere } from './visible-sops.ts'

/** Every version of an SOP that is here, with what was said of it; any two can be compared. */
export function SopVersions({ sop }: { readonly sop: Row<'sops'> }) {
  const read = useCallback((workspace: Workspace) => versionsHere(workspace, sop), [sop])
  const versions = useRows(['sops'], read)
  const [pair, setPair] = useState<{ before: string; after: string } | null>(null)
  const before = versions.find(({ id }) => id === pair?.before)
  const after = versions.find(({ id }) => id === pair?.after)
  const options = versions.map(({ id, version, state }) => ({
    value: id,
    label: `${say('sop.version', { version })} · ${say(`sop.state-${state}`)}`,
  }))
  const [latest, previous] = versions
  return (
    <section aria-label={say('sop.versions')}>
      <h4 className="pb-1 font-medium">{say('sop.versions')}</h4>
      <ol className="flex flex-col gap-1">
        {versions.map(({ id, version, state, updatedAt, author, note = '' }) => (
          <li key={id}>
            <p className="text-sm text-ink-3">
              {[
                say('sop.version', { version }),
                say(`sop.state-${state}`),
                author && apart(author.name),
                sayDay(updatedAt),
              ]
                .filter((part) => part !== undefined)
                .join(' · ')}
            </p>
            {note !== '' && (
              <p dir="auto" className="wrap-anywhere">
                {note}
              </p>
            )}
          </li>
        ))}
      </ol>
      {latest !== undefined && previous !== undefined && (
        <div className="mt-2 grid grid-cols-2 gap-1.5">
          <SelectField
            aria-label={say('sop.compare-before')}
            placeholder={say('sop.compare-before')}
            value={pair?.before ?? ''}
            options={options}
            onChange={(id) => setPair({ before: id, after: pair?.after ?? latest.id })}
          />
          <SelectField
            aria-label={say('sop.compare-after')}
            placeholder={say('sop.compare-after')}
            value={pair?.after ?? ''}
            options={options}
            onChange={(id) => setPair({ before: pair?.before ?? previous.id, after: id })}
          />
        </div>
      )}
      {before !== undefined && after !== undefined && <CompareSops before={before} after={after} />}
    </section>
  )
}
