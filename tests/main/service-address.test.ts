import { expect, test } from 'vitest'
import { serviceAddress } from '#main/service-address.ts'

// Catches: an address that changes on its way to the window, so that the policy and the window name different origins.
test.each([
  ['http://127.0.0.1:9000/', 'http://127.0.0.1:9000'],
  ['http://localhost:4510', 'http://localhost:4510'],
  ['http://[::1]:4510', 'http://[::1]:4510'],
  ['http://127.1:4510', 'http://127.0.0.1:4510'],
  [' https://Desk.Example.com:443 ', 'https://desk.example.com'],
])('the setting %j means %s', (setting, serviceUrl) => {
  expect(serviceAddress(setting)).toEqual({ serviceUrl })
})

// Catches: customers' words sent over a network in clear, or a password that ends up in a log.
test.each([
  ['nonsense', 'is not a web address'],
  ['desk.example.com', 'is not a web address'],
  ['ws://127.0.0.1:4510', 'must start with https'],
  ['file:///etc', 'must start with https'],
  ['http://desk.example.com', 'this computer only'],
  ['http://192.168.1.10:4510', 'this computer only'],
  ['http://127.0.0.1.evil.example', 'this computer only'],
  ['http://localhost.evil.example', 'this computer only'],
  ['http://0.0.0.0:4510', 'this computer only'],
  ['https://name:secret@desk.example.com', 'name or a password'],
  ['https://desk.example.com/tierdesk', 'end after the host'],
  ['https://desk.example.com/?a=1', 'end after the host'],
])('the setting %j is refused with what to do next', (setting, why) => {
  const address = serviceAddress(setting)
  const sentence = address !== null && 'refused' in address ? address.refused : ''
  expect(sentence).toContain(why)
  expect(sentence).toContain('Set it to an address such as')
  expect(sentence).not.toContain('secret')
})

test.each([undefined, '', '  '])('the setting %j says nothing', (setting) => {
  expect(serviceAddress(setting)).toBeNull()
})
