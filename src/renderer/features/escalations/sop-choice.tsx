import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { sopsInForce } from '#shared/sop-force.ts'
import type { Row } from '#shared/tables.ts'
import { PickerDialog } from '#renderer/ui/picker-dialog.tsx'
import type { PickItem } from '#renderer/ui/picker-entries.ts'
import { nameOfLanguage } from '#renderer/words/name-of-language.ts'
import { say } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useNow } from '#renderer/workspace/use-now.ts'
import { useRow, useWorkspace } from '#renderer/workspace/use-rows.ts'

// One collator for all: a thousand titles are sorted while the list opens.
const titles = new Intl.Collator('en')

const itemOf = (sop: Row<'sops'>): PickItem => ({
  id: sop.id,
  label: sop.title,
  detail: `${sop.market ?? say('sop.every-market')} · ${nameOfLanguage(sop.locale)} · ${say('sop.version', { version: sop.version })}`,
  search: `${sop.section} ${sop.labels.join(' ')}`,
})

/** How near an SOP is to a case: 0 for its market, 1 for every market in its language or in English, 2 the rest. */
function nearness(sop: Row<'sops'>, row: Row<'cases'> | undefined): number {
  if (row !== undefined && sop.market === row.market) return 0
  const isReadHere = sop.locale === row?.locale || sop.locale.startsWith('en')
  return sop.market === null && isReadHere ? 1 : 2
}

/** Which SOP was followed: one of those in force, or the answer that there is none. */
export function SopChoice({ id, value, onChange }: { id: string; value: string; onChange: (value: string) => void }) {
  const workspace = useWorkspace()
  const now = useNow()
  const [isOpen, setIsOpen] = useState(false)
  const chosen = useRow('sops', value === 'none' ? null : value)
  const row = useRow(
    'cases',
    useScreen((screen) => screen.caseId),
  )
  const words =
    value === 'none'
      ? say('escalate.sop-none')
      : chosen === undefined
        ? null
        : say('packet.sop-version', { title: chosen.title, version: chosen.version })
  const items = (): PickItem[] => [
    { id: 'none', label: say('escalate.sop-none') },
    ...sopsInForce(workspace.all('sops'), null, now)
      .sort((a, b) => nearness(a, row) - nearness(b, row) || titles.compare(a.title, b.title))
      .map(itemOf),
  ]
  return (
    <>
      <button
        id={id}
        type="button"
        data-part="sop"
        aria-haspopup="dialog"
        className="flex h-8 w-full items-center gap-2 rounded-md border border-edge/60 bg-raise px-2.5 text-left hover:border-edge"
        onClick={() => setIsOpen(true)}
      >
        <span dir="auto" className={`min-w-0 flex-1 truncate ${words === null ? 'text-ink-3' : ''}`}>
          {words ?? say('escalate.sop-choose')}
        </span>
        <ChevronDown size={14} aria-hidden className="shrink-0 text-ink-3" />
      </button>
      {isOpen && (
        <PickerDialog
          title={say('escalate.sop')}
          placeholder={say('sop.search')}
          items={items()}
          emptyText={say('sop.none-found')}
          onClose={() => setIsOpen(false)}
          onPick={(item) => {
            onChange(item.id)
            setIsOpen(false)
          }}
        />
      )}
    </>
  )
}
