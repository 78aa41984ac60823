import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Which files below a folder hold a text as it is, in UTF-8 or UTF-16: what a thief finds without a key. Answers `text: path` lines. */
export async function clearTextIn(folder: string, texts: readonly string[]): Promise<string[]> {
  const wanted = texts.map((text) => ({
    text,
    forms: [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le'), Buffer.from(text, 'utf16le').swap16()],
  }))
  const found: string[] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const bytes = await readFile(path)
    for (const { text, forms } of wanted)
      if (forms.some((form) => bytes.includes(form))) found.push(`${text}: ${path.slice(folder.length + 1)}`)
  }
  return found
}
