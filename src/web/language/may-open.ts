/** Whether whoever is signed in may open the screen of an address: what leads nowhere is no link. Told by the frame. */
import { createContext } from 'react'

export const MayOpen = createContext<(address: string) => boolean>(() => true)
