import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contrastOf, luminanceOf, READABLE_SHADE, shadesOf } from './colour.ts'

/** Every tenth of each part, with the corners: 1,331 colours. */
const steps = [...Array(11).keys()].map((step) =>
  Math.round((step * 255) / 10)
    .toString(16)
    .padStart(2, '0'),
)
const every = steps.flatMap((red) => steps.flatMap((green) => steps.map((blue) => `#${red}${green}${blue}`)))

/** What the screens are drawn on: white, hovered and tinted rows; the dark body, what is raised from it, hovered rows. */
const lightGrounds = ['#ffffff', '#f8f9fa', '#f1f3f5']
const darkGrounds = ['#242424', '#2e2e2e', '#3b3b3b']

test('contrast is that of WCAG', () => {
  assert.equal(contrastOf('#000000', '#ffffff'), 21)
  assert.equal(contrastOf('#777777', '#777777'), 1)
  assert.equal(contrastOf('#767676', '#ffffff').toFixed(2), '4.54')
  assert.equal(contrastOf('#ffff00', '#ffffff').toFixed(2), '1.07')
  assert.equal(luminanceOf('#ff0000').toFixed(4), '0.2126')
})

test('of any colour at all, buttons, links and tints can be read on light and on dark', () => {
  for (const colour of every) {
    const shades = shadesOf(colour)
    const reads = (shade: number, ground: string, least = 4.5) => {
      const contrast = contrastOf(shades[shade] ?? '', ground)
      assert.ok(contrast >= least, `${colour}: shade ${shade} (${shades[shade]}) on ${ground}: ${contrast}`)
    }
    for (const shade of [6, 7, 8, 9]) reads(shade, '#ffffff')
    for (const shade of [7, 8, 9]) for (const ground of lightGrounds) reads(shade, ground)
    for (const shade of [0, 1, 2, 3, 4]) for (const ground of darkGrounds) reads(shade, ground)
    reads(9, shades[1])
    reads(9, shades[2])
    reads(6, '#242424', 3)
    for (const shade of shades) assert.match(shade, /^#[0-9a-f]{6}$/)
  }
})

test('a colour that can be read as it is stays as it is, and its shades have its hue', () => {
  assert.equal(shadesOf('#1f4fd8')[READABLE_SHADE], '#1f4fd8')
  assert.equal(shadesOf('#0b0b0b')[READABLE_SHADE], '#0b0b0b')
  assert.notEqual(shadesOf('#ffd400')[READABLE_SHADE], '#ffd400')
  const [red, green, blue] = [1, 3, 5].map((at) =>
    Number.parseInt(shadesOf('#ffd400')[4].slice(at, at + 2), 16),
  )
  assert.ok(red !== undefined && green !== undefined && blue !== undefined && red > blue && green > blue)
})

test('shades go from light to dark', () => {
  for (const colour of ['#ffd400', '#fefefe', '#0b0b0b', '#1f4fd8', '#e4002b', '#00a651', '#7b2ff7']) {
    const bright = shadesOf(colour).map(luminanceOf)
    assert.deepEqual(
      bright,
      bright.toSorted((one, other) => other - one),
      colour,
    )
  }
})
