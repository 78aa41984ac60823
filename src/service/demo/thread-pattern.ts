import type { DemoMessage, DemoPattern } from './demo-shapes.ts'

/** The messages of a pattern, oldest first: rounds spread evenly, their turns close together. A `{word}` that a round lacks is an error. */
export function messagesOf(pattern: DemoPattern): DemoMessage[] {
  const { rounds, variants, from, until, minutes } = pattern
  const apart = (from - until) / Math.max(1, rounds.length - 1)
  return rounds.flatMap((round, index) => {
    const startsAgo = Math.round(from - index * apart)
    const variant = variants[index % variants.length] ?? []
    return variant.map(({ by, text }, turn) => ({
      by,
      text: filled(text, round),
      ago: startsAgo - turn * minutes,
      note: false,
    }))
  })
}

/** A text with its `{words}` filled in. Throws where one is missing. */
export const filled = (text: string, round: { readonly [word: string]: string }): string =>
  text.replace(/\{(\w+)\}/g, (_, word: string) => {
    const value = round[word]
    if (value === undefined) throw new Error(`A round of the demo's long thread lacks the word "${word}".`)
    return value
  })
