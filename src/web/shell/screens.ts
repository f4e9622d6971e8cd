/** All screens of all rooms, found by their folders. */
import { type Group, groups, type Screen } from './screen.ts'

const found = import.meta.glob<{ readonly screens: readonly Screen[] }>('../*/screens.ts', { eager: true })

export const screens: readonly Screen[] = Object.values(found).flatMap((room) => room.screens)

/** A screen with a place in the navigation. */
export type Entry = Screen & { readonly navigation: NonNullable<Screen['navigation']> }

/** What a person finds in the navigation, by group. */
export function navigationFor(
  may: (name: string) => boolean,
): readonly (readonly [Group, readonly Entry[]])[] {
  const open = screens.filter(
    (screen): screen is Entry =>
      screen.navigation !== undefined && (screen.needs === undefined || screen.needs.some(may)),
  )
  return groups
    .map(
      (group) =>
        [
          group,
          open
            .filter(({ navigation }) => navigation.group === group)
            .sort((a, b) => a.navigation.order - b.navigation.order),
        ] as const,
    )
    .filter(([, entries]) => entries.length > 0)
}
