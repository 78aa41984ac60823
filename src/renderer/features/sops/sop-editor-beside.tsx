import { useState } from 'react'
import { TabStrip } from '#renderer/ui/tab-strip.tsx'
import { say } from '#renderer/words/say.ts'
import { useRow } from '#renderer/workspace/use-rows.ts'
import type { SopEditing } from './sop-drafts.ts'
import { SopParts } from './sop-text.tsx'
import { SopVersions } from './sop-versions.tsx'

type Side = 'preview' | 'versions'

/** What stands beside the form: how it reads, or its versions and what differs between them. */
export function EditorBeside({ editing }: { readonly editing: SopEditing }) {
  const [side, setSide] = useState<Side>('preview')
  const version = useRow('sops', editing.bodyOf ?? editing.sopId)
  const { content, body } = editing
  return (
    <section className="flex min-h-0 min-w-0 flex-col border-s border-line" aria-label={say('sop-editor.beside')}>
      <TabStrip
        label={say('sop-editor.beside')}
        tabs={[
          { id: 'preview', label: say('sop-editor.preview') },
          { id: 'versions', label: say('sop.versions') },
        ]}
        activeId={side}
        onSelect={(id) => setSide(id === 'versions' ? 'versions' : 'preview')}
      />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reached by keys */}
      <div className="scroll-slim min-h-0 flex-1 overflow-y-auto px-4 py-3" tabIndex={0}>
        {side === 'preview' ? (
          <>
            <h3 dir="auto" className="pb-2 text-lg font-semibold wrap-anywhere">
              {content.title}
            </h3>
            <SopParts body={{ body: body ?? '', format: 'markdown' }} locale={content.locale} />
          </>
        ) : version === undefined ? (
          <p className="text-ink-3">{say('sop-editor.new')}</p>
        ) : (
          <SopVersions sop={version} />
        )}
      </div>
    </section>
  )
}
