import { expect, test } from 'vitest'
import { isMask, maskEmail, maskPhone } from '#shared/domain/mask.ts'
import { emails, phones } from '#tests/contact-details.ts'

// Catches: a mask that changes shape, and one that the database would refuse.
test('an address keeps its first letters and its end, a number its last two digits', () => {
  expect(maskEmail('jane.doe@example.com')).toBe('j•••@e•••.com')
  expect(maskEmail('mei@mail.example.co.uk')).toBe('•••@m•••.uk')
  expect(maskPhone('+65 9123 4542')).toBe('••• ••• 42')
})

// Catches: a mask of a short value that is the value, and one that is as long as it.
test('of what is short or unusual a mask tells nothing', () => {
  expect(['j@e.com', 'abc@x.io', 'me@localhost', 'me@127.0.0.1'].map(maskEmail)).toEqual([
    '•••@•••.com',
    '•••@•••.io',
    '•••@•••',
    '•••@•••',
  ])
  expect(['nobody', 'a@b@c', '@', '@x.com', 'x@', 'twitter:jane'].map(maskEmail)).toEqual(Array(6).fill('•••'))
  expect(['110', '999 99', 'ext. 42', 'call me'].map(maskPhone)).toEqual(Array(4).fill('•••'))
  expect(maskEmail('jane@example.photography')).toBe('j•••@e•••')
  expect(maskEmail(`${'j'.repeat(64)}@example.com`)).toBe(maskEmail('jane@example.com'))
})

// Catches: half of a surrogate pair, and a letter that is half a name.
test('letters and digits of other scripts are not shown', () => {
  expect(maskEmail('王小明大@例子公司.中国')).toBe('•••@•••')
  expect(maskEmail('😀😀😀😀😀@example.com')).toBe('•••@e•••.com')
  expect(maskPhone('٠١٢٣٤٥٦٧٨٩')).toBe('•••')
  expect(maskPhone('９１２３４５６７')).toBe('••• ••• 67')
  expect(maskPhone('+65 •••• ••10')).toBe('••• ••• 10')
  expect(maskPhone('+65 1234 56••')).toBe('•••')
})

// Catches: a mask that is masked again, or kept as if it were a value.
test('a mask of a mask is the same mask, and is known as one', () => {
  for (const value of emails)
    expect([maskEmail(maskEmail(value)), value === '' || isMask(maskEmail(value))]).toEqual([maskEmail(value), true])
  for (const value of phones)
    expect([maskPhone(maskPhone(value)), value === '' || isMask(maskPhone(value))]).toEqual([maskPhone(value), true])
  expect(['j•••@e•••.com\n', 'jane•••@e•••.com', '+65 •••• ••10', ''].map(isMask)).toEqual([false, false, false, false])
})

// Catches: a mask by which a value can be told from others that are like it.
test('no value longer than four characters can be read in its mask', () => {
  for (const [mask, values] of [
    [maskEmail, emails],
    [maskPhone, phones],
  ] as const) {
    for (const value of values.filter((one) => one.length > 4 && !isMask(one))) {
      expect(mask(value)).not.toContain(value)
      expect(mask(value).match(/[A-Za-z0-9]/g)?.length ?? 0).toBeLessThanOrEqual(6)
    }
  }
})
