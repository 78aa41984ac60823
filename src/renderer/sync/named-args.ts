import { type MutationName, allMutations } from '#shared/mutations/all-mutations.ts'
import { refuse } from '#shared/mutations/define-mutation.ts'
import { parsedArgs } from '#shared/mutations/parsed-args.ts'
import type { Refusal } from '#shared/refusals.ts'
import { byteLength } from '#shared/sync/byte-length.ts'
import { limits } from '#shared/sync/protocol.ts'

/** The arguments of a mutation as its schema gives them, within the bounds of what may be sent [S21]; or why they cannot be named. */
export function checkedArgs(name: MutationName, args: unknown): { readonly args: unknown } | Refusal {
  const mutation = allMutations.get(name)
  if (mutation === undefined) return { refused: 'unknown-mutation' }
  const parsed = parsedArgs(mutation, args)
  if (!parsed.success) return refuse('bad-arguments', parsed.error.issues[0]?.path.join('.') ?? '')
  return byteLength(parsed.data) > limits.mutationBytes ? { refused: 'too-large' } : { args: parsed.data }
}
