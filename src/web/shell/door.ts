/** Which firm is meant, before anybody has signed in: asked first, so that nothing has to fail to find out. */
import { useQuery } from '@tanstack/react-query'
import { askDoor, signInFirm } from '../wire/client.ts'

/** `known`, `unnamed` or `unknown`; undefined for the moment in which nobody knows yet. */
export function useDoor() {
  return useQuery({ queryKey: ['door', signInFirm()], queryFn: askDoor, staleTime: 60_000 })
}
