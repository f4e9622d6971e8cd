/**
 * Colours as numbers: how bright they are, how well they are told apart, and ten shades of one colour that can be read.
 * Luminance and contrast are those of WCAG 2.2; shades are made in OKLCH, in which equal steps look equal. Pure.
 */

/** Red, green and blue, each from 0 to 1 and linear in light. */
type Light = readonly [number, number, number]

/** Of `#rrggbb`, lower case. */
export const COLOUR_PATTERN = /^#[0-9a-f]{6}$/

/** Ten shades of one colour, the lightest first. */
export type Shades = readonly [string, string, string, string, string, string, string, string, string, string]

/** The shade that carries white text, and can be read itself on white: buttons and links on light, headings on paper. */
export const READABLE_SHADE = 7

/**
 * How bright each shade is, and how much of the colour it keeps. With these, whatever the colour: white is read on
 * shades 6 to 9, shades 7 to 9 are read on white and on light grey, shades 0 to 4 on dark grey, shade 9 on shades 1 and
 * 2, and shade 6 stands out from dark grey. Shades 7 to 9 are parts of the brightness of the colour itself where it is
 * dark enough.
 */
const READABLE_LUMINANCE = 0.155
const luminances = [0.88, 0.76, 0.62, 0.5, 0.385, 0.26, 0.168] as const
const darker = [1, 0.72, 0.45] as const
const kept = [0.14, 0.26, 0.45, 0.65, 0.82, 0.95, 1, 1, 0.95, 0.85] as const

/** How bright a colour is, from 0 (black) to 1 (white). */
export function luminanceOf(colour: string): number {
  return luminanceOfLight(lightOf(colour))
}

/** How well two colours are told apart, from 1 (not at all) to 21. Text needs 4.5, the edges of controls 3. */
export function contrastOf(one: string, other: string): number {
  const [dark = 0, bright = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b)
  return (bright + 0.05) / (dark + 0.05)
}

/**
 * Ten shades of a colour that can be read whatever the colour is: a yellow becomes darker where it carries white text, a
 * black becomes lighter where it stands on dark. A colour that can be read as it is stays shade 7.
 */
export function shadesOf(colour: string): Shades {
  const own = luminanceOf(colour)
  const { chroma, hue } = polarOf(lightOf(colour))
  const readable = Math.min(own, READABLE_LUMINANCE)
  const targets = [...luminances, ...darker.map((part) => part * readable)]
  return targets.map((target, shade) =>
    shade === READABLE_SHADE && own === readable
      ? colour
      : colourOf(shadeOf(target, chroma * (kept[shade] ?? 1), hue)),
  ) as unknown as Shades
}

/** The colour of this brightness and hue, with as much of the chroma as a screen can show. */
function shadeOf(luminance: number, chroma: number, hue: number): Light {
  let [low, high] = [0, 1]
  for (let step = 0; step < 24; step += 1) {
    const middle = (low + high) / 2
    if (luminanceOfLight(shown(middle, chroma, hue)) < luminance) low = middle
    else high = middle
  }
  return shown(low, chroma, hue)
}

/** What a screen can show of a colour: of too much chroma, as much as fits. */
function shown(lightness: number, chroma: number, hue: number): Light {
  let [low, high] = [0, chroma]
  if (fits(lightFrom(lightness, high, hue))) return clamped(lightFrom(lightness, high, hue))
  for (let step = 0; step < 16; step += 1) {
    const middle = (low + high) / 2
    if (fits(lightFrom(lightness, middle, hue))) low = middle
    else high = middle
  }
  return clamped(lightFrom(lightness, low, hue))
}

const fits = (light: Light) => light.every((part) => part >= -0.0005 && part <= 1.0005)
const clamped = (light: Light) => light.map((part) => Math.min(1, Math.max(0, part))) as unknown as Light

const luminanceOfLight = ([red, green, blue]: Light) => 0.2126 * red + 0.7152 * green + 0.0722 * blue

function lightOf(colour: string): Light {
  const bits = Number.parseInt(colour.slice(1), 16)
  return [16, 8, 0].map((shift) => {
    const part = ((bits >> shift) & 255) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as unknown as Light
}

/** `#rrggbb` of light. */
function colourOf(light: Light): string {
  const parts = light.map((part) => {
    const coded = part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055
    return Math.round(coded * 255)
      .toString(16)
      .padStart(2, '0')
  })
  return `#${parts.join('')}`
}

/** Chroma and hue (in radians) in OKLab, as Björn Ottosson defined it. */
function polarOf([red, green, blue]: Light): { chroma: number; hue: number } {
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short
  const b = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short
  return { chroma: Math.hypot(a, b), hue: Math.atan2(b, a) }
}

function lightFrom(lightness: number, chroma: number, hue: number): Light {
  const [a, b] = [chroma * Math.cos(hue), chroma * Math.sin(hue)]
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ]
}
