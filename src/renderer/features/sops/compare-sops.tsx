import { useMemo } from 'react'
import { compareLines } from '#shared/compare-lines.ts'
import type { Row } from '#shared/tables.ts'
import { plainText } from '#renderer/search/plain-text.ts'
import { ComparedLines } from '#renderer/ui/compared-lines.tsx'
import { say } from '#renderer/words/say.ts'
import { comparedLineWords } from '#renderer/words/value-list-words.ts'
import { useCold } from '#renderer/workspace/use-cold.ts'

type Sop = Row<'sops'>

/** An SOP as lines to compare: its title, its text and its steps. */
function linesOf(sop: Sop, body: Row<'sopBodies'> | undefined): string {
  const text = body === undefined ? '' : body.format === 'html' ? plainText(body.body, 'html') : body.body
  const steps = (sop.steps ?? []).flatMap(({ title, text: more, choices = [] }, place) => [
    `${place + 1}. ${title}`,
    ...(more === undefined ? [] : [more]),
    ...choices.map(({ label }) => `   – ${label}`),
  ])
  return [sop.title, text, ...(steps.length === 0 ? [] : ['', ...steps])].join('\n')
}

interface CompareSopsProps {
  readonly before: Sop
  readonly after: Sop
  /** How tall it gets before it scrolls by itself; else what is around it scrolls. */
  readonly className?: string
}

/** What differs between two versions of an SOP. */
export function CompareSops({ before, after, className = '' }: CompareSopsProps) {
  const old = useCold('sopBodies', before.id)
  const now = useCold('sopBodies', after.id)
  const [oldBody, nowBody] = [old.rows[0], now.rows[0]]
  const lines = useMemo(
    () => compareLines(linesOf(before, oldBody), linesOf(after, nowBody)),
    [before, after, oldBody, nowBody],
  )
  if (old.state === 'loading' || now.state === 'loading') return null
  if (oldBody === undefined || nowBody === undefined) return <p className="text-ink-3">{say('sop.missing')}</p>
  return <ComparedLines words={comparedLineWords()} lines={lines} className={`mt-1.5 bg-pane ${className}`} />
}
