import type { Row } from '#shared/tables.ts'
import { keptFields } from '../kept-fields.ts'
import type { SourceRecord } from '../source-record.ts'
import { type ImportItem, importRow } from './format.ts'
import { type ZendeskBook, zendeskId, zendeskSource } from './zendesk-book.ts'
import { marketOfAddress } from './zendesk-fields.ts'
import { skipped } from './zendesk-groups.ts'

// The code for "no currency" of ISO 4217.
const noCurrency = 'XXX'

function currencyOf(record: SourceRecord): string | null {
  const code = record.text('currency', 20)?.trim().toUpperCase() ?? ''
  if (/^[A-Z]{3}$/.test(code)) return code
  if (code !== '') record.coerced(`${record.noun}.currency is no currency code: left out`)
  return null
}

export function orderItem(record: SourceRecord, book: ZendeskBook): ImportItem | null {
  const externalId = record.id('id')
  if (externalId === null) return skipped(record, 'an order without an id')
  const id = zendeskId('orders', externalId)
  const number = record.text('external_id', 100)?.trim() ?? ''
  const customer = userParty(record, 'customer_id', book)
  const sellerIds = sellersOf(record, book)
  const address = record.record('shipping_address')
  const total = record.number('total')
  if (total === null) record.coerced('orders.total is missing: taken as 0')
  const order: Row<'orders'> = {
    id,
    number: number === '' ? externalId : number,
    customerId: customer,
    sellerIds,
    status: record.text('status', 60) ?? 'unknown',
    market: marketOfAddress(address, 'country'),
    currency: currencyOf(record) ?? noCurrency,
    total: total ?? 0,
    placedAt: record.instant('created_at'),
    shippedAt: record.instant('shipped_at'),
    requiredAt: record.instant('required_at'),
    lines: record.records('lines').map((line) => orderLine(line)),
    address: addressText(address),
    fields: keptFields(record, ['payments', 'fulfillments', 'returns', 'freight']),
    source: zendeskSource(record, externalId),
  }
  const partyIds = [...(customer === null ? [] : [customer]), ...sellerIds]
  const known = { id, number: order.number, partyIds }
  book.orders.set(externalId, known)
  if (number !== '') book.orders.set(number, known)
  record.reportRest()
  return { rows: [importRow('orders', order)], places: [record.place] }
}

function orderLine(line: SourceRecord): Row<'orders'>['lines'][number] {
  const options = line.record('options')
  const written = line.json('options')
  const names = options === null || typeof written !== 'object' ? [] : Object.keys(written ?? {})
  const discount = line.number('discount') ?? 0
  const notes = [
    ...names.map((name) => `${name}: ${options?.text(name, 200) ?? ''}`),
    ...(discount > 0 ? [`discount ${Math.round(discount * 100)} %`] : []),
  ]
  return {
    sku: line.text('sku', 100) ?? '',
    name: line.text('product_name', 300) ?? line.text('name', 300) ?? '',
    quantity: line.number('quantity') ?? 0,
    unitPrice: line.number('unit_price') ?? 0,
    note: notes.length === 0 ? null : notes.join(', ').slice(0, 1000),
  }
}

function addressText(address: SourceRecord | null): string | null {
  const names = ['name', 'address1', 'address2', 'zip', 'city', 'state', 'region', 'country']
  const parts = names.map((name) => address?.text(name, 120)?.trim() ?? '').filter((part) => part !== '')
  return parts.length === 0 ? null : parts.join(', ')
}

function userParty(record: SourceRecord, name: string, book: ZendeskBook): string | null {
  const externalId = record.id(name)
  if (externalId === null) return null
  const user = book.users.get(externalId)
  if (user === undefined) record.coerced(`${record.noun}.${name} is no user of the export: left out`)
  return user?.partyId ?? null
}

function sellersOf(record: SourceRecord, book: ZendeskBook): string[] {
  const named = [
    ...record.words('seller_ids'),
    ...(record.id('organization_id') === null ? [] : [record.id('organization_id') ?? '']),
  ]
  const found = named.flatMap((externalId) => book.sellers.get(externalId) ?? [])
  if (found.length < named.length)
    record.coerced(`${record.noun} names a seller that is no organisation of the export: left out`)
  return [...new Set(found)]
}

export function disputeItem(record: SourceRecord, book: ZendeskBook): ImportItem | null {
  const externalId = record.id('id')
  if (externalId === null) return skipped(record, 'a dispute without an id')
  const orderId = record.id('order_id')
  const number = record.text('order_external_id', 100)
  const order = book.orders.get(orderId ?? '') ?? book.orders.get(number ?? '')
  if (order === undefined) return skipped(record, 'a dispute about an order that is not in the export')
  const kind = record.text('kind', 60) ?? ''
  const row: Row<'disputes'> = {
    id: zendeskId('disputes', externalId),
    kind: kind === '' ? 'other' : kind,
    orderId: order.id,
    partyId: userParty(record, 'customer_id', book),
    sellerId: sellersOf(record, book)[0] ?? null,
    amount: record.number('amount'),
    currency: currencyOf(record),
    reason: record.text('reason', 2000),
    brief: record.text('brief', 5000),
    openedAt: record.instant('opened_at'),
    fields: keptFields(record, ['item_ids', 'new_item_ids', 'payment_method_id']),
    source: zendeskSource(record, externalId),
  }
  record.reportRest()
  return { rows: [importRow('disputes', row)], places: [record.place] }
}
