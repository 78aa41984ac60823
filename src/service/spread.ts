/** A time to come back, in milliseconds: between `least` and three times that, so that those who were sent away together do not all return at once. */
export const spread = (least: number, random: () => number = Math.random): number =>
  Math.round(least * (1 + 2 * random()))
