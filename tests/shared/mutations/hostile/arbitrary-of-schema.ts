import fc from 'fast-check'
import type { z } from 'zod'
import { byteLength } from '#shared/sync/byte-length.ts'
import { hostileJson, hostileText } from './hostile-values.ts'

/** What a schema is made of, as zod keeps it. */
interface Definition {
  readonly type: string
  readonly format?: string
  readonly pattern?: RegExp
  readonly checks?: readonly { readonly _zod: { readonly def: { readonly [name: string]: unknown } } }[]
  readonly shape?: { readonly [name: string]: z.ZodType }
  readonly catchall?: z.ZodType
  readonly element?: z.ZodType
  readonly innerType?: z.ZodType
  readonly options?: readonly z.ZodType[]
  readonly values?: readonly unknown[]
  readonly entries?: { readonly [name: string]: unknown }
  readonly keyType?: z.ZodType
  readonly valueType?: z.ZodType
  readonly getter?: () => z.ZodType
  readonly in?: z.ZodType
  readonly left?: z.ZodType
  readonly right?: z.ZodType
  readonly items?: readonly z.ZodType[]
}

const definitionOf = (schema: z.ZodType): Definition => (schema as unknown as { _zod: { def: Definition } })._zod.def

/** Ids for a field by its name, such as cases for `caseId`. */
export type IdsFor = (field: string) => fc.Arbitrary<string>

/**
 * Values that a schema takes, with texts as hostile as it lets through. `field` is the name that the value stands under. Throws for a kind of
 * schema that it does not know, so that no mutation can use one unseen.
 */
export function arbitraryOf(schema: z.ZodType, ids: IdsFor, field = '', depth = 0): fc.Arbitrary<unknown> {
  const definition = definitionOf(schema)
  // A schema that holds itself, such as that of JSON.
  if (depth > 12) return fc.constant(null)
  const known = Object.hasOwn(kinds, definition.type) ? kinds[definition.type] : undefined
  if (known === undefined)
    throw new TypeError(`No values are known for a schema of type ${definition.type}: teach arbitraryOf.`)
  const within: Within = (inner, name = field) =>
    inner === undefined ? fc.constant(null) : arbitraryOf(inner, ids, name, depth + 1)
  return known({ definition, within, ids, field })
}

/** The values of a schema within another one, which stands under the same name unless it is given. */
type Within = (inner: z.ZodType | undefined, name?: string) => fc.Arbitrary<unknown>

interface Wanted {
  readonly definition: Definition
  readonly within: Within
  readonly ids: IdsFor
  readonly field: string
}

type Kind = (wanted: Wanted) => fc.Arbitrary<unknown>

const ofInner: Kind = ({ definition, within }) => within(definition.innerType)
const anything: Kind = () => hostileJson

const kinds: { readonly [type: string]: Kind } = {
  object: ({ definition, within }) => objectOf(definition, within),
  string: ({ definition, ids, field }) => stringOf(definition, ids, field),
  number: ({ definition }) => numberOf(definition),
  int: ({ definition }) => numberOf(definition),
  boolean: () => fc.boolean(),
  null: () => fc.constant(null),
  undefined: () => fc.constant(undefined),
  void: () => fc.constant(undefined),
  literal: ({ definition }) => fc.constantFrom(...(definition.values ?? [])),
  enum: ({ definition }) => fc.constantFrom(...Object.values(definition.entries ?? {})),
  array: ({ definition, within }) => arrayOf(definition, within(definition.element)),
  tuple: ({ definition, within }) => fc.tuple(...(definition.items ?? []).map((item) => within(item))),
  record: ({ definition, within }) =>
    fc.dictionary(within(definition.keyType).map(String), within(definition.valueType), { maxKeys: 4 }),
  union: ({ definition, within }) => fc.oneof(...(definition.options ?? []).map((option) => within(option))),
  intersection: ({ definition, within }) =>
    fc
      .tuple(within(definition.left), within(definition.right))
      .map(([left, right]) => Object.assign({}, left, right) as unknown),
  nullable: ({ definition, within }) => fc.option(within(definition.innerType), { nil: null, freq: 3 }),
  optional: ({ definition, within }) => fc.option(within(definition.innerType), { nil: undefined, freq: 2 }),
  nonoptional: ofInner,
  default: ofInner,
  prefault: ofInner,
  readonly: ofInner,
  catch: ofInner,
  lazy: ({ definition, within }) => within(definition.getter?.()),
  pipe: ({ definition, within }) => within(definition.in),
  any: anything,
  unknown: anything,
  custom: anything,
  transform: anything,
}

