import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson, textToSign } from '#shared/signed-text.ts'

// Catches: a signature that holds or not by the order in which somebody wrote the same names.
test('one text stands for one value: names in order, whatever order they came in', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'ไทย' }], a: true })).toBe('{"a":true,"b":[1,{"c":"ไทย","d":null}]}')
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const written = canonicalJson(JSON.parse(JSON.stringify(value)) as Parameters<typeof canonicalJson>[0])
      expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

// Catches: a site pack whose signature makes a release of the same content count.
test('what is signed as one kind of thing is not signed as another', () => {
  expect(textToSign('site pack', {})).not.toBe(textToSign('release', {}))
})
