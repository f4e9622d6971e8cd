/** All screens of all rooms, found by their folders. */
import { type Group, groups, type Screen } from './screen.ts'

const found = import.meta.glob<{ readonly screens: readonly Screen[] }>('../*/screens.ts', { eager: true })

export const screens: readonly Screen[] = Object.values(found).flatMap((room) => room.screens)

/** Whether a person may open an address: any screen it could be, of those some role of theirs has. */
export function mayOpen(may: (name: string) => boolean, address: string): boolean {
  const [path = ''] = address.split(/[?#]/)
  const fitting = shapes.filter(({ shape }) => shape.test(path))
  // Two screens may fit: `/processes/incidents` is no instance. The one with more words of its own is meant.
  const [meant] = fitting.sort((a, b) => a.names - b.names)
  return meant?.needs === undefined || meant.needs.some(may)
}

const shapes = screens.map(({ path, needs }) => ({
  shape: new RegExp(`^${path.replaceAll(/\$\w+/g, '[^/]+')}/?$`),
  names: path.split('$').length,
  needs,
}))

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
