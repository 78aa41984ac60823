import { z } from 'zod'
import type { Mutation } from '#shared/mutations/define-mutation.ts'
import type { Random } from '#tests/sync/random.ts'

/** What is at hand to fill arguments with: identities that mean something, and texts of all kinds. */
export interface Pool {
  readonly ids: readonly string[]
  readonly texts: readonly string[]
  readonly keys: readonly string[]
}

interface Schema {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly properties?: { readonly [name: string]: Schema }
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly format?: string
  readonly minItems?: number
  readonly minimum?: number
  readonly maximum?: number
}

const pick = <T>(from: readonly T[], random: Random): T | undefined => from[random.below(from.length)]

/** Arguments that fit what a mutation asks for, made by chance from its own schema: a mutation that is added is tried without a word here. */
export function randomArgs(mutation: Mutation, random: Random, pool: Pool): unknown {
  const schema =
    schemas.get(mutation.name) ?? (z.toJSONSchema(mutation.args, { unrepresentable: 'any', io: 'input' }) as Schema)
  schemas.set(mutation.name, schema)
  return valueOf(schema, random, pool)
}

const schemas = new Map<string, Schema>()

function valueOf(schema: Schema, random: Random, pool: Pool): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return pick(schema.enum, random)
  const choices = schema.anyOf ?? schema.oneOf
  if (typeof schema.type === 'object')
    return valueOf({ ...schema, type: pick(schema.type, random) ?? 'null' }, random, pool)
  if (choices !== undefined) return valueOf(pick(choices, random) ?? {}, random, pool)
  return ofType(schema, random, pool)
}

/** What else a text must be (`allOf`) is left to the schema to refuse. */
function ofType(schema: Schema, random: Random, pool: Pool): unknown {
  switch (schema.type) {
    case 'object':
      return objectOf(schema, random, pool)
    case 'array':
      return Array.from({ length: Math.max(schema.minItems ?? 0, random.below(3)) }, () =>
        valueOf(schema.items ?? {}, random, pool),
      )
    case 'string':
      return textOf(schema, random, pool)
    case 'number':
    case 'integer':
      return random.below(Math.min(100, schema.maximum ?? 100)) + Math.max(0, schema.minimum ?? 0)
    case 'boolean':
      return random.chance(0.5)
    case 'null':
      return null
    default:
      return pick([null, 1, 'x', [], {}], random)
  }
}

function objectOf({ properties, required = [], additionalProperties }: Schema, random: Random, pool: Pool): unknown {
  const named = Object.entries(properties ?? {}).filter(([name]) => required.includes(name) || random.chance(0.5))
  const made = named.map(([name, schema]) => [name, valueOf(schema, random, pool)])
  const isRecord = properties === undefined && typeof additionalProperties === 'object'
  const keys = isRecord ? pool.keys.filter(() => random.chance(0.5)) : []
  const more = isRecord ? keys.map((key) => [key, valueOf(additionalProperties, random, pool)]) : []
  return Object.fromEntries([...made, ...more])
}

function textOf({ format }: Schema, random: Random, pool: Pool): string {
  // Ids are UUIDs in lower case, and the last thing that was said of them is what stands here.
  if (format === 'uuid' || format === 'lowercase') return pick(pool.ids, random) ?? ''
  if (format === 'date-time') return '2026-11-22T07:00:00.000Z'
  return pick(pool.texts, random) ?? ''
}
