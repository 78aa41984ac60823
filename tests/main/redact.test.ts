import { expect, test } from 'vitest'
import { redactor } from '#main/redact.ts'

// Catches: the name of a person in the path of a log line, in another form of the path, or as a word of its own.
test('folders and names of the person and the computer are taken out, in every form in which they are written', () => {
  const redact = redactor({
    home: '/home/ana.cruz',
    profile: '/home/ana.cruz/.config/Tierdesk',
    user: 'ana.cruz',
    computer: 'MNL-0042.corp.example',
  })
  expect(redact('/home/ana.cruz/.config/Tierdesk/a.sitepack and /home/ana.cruz/b')).toBe(
    '(profile)/a.sitepack and (home)/b',
  )
  expect(redact('    at f (file:///home/ana.cruz/x.js:1:2), Ana.Cruz, mnl-0042 and mnl-0042.corp.example')).toBe(
    '    at f (file://(home)/x.js:1:2), (user), (computer) and (computer)',
  )
  expect(redact('susana.cruzado stays')).toBe('susana.cruzado stays')
})

// Catches: Windows, where a path has other slashes, spaces, and signs that mean something in a pattern.
test('paths of Windows too', () => {
  const home = String.raw`C:\Users\Ana Cruz (1)`
  const redact = redactor({
    home,
    profile: String.raw`${home}\AppData\Roaming\Tierdesk`,
    user: 'Ana Cruz (1)',
    computer: 'PC',
  })
  expect(redact(String.raw`c:\users\ana cruz (1)\AppData\Roaming\Tierdesk\vault.json`)).toBe(
    String.raw`(profile)\vault.json`,
  )
  expect(redact('file:///C:/Users/Ana%20Cruz%20(1)/x.js')).toBe('file:///(home)/x.js')
})
