import assert from 'node:assert/strict'
import { test } from 'node:test'

const kept = new Map([['throughline.language', 'de']])
Object.assign(globalThis, { localStorage: { getItem: (key: string) => kept.get(key) ?? null } })
Object.defineProperty(globalThis, 'navigator', { value: { languages: ['de-DE'] } })
const { loadNames } = await import('./names.ts')
const { placeWords, problemWords, refusalWords } = await import('./refusals.ts')
await loadNames()

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

test('a refusal is told in German, with its values as people read them', () => {
  const rows = [
    [
      'allocation_too_early',
      { earliest: '2026-03-02' },
      'Die Zuordnung kann nicht vor dem 2. März 2026 wirken: Erst dann waren Zahlung und Rechnungen da. Wählen Sie diesen Tag oder einen späteren.',
    ],
    [
      'invoice_over_allocated',
      { number: 'DE-2026-00042', open: '1234.50 EUR', asked: '2000.00 EUR' },
      'Von der Rechnung DE-2026-00042 sind 1.234,50 € offen, gewünscht waren 2.000,00 €. Ordnen Sie weniger zu.',
    ],
    [
      'project_not_in_plan',
      { number: 'P-0001', state: 'deliver' },
      'Das Projekt P-0001 hat den Status „In Durchführung“. Beginnen kann nur ein geplantes.',
    ],
    [
      'not_permitted',
      { command: 'timesheets.approve' },
      'Sie dürfen „Stundenzettel genehmigen“ nicht ausführen. Bitten Sie die Administration um eine Rolle, die es erlaubt.',
    ],
    [
      'client_incomplete',
      { name: 'Meridian', missing: ['legal name', 'address'] },
      'Meridian kann noch nicht abgerechnet werden. Es fehlt: Firmierung, Anschrift. Vervollständigen Sie den Kunden.',
    ],
    [
      'over_capacity',
      { person: 'Maya Okafor', week: '2026-03-02', booked: 2700, capacity: 2400 },
      'Maya Okafor wäre in der Woche vom 2. März 2026 mit 45:00 von 40:00 Stunden gebucht. Buchen Sie weniger, oder lassen Sie die Überbuchung mit einem Grund zu.',
    ],
  ] as const
  for (const [code, params, german] of rows)
    assert.equal(plain(refusalWords({ code, params, detail: 'in English' })), german)
})

test('what has no German, or lacks a value that German wants, is told in English', () => {
  assert.equal(refusalWords({ code: 'never_heard_of', detail: 'In English.' }), 'In English.')
  assert.equal(refusalWords({ code: 'no_such_value', detail: 'In English.', params: {} }), 'In English.')
  assert.equal(refusalWords({ code: 'project_exists', detail: 'In English.', params: {} }), 'In English.')
})

test('what is wrong with a field is told by its code, by the words of its rule, or as the refusal it is', () => {
  assert.equal(problemWords({ code: 'missing', detail: 'is needed' }), 'Wird benötigt.')
  assert.equal(
    problemWords({
      code: 'at_most_characters',
      params: { limit: 60 },
      detail: 'must be at most 60 characters',
    }),
    'Höchstens 60 Zeichen.',
  )
  assert.equal(problemWords({ code: 'rule', detail: 'must be above zero' }), 'Muss über null liegen.')
  assert.equal(
    problemWords({ code: 'timesheet_own_time', detail: 'Nobody decides …' }),
    'Über die eigene Zeit entscheidet niemand selbst. Bitten Sie eine andere Person.',
  )
})

test('where something is wrong is told by names, and counted from one', () => {
  assert.equal(placeWords('/lines/0/price', 'request'), 'Positionen 1 › Preis')
  assert.equal(placeWords('/rows/7/E-mail', 'file'), 'Zeilen 7 › E-mail')
  assert.equal(placeWords('', 'request'), '')
})
