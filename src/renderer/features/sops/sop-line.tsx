/* oxlint-disable jsx-a11y/prefer-tag-over-role -- the field keeps the focus and names the active row, which native lists cannot [aria-activedescendant] */
import { clsx } from 'clsx'
import { memo } from 'react'
import type { Row } from '#shared/tables.ts'
import type { Snippet } from '#renderer/search/snippet.ts'
import { Tag } from '#renderer/ui/tag.tsx'
import { nameOfLanguage } from '#renderer/words/name-of-language.ts'
import { say, sayDay } from '#renderer/words/say.ts'

interface SopLineProps {
  readonly id: string
  readonly sop: Row<'sops'>
  readonly snippet: Snippet
  /** Why it is suggested, in words; null where it was searched for. */
  readonly why: string | null
  readonly isActive: boolean
  /** The same function for as long as the list stands, so that a key in the search field draws no line anew. */
  readonly onOpen: (sopId: string) => void
}

const keyed = (snippet: Snippet): { key: number; text: string; isFound: boolean }[] =>
  snippet.map((part, index) => ({ key: index, ...part }))

const Found = ({ snippet }: { snippet: Snippet }) => (
  <span dir="auto" className="line-clamp-2 text-sm text-ink-2 wrap-anywhere">
    {keyed(snippet).map(({ key, text, isFound }) =>
      isFound ? (
        <mark key={key} className="rounded-xs bg-accent-soft font-medium text-accent">
          {text}
        </mark>
      ) : (
        <span key={key}>{text}</span>
      ),
    )}
  </span>
)

/** One SOP in a list: title, where it belongs, and the place that was found. */
export const SopLine = memo(function SopLine({ id, sop, snippet, why, isActive, onOpen }: SopLineProps) {
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      className={clsx('cursor-pointer rounded-md px-2 py-1.5', isActive ? 'bg-selected' : 'hover:bg-hover')}
      onClick={() => onOpen(sop.id)}
      onKeyDown={(event) => event.key === 'Enter' && onOpen(sop.id)}
    >
      <span dir="auto" className="line-clamp-2 font-medium wrap-anywhere">
        {sop.title}
      </span>
      <span className="flex items-center gap-x-1.5 text-xs text-ink-3">
        <span className="min-w-0 truncate">
          {nameOfLanguage(sop.locale)} · {sop.market ?? say('sop.every-market')}
          {sop.section !== '' && (
            <>
              {' · '}
              <bdi>{sop.section}</bdi>
            </>
          )}
        </span>
        {sop.state === 'published' ? null : <Tag tone="warn">{say(`sop.state-${sop.state}`)}</Tag>}
      </span>
      {snippet.length > 0 ? (
        <Found snippet={snippet} />
      ) : (
        <span dir="auto" className="line-clamp-2 text-xs text-ink-3 wrap-anywhere">
          {why ??
            `${say('sop.version', { version: sop.version })} · ${say('sop.updated', { at: sayDay(sop.updatedAt) })}`}
        </span>
      )}
    </div>
  )
})
