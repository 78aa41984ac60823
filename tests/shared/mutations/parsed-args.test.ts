import { expect, test } from 'vitest'
import { z } from 'zod'
import { type Mutation, defineMutation } from '#shared/mutations/define-mutation.ts'
import { parsedArgs } from '#shared/mutations/parsed-args.ts'

const mutation = defineMutation({
  name: 'test.note',
  by: 'agent',
  args: z.object({ text: z.string(), fields: z.record(z.string(), z.unknown()) }),
  reads: () => ({}),
  apply: () => ({ changes: [] }),
})

// Catches: a message with a character 0 or with half an emoji, of which PostgreSQL can read no part, so that every search that meets it fails.
test('what cannot be read again is replaced in every text and name of the arguments, however deep', () => {
  const asked = { text: 'a\0b \ud83d😀', fields: { '\0k': ['\0', { deep: 'x\udc00' }], n: 1, none: null } }
  expect(parsedArgs(mutation as unknown as Mutation, asked).data).toEqual({
    text: 'a\uFFFDb \uFFFD😀',
    fields: { '\uFFFDk': ['\uFFFD', { deep: 'x\uFFFD' }], n: 1, none: null },
  })
})

test('what has none stays as it is, and what fits no schema is still refused', () => {
  const asked = { text: 'a', fields: { tags: ['b', { c: 'd' }] } }
  expect(parsedArgs(mutation as unknown as Mutation, asked).data).toEqual(asked)
  expect(parsedArgs(mutation as unknown as Mutation, { text: 1 }).success).toBe(false)
})
