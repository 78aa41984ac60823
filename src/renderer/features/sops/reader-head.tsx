import { ArrowLeft } from 'lucide-react'
import { useCallback } from 'react'
import type { Row } from '#shared/tables.ts'
import { marketsOf } from '#shared/sop-force.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { nameOfLanguage } from '#renderer/words/name-of-language.ts'
import { say, sayDay } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useNow } from '#renderer/workspace/use-now.ts'
import { useRow, useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { translationsOf } from './visible-sops.ts'

/** Where an SOP holds, in words. */
const marketWords = (sop: Row<'sops'>): string => marketsOf(sop)?.join(', ') ?? say('sop.every-market')

/** What is open, in which version and language, and whether it is for the case. */
export function ReaderHead({ sop, onBack }: { readonly sop: Row<'sops'>; readonly onBack: () => void }) {
  const showSop = useScreen((screen) => screen.showSop)
  const now = useNow()
  const compute = useCallback((workspace: Workspace) => translationsOf(workspace, sop, now), [sop, now])
  const translations = useRows(['sops', 'agents'], compute)
  const row = useRow(
    'cases',
    useScreen((screen) => screen.caseId),
  )
  const markets = marketsOf(sop)
  const isElsewhere = markets !== null && row !== undefined && !markets.includes(row.market)
  return (
    <header className="shrink-0 px-4 pb-2">
      <div className="flex items-start gap-1.5">
        <IconButton label={say('sop.back')} className="-ml-2" onClick={onBack}>
          <ArrowLeft size={15} aria-hidden />
        </IconButton>
        <h3 dir="auto" className="min-w-0 flex-1 pt-1 text-lg font-semibold text-balance wrap-anywhere">
          {sop.title}
        </h3>
      </div>
      <p className="mt-1 flex flex-wrap items-center gap-x-1.5 gap-y-1 text-sm text-ink-3">
        <span>
          {[
            marketWords(sop),
            say('sop.version', { version: sop.version }),
            say('sop.updated', { at: sayDay(sop.updatedAt) }),
          ].join(' · ')}
        </span>
        {sop.internal && <Tag title={say('sop.internal')}>{say('sop.internal-short')}</Tag>}
        {sop.state !== 'published' && sop.state !== 'archived' && (
          <Tag tone="warn">{say(`sop.state-${sop.state}`)}</Tag>
        )}
      </p>
      {isElsewhere && (
        <output className="mt-1.5 block rounded-md bg-warn-soft px-2 py-1 text-sm text-warn">
          {say('sop.other-market', { market: marketWords(sop), case: row.market })}
        </output>
      )}
      {translations.length > 1 && (
        <SelectField
          aria-label={say('sop.language')}
          value={sop.id}
          className="mt-2"
          options={translations.map(({ id, locale }) => ({ value: id, label: nameOfLanguage(locale) }))}
          onChange={(id) => showSop(id)}
        />
      )}
    </header>
  )
}
