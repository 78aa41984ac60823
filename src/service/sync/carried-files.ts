/** The ids of the files that a mutation's arguments carry; they have passed its schema. Empty where it carries none. */
export function carriedFiles(args: unknown): string[] {
  if (typeof args !== 'object' || args === null || !('attachments' in args) || !Array.isArray(args.attachments))
    return []
  return args.attachments.flatMap((file: unknown) =>
    typeof file === 'object' && file !== null && 'id' in file && typeof file.id === 'string' ? [file.id] : [],
  )
}
