import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import { logoOf, logoRefusal, logoSizeMax } from './logo.ts'

const NS = 'xmlns="http://www.w3.org/2000/svg"'
const svg = (text: string) => ({ mediaType: 'image/svg+xml', bytes: Buffer.from(text) })
const drawing = (inner: string, root = `${NS} viewBox="0 0 120 40"`) => svg(`<svg ${root}>${inner}</svg>`)
const codeOf = (file: { mediaType: string; bytes: Uint8Array }) => logoRefusal(file)?.code ?? null

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** A PNG in red, green, blue and alpha, with what a test wants to be otherwise. */
function png(width: number, height: number, but: { interlace?: number; pixels?: number } = {}) {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 6, 0, 0, but.interlace ?? 0], 8)
  const pixels = deflateSync(Buffer.alloc(but.pixels ?? height * (1 + width * 4)))
  const parts = [chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]
  return {
    mediaType: 'image/png',
    bytes: Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts]),
  }
}

test('an SVG of shapes is a logo, with its declaration, comments, gradients and styles', () => {
  for (const file of [
    drawing('<path d="M0 0h120v40H0z" fill="#123456"/>'),
    svg(
      `<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->\n<svg ${NS} width="64" height="64px"><title>Älder</title><circle cx='32' cy='32' r='30'/></svg>\n`,
    ),
    drawing(
      '<defs><linearGradient id="a"><stop offset="0" stop-color="red"/></linearGradient></defs><g fill="url(#a)"><rect width="9" height="9"/></g>',
    ),
    drawing('<style>.a { fill: url(#b) }</style><rect class="a" style="opacity:.5" width="9" height="9"/>'),
  ])
    assert.equal(logoRefusal(file), null, String(file.bytes))
})

test('an SVG that could run, load or hide something is no logo, and the refusal names what it is', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['<script>alert(1)</script>', '<script>'],
    ['<g onload="alert(1)"/>', 'onload'],
    ['<g ONCLICK="alert(1)"/>', 'ONCLICK'],
    ['<a href="javascript:alert(1)"><path d=""/></a>', '<a>'],
    ['<image href="/etc/hostname"/>', '<image>'],
    ['<use href="#a"/>', '<use>'],
    ['<foreignObject/>', '<foreignObject>'],
    ['<text>Alder</text>', '<text>'],
    ['<x:script xmlns:x="http://www.w3.org/2000/svg"/>', '<x:script>'],
    ['<animate attributeName="href"/>', '<animate>'],
    ['<linearGradient xlink:href="http://example.com/#a"/>', 'xlink:href="http://example.com/#"'],
    ['<rect fill="url(http://example.com)"/>', 'url(http://example.c'],
    ['<rect fill="&#117;rl(http://example.com)"/>', '&#117;rl(http://exam'],
    ['<rect style="fill:\\75rl(x)"/>', '\\75rl(x)'],
    ['<style>@import "http://example.com"</style>', '@import "http://exam'],
    ['<g xmlns="http://www.w3.org/1999/xhtml"/>', 'xmlns="http://www.w3.org/1999/xhtml"'],
    ['words', 'words'],
  ]
  for (const [inner, found] of rows)
    assert.deepEqual(logoRefusal(drawing(inner)), { code: 'logo_not_plain', detail: { found } }, inner)
  const entity = svg(`<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg ${NS} viewBox="0 0 9 9"/>`)
  assert.equal(logoRefusal(entity)?.detail['found'], '<!DOCTYPE')
  assert.equal(codeOf(drawing('<![CDATA[<script>]]>')), 'logo_not_plain')
})

test('what is no SVG, or does not say how large it is, cannot be read', () => {
  for (const file of [
    svg('hello'),
    svg(''),
    svg(`<svg ${NS} viewBox="0 0 9 9"><g></svg>`),
    svg(`<svg ${NS} viewBox="0 0 9 9"/><svg ${NS}/>`),
    svg(`<svg ${NS} viewBox="0 0 9 9"/>and more`),
    svg(`<g ${NS}/>`),
    svg('<svg viewBox="0 0 9 9"/>'),
    drawing('<g fill=red/>'),
    drawing('<path d="M0 0"', `${NS} viewBox="0 0 9 9"`),
    drawing('', NS),
    drawing('', `${NS} viewBox="0 0 0 9"`),
    drawing('', `${NS} width="100%" height="100%"`),
    { mediaType: 'image/svg+xml', bytes: Buffer.from([0x3c, 0xff, 0x3e]) },
  ])
    assert.equal(codeOf(file), 'logo_unreadable', String(file.bytes))
})

test('a PNG is a logo when every part of it is whole', () => {
  assert.equal(logoRefusal(png(120, 40)), null)
  assert.equal(codeOf(png(120, 40, { interlace: 1 })), 'logo_unreadable')
  assert.equal(codeOf(png(120, 40, { pixels: 10 })), 'logo_unreadable')
  assert.equal(codeOf(png(120, 40, { pixels: 50_000_000 })), 'logo_unreadable')
  const { bytes, mediaType } = png(120, 40)
  const spoiled = Buffer.from(bytes)
  spoiled.writeUInt8(spoiled.readUInt8(20) ^ 1, 20)
  assert.equal(codeOf({ mediaType, bytes: spoiled }), 'logo_unreadable')
  assert.equal(codeOf({ mediaType, bytes: bytes.subarray(0, -3) }), 'logo_unreadable')
  assert.equal(codeOf({ mediaType, bytes: Buffer.from('GIF89a') }), 'logo_unreadable')
})

test('a logo is as small and as even as a page can carry it', () => {
  assert.deepEqual(logoRefusal(png(12, 40)), {
    code: 'logo_dimensions_refused',
    detail: { width: 12, height: 40, least: 16, most: 2000, ratio: 10 },
  })
  assert.equal(codeOf(png(2001, 400)), 'logo_dimensions_refused')
  assert.equal(codeOf(png(400, 39)), 'logo_dimensions_refused')
  assert.equal(codeOf(drawing('', `${NS} viewBox="0 0 401 40"`)), 'logo_dimensions_refused')
  assert.equal(codeOf({ mediaType: 'image/jpeg', bytes: Buffer.from('x') }), 'logo_type_unknown')
  for (const [mediaType, limit] of Object.entries(logoSizeMax))
    assert.equal(codeOf({ mediaType, bytes: Buffer.alloc(limit + 1) }), 'logo_too_large')
})

test('a stored logo is drawn as what it is', () => {
  assert.deepEqual(logoOf(svg('<svg/>')), { svg: '<svg/>' })
  const picture = png(120, 40)
  assert.deepEqual(logoOf(picture), { image: picture.bytes })
})
