import { hashOf } from '../../../src/shared/insight/feature.ts'

/** In how many parts history is cut: each is judged by what was learnt from all others. */
export const folds = 5

/** The part that a ticket belongs to: by its number alone, so that all of a ticket is in one part and never on both sides. */
export const foldOf = (ticketId: number): number => hashOf(`ticket ${ticketId}`) % folds
