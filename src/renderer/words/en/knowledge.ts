/** Words of this area. */
export const knowledgeWords = {} as const
