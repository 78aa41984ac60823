/** The service cannot start, for a reason a person can act on: `message` is the sentence to print before exit code 1. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused'
}
