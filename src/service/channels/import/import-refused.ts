/** An import that cannot begin or go on, for a reason a person can act on: `message` is the sentence to print before exit code 1. */
export class ImportRefused extends Error {
  override readonly name = 'ImportRefused'
}
