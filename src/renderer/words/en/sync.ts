/** Words of this area. */
export const syncWords = {} as const
