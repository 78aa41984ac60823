import { clsx } from 'clsx'
import type { ComparedBlock } from '#shared/compare-texts.ts'
import { MarkdownView } from '#renderer/rich-text/markdown-view.tsx'
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx'
import { directionOf } from '#renderer/words/name-of-language.ts'
import { say } from '#renderer/words/say.ts'
import { comparedLineWords } from '#renderer/words/value-list-words.ts'

const inText = { same: '', gone: 'bg-bad-soft text-bad line-through', new: 'bg-ok-soft text-ok no-underline' } as const
const edges = {
  same: 'border-transparent text-ink-2',
  gone: 'border-bad bg-bad-soft/60',
  new: 'border-ok bg-ok-soft/60',
  changed: 'border-warn',
} as const

/** The words of a block that stands in both, with what went and what came. */
function ChangedWords({
  words,
  dir,
}: {
  words: Extract<ComparedBlock, { is: 'changed' }>['words']
  dir: 'ltr' | 'rtl'
}) {
  const placed = words.map((one, at) => ({ ...one, at }))
  return (
    <p dir={dir} className="leading-normal wrap-anywhere whitespace-pre-wrap">
      {placed.map(({ is, line, at }) => {
        if (is === 'same') return <span key={at}>{line}</span>
        const Mark = is === 'gone' ? 'del' : 'ins'
        return (
          <Mark key={at} className={inText[is]}>
            {line}
          </Mark>
        )
      })}
    </p>
  )
}

function ComparedPart({ part, locale }: { part: ComparedBlock; locale: string }) {
  const { is, block } = part
  const said = comparedLineWords()
  const dir = directionOf(locale)
  return (
    <div className={clsx('border-s-2 ps-2', edges[is])}>
      {(block.label !== undefined || block.kind === 'internal' || is === 'gone' || is === 'new') && (
        <p className="flex flex-wrap gap-x-2 text-xs text-ink-3">
          {block.label !== undefined && <span>{block.label}</span>}
          {block.kind === 'internal' && <span>{say('sop.internal-part')}</span>}
          {(is === 'gone' || is === 'new') && (
            <span className={is === 'gone' ? 'text-bad' : 'text-ok'}>{said[is]}</span>
          )}
        </p>
      )}
      {is === 'changed' ? (
        <ChangedWords words={part.words} dir={dir} />
      ) : (
        <MarkdownView text={block.kind === 'title' ? `**${block.markdown}**` : block.markdown} dir={dir} />
      )}
    </div>
  )
}

interface ComparedPageProps {
  readonly blocks: readonly ComparedBlock[]
  readonly locale: string
  readonly className?: string
}

/** Two versions of a page as one reads it: what went, what came, and within a paragraph which words. */
export function ComparedPage({ blocks, locale, className = '' }: ComparedPageProps) {
  const placed = blocks.map((part, at) => ({ part, at }))
  return (
    <ScrollRegion
      label={say('sop.compared')}
      className={clsx('mt-1.5 rounded-md border border-line bg-pane px-2 py-2', className)}
    >
      <div lang={locale} className="flex flex-col gap-2">
        {placed.map(({ part, at }) => (
          <ComparedPart key={at} part={part} locale={locale} />
        ))}
      </div>
    </ScrollRegion>
  )
}
