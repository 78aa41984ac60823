/** Words of this area. */
export const escalationWords = {} as const
