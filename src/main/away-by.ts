/** Why nobody is taken to be at the computer. */
export type Away = 'idle' | 'system'

/**
 * Whether the desk is to be locked, and because of what; null: somebody is there. `idleMinutes`: 0 is never by idleness. `idleSeconds`:
 * since the computer was last touched, as the system says.
 */
export function awayBy(
  policy: { readonly idleMinutes: number; readonly withScreen: boolean },
  system: { readonly isScreenLocked: boolean; readonly idleSeconds: number },
): Away | null {
  if (policy.withScreen && system.isScreenLocked) return 'system'
  return policy.idleMinutes > 0 && system.idleSeconds >= policy.idleMinutes * 60 ? 'idle' : null
}
