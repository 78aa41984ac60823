/** What says who sits at this computer. Paths as the system writes them. */
export interface OwnNames {
  readonly home: string
  readonly profile: string
  readonly user: string
  readonly computer: string
}

/**
 * Takes the names out of lines for others: folders become `(profile)` and `(home)`, and what is left of the names, as whole words in any
 * case, `(user)` and `(computer)`.
 */
export function redactor({ home, profile, user, computer }: OwnNames): (text: string) => string {
  const steps: [RegExp, string][] = []
  // The longer path first: the profile mostly lies in the home.
  for (const [path, name] of [[profile, '(profile)'] as const, [home, '(home)'] as const]) {
    // Also as it stands in an address: with slashes, and letters as percent signs.
    for (const form of new Set([path, path.replaceAll('\\', '/'), encodeURI(path.replaceAll('\\', '/'))])) {
      if (form.length > 1) steps.push([new RegExp(escaped(form), 'gi'), name])
    }
  }
  const [shortName = ''] = computer.split('.')
  for (const [word, name] of [
    [user, '(user)'] as const,
    [computer, '(computer)'] as const,
    [shortName, '(computer)'] as const,
  ]) {
    if (word !== '')
      steps.push([new RegExp(String.raw`(?<![\p{L}\p{N}])${escaped(word)}(?![\p{L}\p{N}])`, 'giu'), name])
  }
  return (text) => steps.reduce((kept, [pattern, name]) => kept.replace(pattern, name), text)
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
