import fc from 'fast-check'
import type { z } from 'zod'
import { type IdsFor, arbitraryOf } from './arbitrary-of-schema.ts'
import { hostileJson, oddNames } from './hostile-values.ts'

/** One change to arguments that were right. `at` picks the place, from 0 to 1. */
interface Edit {
  readonly kind: 'replace' | 'leave-out' | 'add' | 'wrap' | 'swap'
  readonly at: number
  readonly name: string
  readonly value: unknown
}

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('replace', 'replace', 'leave-out', 'add', 'wrap', 'swap'),
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  name: fc.constantFrom(...oddNames, 'extra', 'Id', 'CASEID'),
  value: hostileJson,
})

/** Arguments for a mutation: right ones with hostile texts, right ones spoilt in a place or two, and others altogether. `known`: the right ones. */
export function hostileArgs(schema: z.ZodType, ids: IdsFor, known?: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const right = known ?? arbitraryOf(schema, ids)
  const spoilt = fc
    .tuple(right, fc.array(edit, { minLength: 1, maxLength: 2 }))
    .map(([args, edits]) => edits.reduce<unknown>(edited, args))
  return fc.oneof(
    { weight: 5, arbitrary: right },
    { weight: 4, arbitrary: spoilt },
    { weight: 1, arbitrary: hostileJson },
  )
}

/** The same change one level further in, at a place of its own. */
const deeper = (change: Edit): Edit => ({ ...change, at: (change.at * 7.13 + 0.31) % 1 })

/** The value with one of its parts changed: a copy, as far as it is changed. */
function edited(value: unknown, change: Edit): unknown {
  if (typeof value !== 'object' || value === null) return change.kind === 'wrap' ? [value] : change.value
  if (Array.isArray(value)) {
    const list = [...(value as unknown[])]
    if (list.length === 0) return [change.value]
    const index = Math.floor(change.at * list.length)
    list[index] = edited(list[index], deeper(change))
    return list
  }
  return editedObject(value as { readonly [name: string]: unknown }, change)
}

function editedObject(value: { readonly [name: string]: unknown }, change: Edit): unknown {
  const entries = Object.entries(value)
  const index = Math.floor(change.at * entries.length)
  const chosen = entries[index]
  if (chosen === undefined || change.kind === 'add')
    return Object.fromEntries([...entries, [change.name, change.value]])
  const [name, inner] = chosen
  const others = entries.filter((_, at) => at !== index)
  switch (change.kind) {
    case 'leave-out':
      return Object.fromEntries(others)
    case 'wrap':
      return Object.fromEntries([...others, [name, [inner]]])
    case 'swap':
      return Object.fromEntries([...others, [name, others[0]?.[1] ?? change.value]])
    case 'replace':
      // Into what it holds, one time in two.
      return Object.fromEntries([
        ...others,
        [name, deeper(change).at > 0.4 ? edited(inner, deeper(change)) : change.value],
      ])
  }
}
