import { v7 } from 'uuid'

/** A new identity, made once, at the agent's intent: a UUIDv7, which sorts by time. */
export const newId = (): string => v7()
