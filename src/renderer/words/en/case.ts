/** Words of this area. */
export const caseWords = {} as const
