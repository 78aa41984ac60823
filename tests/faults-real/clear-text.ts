import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'

const encodings = ['utf8', 'utf16le', 'base64'] as const

/** The bytes a text may lie on disk as. */
const written = (text: string): Buffer[] => [
  ...encodings.map((encoding) => (encoding === 'base64' ? base64Middle(text) : Buffer.from(text, encoding))),
  Buffer.from(text, 'utf16le').swap16(),
]

/** The middle of the text in base64, which is the same wherever the text begins on a multiple of three. */
const base64Middle = (text: string): Buffer =>
  Buffer.from(Buffer.from(text.slice(0, text.length - (text.length % 3))).toString('base64'))

/** Where any of these texts can be read in the files of a folder: `FILE: TEXT`. */
export async function clearTexts(folder: string, texts: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const bytes = await readFile(path)
    for (const text of texts) {
      if (written(text).some((form) => bytes.includes(form))) found.push(`${path.slice(folder.length + 1)}: ${text}`)
    }
  }
  return found
}

/** Rejects where any of the texts can be read in the folder. */
export async function mustNotBeReadable(folder: string, what: string, texts: readonly string[]): Promise<void> {
  const found = await clearTexts(folder, texts)
  if (found.length > 0)
    throw new Error(`${what} can be read in ${found.length} places: ${found.slice(0, 3).join(', ')}`)
}
