/** Words of this area. */
export const commandWords = {} as const