function objectOf(
  { shape = {} }: Definition,
  within: (inner: z.ZodType, name: string) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(shape).map(([name, inner]) => [name, within(inner, name)]))
  // As over the wire: what is not there is left out.
  return fc
    .record(fields)
    .map((value) => Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)))
}

const bound = ({ checks = [] }: Definition, check: string, name: string): number | undefined => {
  const found = checks.map((one) => one._zod.def).find((one) => one['check'] === check)?.[name]
  return typeof found === 'number' ? found : undefined
}

function patternOf({ pattern, checks = [] }: Definition): RegExp | undefined {
  const found = checks.map((one) => one._zod.def['pattern']).find((one) => one instanceof RegExp)
  return pattern ?? found
}

// Of one list. A mutation may have a hundredth of it.
const mostBytes = 8 * 1024 * 1024

const instants = [
  '1970-01-01T00:00:00.000Z',
  '2026-11-22T07:00:00.000Z',
  '2026-11-23T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
]

function stringOf(definition: Definition, ids: IdsFor, field: string): fc.Arbitrary<string> {
  if (definition.format === 'uuid' || definition.format === 'guid') return ids(field)
  if (definition.format === 'datetime') return fc.constantFrom(...instants)
  const pattern = patternOf(definition)
  const most = bound(definition, 'max_length', 'maximum') ?? 400_000
  const least = bound(definition, 'min_length', 'minimum') ?? 0
  const fitting = hostileText.map((text) => text.slice(0, most).padEnd(least, '\u202E'))
  if (pattern === undefined) return fitting
  const written = fc.stringMatching(withoutLookaround(pattern)).filter((text) => text.length <= most)
  return fc.oneof({ weight: 40, arbitrary: written }, { weight: 1, arbitrary: fitting })
}

// fast-check makes texts of plain patterns only; one that looks around is met often enough without that.
const withoutLookaround = (pattern: RegExp): RegExp => {
  const source = pattern.source.replace(/\(\?<?[=!][^)]*\)/g, '')
  return new RegExp(source, pattern.flags.replaceAll(/[gi]/g, ''))
}

function numberOf(definition: Definition): fc.Arbitrary<number> {
  const least = bound(definition, 'greater_than', 'value') ?? -(2 ** 31)
  const most = bound(definition, 'less_than', 'value') ?? 2 ** 31
  return fc.oneof(fc.constantFrom(least, most), fc.integer({ min: Math.ceil(least), max: Math.floor(most) }))
}

function arrayOf(definition: Definition, element: fc.Arbitrary<unknown>): fc.Arbitrary<unknown[]> {
  const least = bound(definition, 'min_length', 'minimum') ?? 0
  const most = bound(definition, 'max_length', 'maximum') ?? 20_000
  const few = fc.array(element, { minLength: least, maxLength: Math.max(least, Math.min(most, 4)) })
  // As many as it may hold, once in a while: far more than may be sent, and no more than a text can hold when it is told what went wrong.
  const many = element.map((one) => {
    const fitting = Math.floor(mostBytes / Math.max(1, byteLength(one)))
    return Array.from({ length: Math.max(least, Math.min(most, 2_000, fitting)) }, () => one)
  })
  return fc.oneof({ weight: 30, arbitrary: few }, { weight: 1, arbitrary: many })
}
