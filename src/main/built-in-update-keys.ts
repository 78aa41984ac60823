/** Public keys of releases for whoever builds Tierdesk; others name theirs by the policy UpdateKeys. */
export const builtInUpdateKeys: readonly string[] = []
