import { expect, test } from 'vitest'
import { maySee, ownAudience, scopesOf } from '#shared/audience.ts'
import { aMacro, anAgent, idOf } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const ana = anAgent()
const farid = anAgent({ id: idOf(0x98) })
const [first, second] = [aMacro({ id: idOf(0xb1) }), aMacro({ id: idOf(0xb2) })]

const favourites = (desk: OnRows) => desk.rows.get('ownSettings', ana.id)?.favouriteMacroIds

test('a favourite is on one digit, and nobody sets those of another', () => {
  const desk = new OnRows({ macros: [first, second] })
  const set = (digit: number, macroId: string | null, by = ana) =>
    desk.run(by, 'own.set-favourite', { agentId: ana.id, digit, macroId })
  expect(set(3, first.id)).toBeNull()
  expect(set(4, second.id)).toBeNull()
  expect(set(9, first.id)).toBeNull()
  expect(favourites(desk)).toEqual([null, null, null, second.id, null, null, null, null, first.id])
  expect(set(4, null)).toBeNull()
  expect(favourites(desk)?.[3]).toBeNull()
  expect(set(1, idOf(0xff))).toEqual({ refused: 'not-found', about: 'macros' })
  expect(set(1, first.id, farid)).toEqual({ refused: 'not-allowed' })
})

test('what an agent has arranged is seen by them alone, and by the widest view', () => {
  const audience = ownAudience('ownSettings', { id: ana.id, favouriteMacroIds: [] }) ?? []
  expect(maySee(scopesOf(ana, []), audience)).toBe(true)
  expect(maySee(scopesOf(farid, []), audience)).toBe(false)
})
