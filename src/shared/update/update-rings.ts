/** The order in which IT lets a release out: a few testers, then some, then many, then all. */
export const updateRings = ['test', 'first', 'fast', 'broad'] as const
export type UpdateRing = (typeof updateRings)[number]
