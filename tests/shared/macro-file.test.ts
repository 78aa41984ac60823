import { expect, test } from 'vitest'
import type { Macro } from '#shared/domain/macro.ts'
import { contentOf } from '#shared/domain/macro.ts'
import { compareLines } from '#shared/compare-lines.ts'
import { differingParts } from '#shared/macro-compare.ts'
import { type MacroFileBook, readMacroFile, writeMacroFile } from '#shared/macro-file.ts'
import { aMacro, idOf, someInstant } from '#tests/builders.ts'

const book = (names: { readonly [id: string]: string }): MacroFileBook => ({
  nameOf: (_table, id) => names[id],
  idsOf: (_table, name) => Object.keys(names).filter((id) => names[id] === name),
})
const staging = book({ [idOf(3)]: 'Returns', [idOf(4)]: 'Ana' })
const macro = aMacro({
  scope: { of: 'queue', queueId: idOf(3) },
  actions: [
    { do: 'assign', agentId: idOf(4) },
    { do: 'of-tomorrow', extra: 1 },
  ],
  conditions: [{ if: 'queue', queueIds: [idOf(3)] }],
  variants: [{ locale: 'de', template: 'Hallo' }],
  sop: { groupId: idOf(11), version: 2 },
})
const written = writeMacroFile([macro], staging, someInstant)
const read = (text: string, at: MacroFileBook, here: Macro[] = []) =>
  readMacroFile(text, at, (id) => here.find((one) => one.id === id))

test('what was exported is the same when it comes back, also what only a newer build knows', () => {
  expect(read(written, staging, [macro])).toEqual([
    { id: macro.id, content: contentOf(macro), is: 'same', missing: [] },
  ])
  expect(read(written, staging)).toMatchObject([{ is: 'new' }])
  expect(read(written, staging, [{ ...macro, template: 'Other' }])).toMatchObject([{ is: 'changed' }])
})

// Catches a macro that comes to production with the queue of staging, which is not there, or with one of two of that name.
test('in another workspace the rows of the same names take the place of those that were named', () => {
  const production = book({ [idOf(0x33)]: 'Returns', [idOf(0x44)]: 'Ana' })
  expect(read(written, production)).toMatchObject([
    {
      missing: [],
      content: {
        scope: { queueId: idOf(0x33) },
        actions: [{ agentId: idOf(0x44) }, { do: 'of-tomorrow' }],
        conditions: [{ queueIds: [idOf(0x33)] }],
      },
    },
  ])
  expect(read(written, book({ [idOf(0x33)]: 'Returns' }))).toMatchObject([{ missing: ['Ana'] }])
  const twice = book({ [idOf(0x33)]: 'Returns', [idOf(0x34)]: 'Returns', [idOf(4)]: 'Ana' })
  expect(read(written, twice)).toMatchObject([{ missing: ['Returns'] }])
})

test('a file that is none is refused with its reason', () => {
  expect(read('{', staging)).toEqual({ trouble: 'not-json' })
  expect(read('[]', staging)).toEqual({ trouble: 'other-format' })
  expect(read('{"macros":[{"id":1}]}', staging)).toEqual({ trouble: 'other-format' })
  expect(read(written.replace('"reply"', '"shout"'), staging)).toEqual({
    trouble: 'bad-macro',
    place: 'macros.0.content.kind',
  })
})

test('two versions are compared line by line and part by part', () => {
  expect(compareLines('a\nb\nc', 'a\nx\nc').map(({ is, line }) => `${is} ${line}`)).toEqual([
    'same a',
    'gone b',
    'new x',
    'same c',
  ])
  expect(differingParts(macro, { ...contentOf(macro), template: 'x', sop: null })).toEqual(['template', 'sop'])
})
