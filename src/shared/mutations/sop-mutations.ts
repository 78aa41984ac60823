import { z } from 'zod'
import { Id } from '../domain/base.ts'
import { isOpenCase } from '../domain/case.ts'
import { can } from '../permissions.ts'
import { defineMutation, maybe, one, put, refuse } from './define-mutation.ts'

const most = 20

/** Notes that an SOP was opened to work on a case: which words it helped with is learnt from it. What says nothing new changes nothing. */
export const caseOpenSop = defineMutation({
  name: 'case.open-sop',
  by: 'agent',
  args: z.strictObject({ caseId: Id, sopId: Id }),
  reads: (args) => ({ row: one('cases', args.caseId), sop: maybe('sops', args.sopId) }),
  apply({ row, sop }, { sopId }, context) {
    if (!can(context.actor).change(row)) return refuse('not-allowed')
    const sopIds = row.sopIds ?? []
    // It may have been withdrawn while the step waited, which is nobody's trouble.
    if (sop === undefined || sopIds.includes(sopId) || !isOpenCase(row)) return { changes: [] }
    return { changes: [put('cases', { ...row, sopIds: [...sopIds, sopId].slice(-most) })] }
  },
})
