/** How packs and records are written. Raised when that changes: a copy of another format is fetched anew, never misread. */
export const cacheFormat = 4

/** The database of an agent's cache. */
export const cacheName = (agentId: string): string => `tierdesk-cache-${agentId}`

/** What the keys of everything in one whole copy begin with. */
export const ofCopy = (gen: number): string => `${gen}/`
