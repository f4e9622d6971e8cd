import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reasonCodes } from '#engines/process'
import { reasonTexts } from '../src/web/words/reason-texts.ts'

test('every reason the engine gives has a sentence in each language, filled from the values it has', () => {
  const added = ['requires', 'substitute', 'role_held_until']
  for (const [language, texts] of Object.entries(reasonTexts))
    assert.deepEqual(Object.keys(texts).sort(), [...reasonCodes, ...added].sort(), language)
  const wanted = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()
  for (const [code, text] of Object.entries(reasonTexts.de))
    assert.deepEqual(wanted(text), wanted(reasonTexts.en[code as keyof typeof reasonTexts.en]), code)
})
