import { useMemo } from 'react'
import { type Block, blocksOf, compareBlocks } from '#shared/compare-texts.ts'
import type { SopStep } from '#shared/domain/sop-step.ts'
import { partsOf } from '#shared/party-safe.ts'
import type { Row } from '#shared/tables.ts'
import { say, sayList, sayMoney } from '#renderer/words/say.ts'
import { useCold } from '#renderer/workspace/use-cold.ts'
import { ComparedPage } from './compared-page.tsx'
import { markdownOf } from './markdown-of.ts'

type Sop = Row<'sops'>

/** All of a step that somebody who works through it goes by. */
function stepText({ title, text, choices = [], evidence = [], limits = [] }: SopStep): string {
  const sums = limits.map(({ role, amount, currency }) => `${say(`role.${role}`)} ${sayMoney(amount, currency)}`)
  return [
    title,
    ...(text === undefined ? [] : [text]),
    ...(choices.length === 0 ? [] : [choices.map(({ label }) => `- ${label}`).join('\n')]),
    ...(evidence.length === 0 ? [] : [say('sop.compared-evidence', { things: sayList(evidence) })]),
    ...(sums.length === 0 ? [] : [say('sop.compared-limits', { sums: sayList(sums) })]),
  ].join('\n\n')
}

/** An SOP as blocks to compare: its title, its text and its steps. */
function pageOf(sop: Sop, { format, body }: Row<'sopBodies'>): Block[] {
  const parts = partsOf(format === 'html' ? markdownOf(body) : body)
  return [
    { kind: 'title', markdown: sop.title },
    ...parts.flatMap(({ isInternal, text }) =>
      blocksOf(text).map((markdown): Block => ({ kind: isInternal ? 'internal' : 'text', markdown })),
    ),
    ...(sop.steps ?? []).map((step, place): Block => ({
      kind: 'step',
      markdown: stepText(step),
      label: say('sop-editor.step', { n: place + 1 }),
    })),
  ]
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
  const blocks = useMemo(
    () =>
      oldBody === undefined || nowBody === undefined
        ? []
        : compareBlocks(pageOf(before, oldBody), pageOf(after, nowBody), after.locale),
    [before, after, oldBody, nowBody],
  )
  if (old.state === 'loading' || now.state === 'loading') return null
  if (oldBody === undefined || nowBody === undefined) return <p className="text-ink-3">{say('sop.missing')}</p>
  return <ComparedPage blocks={blocks} locale={after.locale} className={className} />
}
