/** The four ways in which a schedule may fail. */
export type FailureKind = 'lost' | 'duplicated' | 'divergent' | 'stuck'

export interface Failure {
  readonly kind: FailureKind
  readonly what: string
}
