import { expect, test } from 'vitest'
import { z } from 'zod'
import { allMutations } from '#shared/mutations/all-mutations.ts'
import { PROTOCOL_VERSION, limits, wireSchemas } from '#shared/sync/protocol.ts'

interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly properties?: { readonly [name: string]: JsonSchema }
  readonly required?: readonly string[]
  readonly format?: string
}

const schemaOf = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as JsonSchema

const words = (schema: JsonSchema): string => {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) return schema.enum.map((one) => JSON.stringify(one)).join(' or ')
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return choices.map(words).join(' or ')
  if (schema.type === 'array') return `list of ${words(schema.items ?? {})}`
  if (schema.properties !== undefined) return `{ ${fields(schema).join(', ')} }`
  if (Array.isArray(schema.type)) return schema.type.join(' or ')
  // The schema of an id asks for a UUID in lower case; JSON Schema keeps the last of the two.
  if (schema.format === 'lowercase') return 'uuid'
  return schema.format ?? String(schema.type ?? 'anything')
}

const fields = (schema: JsonSchema): string[] =>
  Object.entries(schema.properties ?? {}).map(
    ([name, field]) => `${name}${schema.required?.includes(name) === true ? '' : '?'}: ${words(field)}`,
  )

const shape = (schema: JsonSchema): string => {
  const choices = schema.anyOf ?? schema.oneOf
  return (choices ?? [schema]).map((one) => `- \`${words(one)}\``).join('\n')
}

const document = (): string => {
  const messages = Object.entries(wireSchemas).map(([name, schema]) => `## ${name}\n\n${shape(schemaOf(schema))}\n`)
  const mutations = [...allMutations.values()]
    .filter(({ by }) => by === 'agent')
    .map(
      ({ name, args }) =>
        `- \`${name}\`: ${fields(schemaOf(args))
          .map((field) => `\`${field}\``)
          .join(', ')}`,
    )
  return `# The wire, version ${PROTOCOL_VERSION}

Written from the schemas by a test; do not edit. The window speaks Socket.IO over a websocket, and HTTP for signing in and for whole copies.
Bounds: a mutation ${limits.mutationBytes} bytes, a batch ${limits.batchMutations} mutations and ${limits.batchBytes} bytes, unsent ${limits.unsentBytes} bytes a socket.

${messages.join('\n')}
## Mutations a window may send

${mutations.join('\n')}
`
}

// Would catch: a document that describes a wire which is no longer spoken.
test('docs/protocol.md says what the wire carries', async () => {
  await expect(document()).toMatchFileSnapshot('../../../docs/protocol.md')
})
