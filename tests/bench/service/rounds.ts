import { productId } from '../product-ids.ts'

/** Changes that are sent in one go, as a full group commit of the service makes them. */
export const changesPerRound = 100
/** After so many rounds the same cases come again: rounds that are told together must not hide each other's changes. */
export const roundsApart = 20

/** The id of the case of the nth change of a round. */
export const caseOfRound = (round: number, n: number): string =>
  productId('cases', (round % roundsApart) * changesPerRound + n)

/** By what a round is known in a frame. */
export const roundMark = (round: number): string => `round ${round}.`
