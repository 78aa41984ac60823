import type { Case } from './domain/case.ts'
import type { Escalation } from './domain/escalation.ts'
import { searchTerms } from './search-terms.ts'

/** An escalation with its case. */
export interface OnCase {
  readonly escalation: Escalation
  readonly row: Case
}

/** A decided escalation that is like another one, and in what. */
export interface Similar extends OnCase {
  readonly decision: string
  readonly isSameReason: boolean
  readonly isSameMarket: boolean
  readonly isSameDriver: boolean
  /** Words that both have and few others, the rarest first. */
  readonly words: readonly string[]
}

const weights = { reason: 3, driver: 2, market: 1, words: 4 } as const
/** Less than this is chance: the market alone, or one word. */
const leastScore = 2
const mostWords = 4
/** Terms that are in more of them than this share say nothing of one. */
const commonShare = 0.4
/** Below so many there is no telling which words are common; short ones of Latin letters are taken for such. */
const fewestToShare = 8
const shortWord = /^[\0-\x7f]{1,4}$/
/** A single word in common is chance. */
const fewestWords = 2

// Rows are never changed in place: what was read of one holds as long as the row does.
const read = new WeakMap<Escalation, ReadonlySet<string>>()

const isTelling = (term: string): boolean => !/^\d+$/.test(term) && (term.length > 2 || !/^[\0-\x7f]*$/.test(term))

/** The words that an escalation is about: what was asked, tried and shown, and what the case is called. */
function termsOf({ escalation, row }: OnCase): ReadonlySet<string> {
  const known = read.get(escalation)
  if (known !== undefined) return known
  const { packet } = escalation
  const steps = (packet?.steps ?? []).flatMap(({ step, result }) => [step, result])
  const text = [row.subject, packet?.ask ?? '', packet?.evidence ?? '', ...steps].join('\n')
  const terms = new Set(searchTerms(text).filter(isTelling))
  read.set(escalation, terms)
  return terms
}

/** How many of them have each term. */
function countsOf(all: readonly OnCase[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const one of all) for (const term of termsOf(one)) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}

const isDecided = ({ decision }: Escalation): boolean => decision !== null && decision.trim() !== ''

/**
 * Decided escalations of other cases that are most like one: by its reason, the contact driver and the market of its case, and by words that
 * both have and few others (weighed by inverse document frequency). At most `most`, the likest first, of equal ones the latest.
 */
export function similarTo(of: OnCase, all: readonly OnCase[], most = 5): Similar[] {
  const past = all.filter(({ escalation, row }) => row.id !== of.row.id && isDecided(escalation))
  const counts = countsOf(past)
  const mine = [...termsOf(of)].filter((term) => {
    const n = counts.get(term) ?? 0
    return n > 0 && (past.length < fewestToShare ? !shortWord.test(term) : n / past.length <= commonShare)
  })
  const weightOf = (term: string): number => Math.log(1 + past.length / (counts.get(term) ?? 1))
  const whole = mine.reduce((sum, term) => sum + weightOf(term), 0)
  return past
    .map(({ escalation, row }) => {
      const theirs = termsOf({ escalation, row })
      const inBoth = mine.filter((term) => theirs.has(term)).sort((a, b) => weightOf(b) - weightOf(a))
      const shared = inBoth.length < fewestWords ? [] : inBoth
      const isSameReason = of.escalation.packet !== null && escalation.packet?.reason === of.escalation.packet.reason
      const isSameDriver = typeof row.driverId === 'string' && row.driverId === of.row.driverId
      const isSameMarket = row.market === of.row.market
      const score =
        (isSameReason ? weights.reason : 0) +
        (isSameDriver ? weights.driver : 0) +
        (isSameMarket ? weights.market : 0) +
        (whole === 0 ? 0 : (weights.words * shared.reduce((sum, term) => sum + weightOf(term), 0)) / whole)
      const similar: Similar = {
        escalation,
        row,
        decision: escalation.decision ?? '',
        isSameReason,
        isSameMarket,
        isSameDriver,
        words: shared.slice(0, mostWords),
      }
      return { similar, score }
    })
    .filter(({ score }) => score >= leastScore)
    .sort(
      (a, b) =>
        b.score - a.score || b.similar.escalation.submittedAt.localeCompare(a.similar.escalation.submittedAt, 'en'),
    )
    .slice(0, most)
    .map(({ similar }) => similar)
}
