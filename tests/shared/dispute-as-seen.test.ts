import fc from 'fast-check'
import { expect, test } from 'vitest'
import { disputeSeenBy } from '#shared/dispute-as-seen.ts'
import { isWorked } from '#shared/domain/dispute.ts'
import { DisputeDesk, ana, fresh, onCase, shown, which } from './mutations/dispute-desk.ts'

const audience = fc.constantFrom('both', 'customer', 'seller', 'desk')

// Catches a leak by whichever way: whatever was shown to one side alone is nowhere in what the other one may see, nor is anybody's name.
test('a side sees nothing that the other one showed to the desk alone', () => {
  fc.assert(
    fc.property(fc.array(audience, { maxLength: 8 }), fc.constantFrom('customer', 'seller'), (audiences, side) => {
      const desk = new DisputeDesk()
      desk.open()
      for (const [n, of] of audiences.entries()) {
        const evidence = shown({ for: of, title: `title-${n}-${of}-end`, text: `text-${n}-${of}-end` })
        desk.run(ana, 'dispute.add-evidence', { ...which, eventId: fresh(), evidence })
      }
      const dispute = desk.rows.get('disputes', which.disputeId)
      if (dispute === undefined || !isWorked(dispute)) throw new Error('not opened')
      const seen = JSON.stringify(disputeSeenBy(side, dispute, desk.rows.children('evidence', onCase.id)))
      for (const [n, of] of audiences.entries()) {
        expect(seen.includes(`text-${n}-${of}-end`)).toBe(of === 'both' || of === side)
        expect(seen.includes(`title-${n}-${of}-end`)).toBe(of === 'both' || of === side)
      }
      expect(seen).not.toContain(ana.name)
      expect(seen).not.toContain(ana.id)
    }),
  )
})
