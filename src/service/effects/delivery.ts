/** An effect as it is carried out. `attempts` counts this one. */
export interface DueEffect {
  readonly id: string
  readonly kind: string
  readonly payload: unknown
  readonly attempts: number
}

/** What became of an attempt. `why` is for the log: never what somebody wrote. */
export type Delivered = { readonly isDone: true } | { readonly isDone: false; readonly why: string }

/** Carries an effect out. May be asked to do the same one twice: whoever receives it knows it by its id. */
export type Delivery = (effect: DueEffect) => Promise<Delivered>
