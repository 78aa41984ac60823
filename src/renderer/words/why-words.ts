import type { Why } from '#renderer/search/why.ts'
import { say } from './say.ts'

/** Names that a reason may need. */
export interface WhyNames {
  readonly market: string
  readonly queue: string
  readonly macroName: (id: string) => string | undefined
}

const listed = (terms: readonly string[]): string => terms.join(', ')

/** Why a macro is suggested, in words. */
export function macroWhyWords(why: Why, { market, queue, macroName }: WhyNames): string {
  switch (why.of) {
    case 'learnt-words':
      return say('macro.why-learnt-words', { n: why.n, terms: listed(why.terms) })
    case 'learnt-after': {
      const macro = macroName(why.macroId)
      // One that was withdrawn since, or is another agent's own.
      return macro === undefined
        ? say('macro.why-learnt-step', { n: why.n })
        : say('macro.why-learnt-after', { n: why.n, macro })
    }
    case 'learnt-queue':
      return say('macro.why-learnt-queue', { n: why.n, queue })
    case 'learnt-own':
      return say('macro.why-learnt-own', { n: why.n })
    case 'learnt-step':
      return say('macro.why-learnt-step', { n: why.n })
    case 'words':
      return why.terms.length === 0 ? say('macro.why-words') : say('macro.why-same-words', { terms: listed(why.terms) })
    default:
      return say(`macro.why-${why.of}`, { market })
  }
}

/** Why an SOP is suggested, in words. */
export function sopWhyWords(why: Why): string {
  if (why.of === 'learnt-words') return say('sop.why-learnt-words', { n: why.n, terms: listed(why.terms) })
  if ('n' in why) return say('sop.why-learnt', { n: why.n })
  const terms = why.of === 'words' ? why.terms : []
  return terms.length === 0 ? say('macro.why-words') : say('macro.why-same-words', { terms: listed(terms) })
}
