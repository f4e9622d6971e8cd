/**
 * Words of the screens, by language. Each room of the web declares its own beside its screens; they are loaded with
 * them. English is the reference: another language that lacks a word does not compile.
 */
import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { keep, kept } from '../wire/kept.ts'

export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]

type Texts = Readonly<Record<string, string>>
/** `days_one` and `days_other` are asked for as `days` with a count. */
type Asked<K> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base : K

export interface Words<K extends string = string> {
  readonly room: string
  readonly keys?: K
}

/** Gives the text of a word, with values filled in: `t('left', { hours: '7:30' })` for `{{hours}} left`. */
export type Say<K extends string> = (key: Asked<K>, values?: Readonly<Record<string, unknown>>) => string

const stored = 'throughline.language'

await i18next.use(initReactI18next).init({
  lng: preferredLanguage(),
  fallbackLng: 'en',
  keySeparator: false,
  nsSeparator: false,
  // React escapes what it shows.
  interpolation: { escapeValue: false },
  resources: {},
})

function preferredLanguage(): Language {
  const wanted = [kept(stored), ...navigator.languages]
  return wanted.map((one) => one?.slice(0, 2) as Language).find((one) => languages.includes(one)) ?? 'en'
}

/** The language the screens speak now. */
export const language = (): Language => i18next.language as Language

/** The locale of dates and figures: the region of the browser where it fits the language. */
export function locale(): string {
  const own = navigator.languages.find((one) => one.startsWith(language()))
  return own ?? (language() === 'de' ? 'de-DE' : 'en-GB')
}

/** Speaks another language from now on, in this browser. */
export async function speak(wanted: Language): Promise<void> {
  keep(stored, wanted)
  document.documentElement.lang = wanted
  await i18next.changeLanguage(wanted)
}

/** Declares the words of a room of the web. */
export function defineWords<const W extends Texts>(
  room: string,
  texts: Readonly<{ en: W; de: Readonly<Record<keyof W, string>> }>,
): Words<keyof W & string> {
  i18next.addResourceBundle('en', room, texts.en)
  i18next.addResourceBundle('de', room, texts.de)
  return { room }
}

/** The words of a room in the language of the moment. */
export function useWords<K extends string>(words: Words<K>): Say<K> {
  const { t } = useTranslation(words.room)
  return (key, values) => t(key as string, { ...values })
}

/** The same outside of components. */
export function sayIn<K extends string>(words: Words<K>): Say<K> {
  return (key, values) => i18next.t(key as string, { ns: words.room, ...values })
}
